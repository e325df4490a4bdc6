/**
 * What the command line does to the file of users.
 *
 * @module
 */
import { createHash, randomBytes } from "node:crypto";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { PasswordHasher } from "./password_hash.ts";
import {
  changeUsers,
  isUserName,
  type StoredToken,
  type StoredUser,
  type UserData,
} from "./user_file.ts";

/** Fewer characters than this are guessed (NIST SP 800-63B, 3.1.1.2, has eight as the least). */
const MIN_PASSWORD = 8;
/** A password is no file. */
const MAX_PASSWORD = 1024;
/** Bounds of the file. */
const MAX_USERS = 5000;
const MAX_TOKENS_OF_USER = 50;
const MAX_TOKENS = 10_000;

/** Marks a token as framebox's, so that scanners of published code find it. */
const TOKEN_PREFIX = "fbx_";

/**
 * Adds a user, or gives one another password and other roles.
 *
 * @returns whether it is new
 * @throws {FrameboxError} `INVALID_ARGUMENT` for a name or a password that can't be one; as {@linkcode changeUsers}
 */
export async function addUser(
  path: string,
  user: { name: string; password: string; roles: StoredUser["roles"] },
): Promise<boolean> {
  const name = user.name.normalize("NFC");
  if (!isUserName(name)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "A user's name has letters, digits and . _ @ -, 64 at most, and begins with a letter or a digit.",
    );
  }
  if (user.password.length < MIN_PASSWORD || user.password.length > MAX_PASSWORD) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`,
    );
  }
  const password = await new PasswordHasher().hash(user.password);
  return await changeUsers(path, (data) => {
    const others = data.users.filter((each) => each.name !== name);
    if (others.length >= MAX_USERS) {
      throw new FrameboxError("RESOURCE_EXHAUSTED", `There are ${MAX_USERS} users already.`);
    }
    const isNew = others.length === data.users.length;
    data.users = [...others, { name, password, roles: user.roles }];
    return isNew;
  });
}

/**
 * Removes a user with all tokens, or the tokens of a principal that is not in the file.
 *
 * @throws {FrameboxError} `NOT_FOUND`; as {@linkcode changeUsers}
 */
export async function removeUser(path: string, given: string): Promise<void> {
  const name = given.normalize("NFC");
  await changeUsers(path, (data) => {
    const isThere = data.users.some((each) => each.name === name) ||
      data.tokens.some(({ owner }) => owner === name);
    if (!isThere) throw noSuchUser(name);
    data.users = data.users.filter((each) => each.name !== name);
    data.tokens = data.tokens.filter(({ owner }) => owner !== name);
  });
}

/**
 * Makes an API token of a user of the file.
 *
 * @param name what the token is called
 * @returns the token, which is nowhere else: the file has its hash
 * @throws {FrameboxError} `NOT_FOUND`, `RESOURCE_EXHAUSTED`; as {@linkcode changeUsers}
 */
export function makeToken(path: string, given: string, name: string): Promise<string> {
  const owner = given.normalize("NFC");
  return storeToken(path, { owner, name }, (data) => {
    if (!data.users.some((each) => each.name === owner)) throw noSuchUser(owner);
  });
}

/**
 * Makes an API token of a principal that is not in the file.
 *
 * @param token its `roles` are left out where it has those of its owner's login
 * @returns as {@linkcode makeToken}
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED`; as {@linkcode changeUsers}
 */
export function makeTokenOf(
  path: string,
  token: Pick<StoredToken, "owner" | "name" | "roles">,
): Promise<string> {
  return storeToken(path, token, () => {});
}

async function storeToken(
  path: string,
  { owner, name, roles }: Pick<StoredToken, "owner" | "name" | "roles">,
  check: (data: UserData) => void,
): Promise<string> {
  const token = TOKEN_PREFIX + new Uint8Array(randomBytes(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  const hash = tokenHash(token);
  await changeUsers(path, (data) => {
    check(data);
    const own = data.tokens.filter((each) => each.owner === owner).length;
    if (own >= MAX_TOKENS_OF_USER || data.tokens.length >= MAX_TOKENS) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "There are too many API tokens already; revoke one first.",
        undefined,
        because("too-many-tokens"),
      );
    }
    const created = new Date().toISOString();
    const stored: StoredToken = {
      id: hash.slice(0, 8),
      name: name.slice(0, 64),
      owner,
      ...roles ? { roles } : {},
      hash,
      created,
      used: null,
    };
    data.tokens.push(stored);
  });
  return token;
}

/**
 * Removes an API token.
 *
 * @param id as {@linkcode StoredToken} has it
 * @param owner whose it must be; left out: any owner's
 * @throws {FrameboxError} `NOT_FOUND`; as {@linkcode changeUsers}
 */
export async function revokeToken(path: string, id: string, owner?: string): Promise<void> {
  await changeUsers(path, (data) => {
    const rest = data.tokens.filter((each) =>
      each.id !== id || owner !== undefined && each.owner !== owner
    );
    if (rest.length === data.tokens.length) {
      throw new FrameboxError(
        "NOT_FOUND",
        "There is no token of that id; framebox login list has the ids.",
        undefined,
        because("no-such-token"),
      );
    }
    data.tokens = rest;
  });
}

/** What the file has of a token. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function noSuchUser(name: string): FrameboxError {
  return new FrameboxError(
    "NOT_FOUND",
    `There is no user ${JSON.stringify(name.slice(0, 64))}; framebox login list has the names.`,
  );
}
