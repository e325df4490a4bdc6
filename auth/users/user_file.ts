/**
 * The file of users and API tokens: what is in it, and how it is read and written.
 *
 * @module
 */
import * as v from "valibot";
import { FrameboxError, pathProblem } from "../../base/errors/mod.ts";
import { isPasswordHash } from "./password_hash.ts";

/** Roles that a user of the file may have; each has `user`. */
const USER_ROLES = ["user", "operator", "worker"] as const;

/** One user. */
export interface StoredUser {
  /** As {@linkcode isUserName} takes it. */
  name: string;
  /** The hash of the password, as {@linkcode isPasswordHash} takes it. */
  password: string;
  /** What the user may do; with `worker` the user's tokens serve gRPC, too. */
  roles: ("user" | "operator" | "worker")[];
}

/** One API token. */
export interface StoredToken {
  /** By which it is listed and revoked; no secret. */
  id: string;
  /** What its owner calls it. */
  name: string;
  /** A user's name, or the id of a principal that is not in the file. */
  owner: string;
  /** What it may do, where its owner is not in the file. */
  roles?: ("user" | "operator")[] | undefined;
  /** SHA-256 of the token, in hex. */
  hash: string;
  /** ISO 8601. */
  created: string;
  /** The day, as ISO 8601 has it; `null` if never. */
  used: string | null;
}

/** All that is in the file. */
export interface UserData {
  /** Of the file's form. */
  version: 1;
  /** In the order in which they were changed last. */
  users: StoredUser[];
  /** The oldest first. */
  tokens: StoredToken[];
}

/** An issuer's subjects have 255 characters at most (OpenID Connect Core, 2). */
const MAX_OWNER = 400;

const fileSchema: v.GenericSchema<unknown, UserData> = v.object({
  version: v.literal(1),
  users: v.array(v.object({
    name: v.pipe(v.string(), v.check(isUserName)),
    password: v.pipe(v.string(), v.check(isPasswordHash)),
    roles: v.array(v.picklist(USER_ROLES)),
  })),
  tokens: v.array(v.object({
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
    name: v.pipe(v.string(), v.maxLength(64)),
    owner: v.pipe(v.string(), v.maxLength(MAX_OWNER)),
    roles: v.optional(v.array(v.picklist(["user", "operator"]))),
    hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    created: v.string(),
    used: v.nullable(v.string()),
  })),
});

/** Far more than some thousand users need. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Whether a token's owner is a user of the file: no user's name has a colon, and each other id has. */
export function isOfFile({ owner }: Pick<StoredToken, "owner">): boolean {
  return !owner.includes(":");
}

/** Whether a text may be a user's name: letters, digits and `._@-`, 64 at most, a letter or a digit first. */
export function isUserName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,63}$/u.test(name);
}

/**
 * Reads the file; one that is not there has no users.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when it can't be read or is no such file
 */
export async function readUsers(path: string): Promise<UserData> {
  let text: string;
  try {
    const { size } = await Deno.stat(path);
    if (size > MAX_BYTES) throw notUsers(path);
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { version: 1, users: [], tokens: [] };
    if (error instanceof FrameboxError) throw error;
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `The file of users ${path} (LOGIN_USERS) can't be read: ${pathProblem(error)}.`,
      error,
    );
  }
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), text);
  if (!found.success) throw notUsers(path);
  return found.output;
}

/**
 * Changes the file: no other process changes it meanwhile, and a reader sees the old or the new one.
 *
 * @param change changes what it is given
 * @returns what `change` returns
 * @throws {FrameboxError} as {@linkcode readUsers}; what `change` throws, and then nothing is written
 */
export async function changeUsers<T>(path: string, change: (data: UserData) => T): Promise<T> {
  const directory = path.slice(0, path.lastIndexOf("/")) || (path.startsWith("/") ? "/" : ".");
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    using lock = await Deno.open(`${path}.lock`, { create: true, write: true, mode: 0o600 });
    // Held for the moment that a change takes; freed by the system when its process ends.
    await lock.lock(true);
    const data = await readUsers(path);
    const result = change(data);
    const temporary = `${path}.tmp`;
    // Of a process that was ended; its mode may be another one.
    await Deno.remove(temporary).catch(() => {});
    const text = `${JSON.stringify(data, null, 2)}\n`;
    await Deno.writeTextFile(temporary, text, { createNew: true, mode: 0o600 });
    await Deno.rename(temporary, path);
    return result;
  } catch (error) {
    if (error instanceof FrameboxError) throw error;
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `The file of users ${path} (LOGIN_USERS) can't be written: ${pathProblem(error)}.`,
      error,
    );
  }
}

function notUsers(path: string): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    `The file ${path} (LOGIN_USERS) is none that framebox login has written; name another one or mend it.`,
  );
}
