/**
 * The users of the file, as it is now.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";
import { ReadyFiles, realPathOf } from "../../base/watch/mod.ts";
import { type Audit, auditTo } from "../audit.ts";
import { makeToken, makeTokenOf, revokeToken, tokenHash } from "./edit_users.ts";
import { PasswordHasher } from "./password_hash.ts";
import {
  changeUsers,
  isOfFile,
  readUsers,
  type StoredToken,
  type StoredUser,
  type UserData,
} from "./user_file.ts";

/** It is replaced by a rename, but an editor may write into it. */
const SETTLE_MS = 100;

/** Knows users until it is closed. */
export class Users {
  readonly #path: string;
  readonly #log: Logger;
  readonly #audit: Audit;
  readonly #hasher = new PasswordHasher();
  readonly #listeners: (() => void)[] = [];
  #byName: ReadonlyMap<string, StoredUser> = new Map();
  #byToken: ReadonlyMap<string, StoredToken> = new Map();
  #watch: ReadyFiles | undefined;
  /** Writes and reads, one after the other. */
  #work: Promise<void> = Promise.resolve();
  /** By the hashes of tokens that were asked for. */
  readonly #ends = new Map<string, AbortController>();
  /** Tokens whose use is to be written today, or was. */
  readonly #used = new Map<string, string>();

  private constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
    this.#audit = auditTo(log);
  }

  /**
   * Reads the file, and again whenever it changes.
   *
   * @param path setting `LOGIN_USERS`
   * @param mayBeEmpty users log in otherwise, and the file has their tokens
   * @throws {FrameboxError} `FAILED_PRECONDITION` when it can't be read or written
   */
  static async open(path: string, log: Logger, mayBeEmpty = false): Promise<Users> {
    // Makes the directory, which is watched.
    await changeUsers(path, () => {});
    const slash = path.lastIndexOf("/");
    const directory = await realPathOf(slash < 0 ? "." : path.slice(0, slash) || "/");
    const name = path.slice(slash + 1);
    const users = new Users(path, log);
    users.#take(await readUsers(path));
    if (users.#byName.size === 0 && !mayBeEmpty) {
      log.warn("login_without_users", { file: path, remedy: "framebox login add NAME" });
    }
    const again = () => void users.#reload();
    users.#watch = new ReadyFiles(directory, {
      settleMs: SETTLE_MS,
      recursive: false,
      mayBeAway: false,
      ignores: (other) => other !== name,
      log,
    }, { ready: again, gone: again });
    await users.#watch.start();
    return users;
  }

  /** Called after each change. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The user of a name. */
  find(name: string): StoredUser | undefined {
    return this.#byName.get(name);
  }

  /**
   * The user whose name and password these are; takes as long for a name that is no user's.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when too many passwords are checked at once
   */
  async verify(name: string, password: string): Promise<StoredUser | undefined> {
    const user = this.#byName.get(name);
    return await this.#hasher.verify(password, user?.password) ? user : undefined;
  }

  /** An API token that is in the file; the day of its use is kept. */
  ofToken(token: string): StoredToken | undefined {
    const stored = this.#byToken.get(tokenHash(token));
    if (!stored) return undefined;
    const today = new Date().toISOString().slice(0, 10);
    if (stored.used !== today && this.#used.get(stored.id) !== today) {
      this.#used.set(stored.id, today);
      this.#do(() => this.#keepUse(stored.id, today));
    }
    return stored;
  }

  /** Aborts when a token is revoked, or its owner is removed. */
  endOf({ hash }: StoredToken): AbortSignal {
    const stop = this.#ends.get(hash) ?? new AbortController();
    this.#ends.set(hash, stop);
    return stop.signal;
  }

  /** The API tokens of an owner, the oldest first. */
  tokensOf(owner: string): StoredToken[] {
    return [...this.#byToken.values()].filter((token) => token.owner === owner);
  }

  /**
   * Makes an API token, which is known at once.
   *
   * @param token as in {@linkcode makeTokenOf}; its owner may be in the file
   * @returns the token, which is nowhere else
   * @throws {FrameboxError} as {@linkcode makeToken}
   */
  async addToken(token: Pick<StoredToken, "owner" | "name" | "roles">): Promise<string> {
    const made = isOfFile(token)
      ? await makeToken(this.#path, token.owner, token.name)
      : await makeTokenOf(this.#path, token);
    await this.#reload();
    return made;
  }

  /**
   * Removes an API token of that owner; it is unknown at once.
   *
   * @throws {FrameboxError} as {@linkcode revokeToken}
   */
  async removeToken(owner: string, id: string): Promise<void> {
    await revokeToken(this.#path, id, owner);
    await this.#reload();
  }

  /**
   * Takes roles from the tokens of an owner that is not in the file.
   *
   * @param roles what the owner may do now
   * @throws {FrameboxError} as {@linkcode changeUsers}
   */
  async limitTokens(owner: string, roles: readonly string[]): Promise<void> {
    const isMore = (token: StoredToken) => token.roles?.some((role) => !roles.includes(role));
    if (!this.tokensOf(owner).some(isMore)) return;
    await changeUsers(this.#path, ({ tokens }) => {
      for (const token of tokens) {
        if (token.owner === owner) {
          token.roles = token.roles?.filter((role) => roles.includes(role));
        }
      }
    });
    await this.#reload();
  }

  /** Watches no more; resolves when what was begun is written. */
  async close(): Promise<void> {
    await this.#watch?.close();
    await this.#work;
  }

  #do(work: () => Promise<void>): Promise<void> {
    return this.#work = this.#work.then(work).catch((error) =>
      this.#log.error("users_failed", error)
    );
  }

  #keepUse(id: string, today: string): Promise<void> {
    return changeUsers(this.#path, ({ tokens }) => {
      const stored = tokens.find((each) => each.id === id);
      if (stored) stored.used = today;
    });
  }

  /** A file that can't be read leaves the users as they were. */
  #reload(): Promise<void> {
    return this.#do(async () => {
      const before = { users: this.#byName, tokens: this.#byToken };
      this.#take(await readUsers(this.#path));
      this.#report(before.users, this.#byName, "user", ({ name }) => ({ user: name }));
      this.#report(
        before.tokens,
        this.#byToken,
        "token",
        ({ id, owner }) => ({ token: id, user: owner }),
      );
      for (const listener of this.#listeners) listener();
    });
  }

  #take({ users, tokens }: UserData): void {
    this.#byName = new Map(users.map((user) => [user.name, user]));
    this.#byToken = new Map(tokens.map((token) => [token.hash, token]));
    for (const [hash, stop] of [...this.#ends]) {
      if (this.#byToken.has(hash)) continue;
      this.#ends.delete(hash);
      stop.abort();
    }
    for (const id of this.#used.keys()) {
      if (!tokens.some((token) => token.id === id)) this.#used.delete(id);
    }
  }

  /** The audit's lines of what has changed. */
  #report<T>(
    before: ReadonlyMap<string, T>,
    now: ReadonlyMap<string, T>,
    what: "user" | "token",
    fields: (of: T) => Record<string, string>,
  ): void {
    for (const [key, one] of now) {
      if (!before.has(key)) this.#audit(`${what}_added`, fields(one));
    }
    for (const [key, one] of before) {
      if (!now.has(key)) this.#audit(`${what}_removed`, fields(one));
    }
  }
}
