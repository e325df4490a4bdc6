/** `framebox login`: users of the file that LOGIN_USERS names, and API tokens. */
import { addUser, makeToken, readUsers, removeUser, revokeToken } from "../auth/mod.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import { type Settings, usersFile } from "../base/settings/mod.ts";

/** What the command needs from outside. */
export interface LoginHost {
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Prints a line that isn't what was asked for. */
  readonly printError: (line: string) => void;
  /** Asks for a password: without showing it on a terminal, else the first line of standard input. */
  readonly readPassword: (question: string) => Promise<string>;
}

/** Roles besides `user` that were asked for. */
export interface LoginFlags {
  /** Sees ingest streams, too. */
  readonly operator: boolean;
  /** API tokens serve gRPC, too. */
  readonly worker: boolean;
}

const USAGE =
  "framebox login has add NAME [--operator] [--worker], remove NAME, list, token NAME [WHAT FOR] and " +
  "revoke ID.";

/**
 * Runs the action that the arguments name.
 *
 * @param args the arguments after `login`
 * @returns the exit code
 * @throws {FrameboxError} `INVALID_ARGUMENT` for a wrong command line; what the change throws
 */
export async function runLogin(
  args: readonly string[],
  flags: LoginFlags,
  settings: Settings,
  host: LoginHost,
): Promise<number> {
  const path = usersFile(settings);
  const [action, name, ...rest] = args;
  if (path === undefined || action === "add" && settings.loginUsers === "") {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "framebox login needs LOGIN_USERS, as the server has it: the file of users.",
    );
  }
  if (action !== "add" && (flags.operator || flags.worker)) {
    throw new FrameboxError("INVALID_ARGUMENT", USAGE);
  }
  if (action === "list" && name === undefined) await list(path, host);
  else if (action === "token" && name !== undefined && rest.length <= 1) {
    // The token alone, for a script to take.
    host.print(await makeToken(path, name, rest[0] ?? ""));
    host.printError("This token is shown once; framebox login list has its id.");
  } else if (name === undefined || rest.length > 0) {
    throw new FrameboxError("INVALID_ARGUMENT", USAGE);
  } else if (action === "add") await add(path, name, flags, host);
  else if (action === "remove") {
    await removeUser(path, name);
    host.print(`${name} is removed, with all tokens.`);
  } else if (action === "revoke") {
    await revokeToken(path, name);
    host.print(`The token ${name} is revoked.`);
  } else throw new FrameboxError("INVALID_ARGUMENT", USAGE);
  return 0;
}

async function add(path: string, name: string, flags: LoginFlags, host: LoginHost): Promise<void> {
  const password = await host.readPassword(`Password of ${name}: `);
  const isNew = await addUser(path, {
    name,
    password,
    roles: [
      "user",
      ...flags.operator ? ["operator" as const] : [],
      ...flags.worker ? ["worker" as const] : [],
    ],
  });
  host.print(isNew ? `${name} may log in.` : `${name} has another password and these roles now.`);
}

async function list(path: string, host: LoginHost): Promise<void> {
  const { users, tokens } = await readUsers(path);
  const owners = new Map(users.map(({ name, roles }) => [name, roles.join(", ")]));
  for (const { owner } of tokens) if (!owners.has(owner)) owners.set(owner, "not in the file");
  for (const [name, roles] of owners) {
    host.print(`${name}  ${roles}`);
    for (const token of tokens.filter(({ owner }) => owner === name)) {
      const what = token.name === "" ? "" : `  ${token.name}`;
      const used = token.used === null ? "never used" : `last used ${token.used}`;
      host.print(`  token ${token.id}${what}  made ${token.created.slice(0, 10)}, ${used}`);
    }
  }
  if (users.length === 0) host.printError("There are no users; framebox login add NAME adds one.");
}
