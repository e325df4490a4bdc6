/**
 * The directory that all framebox servers of one user share: its default, and whether it may be used.
 *
 * @module
 */
import { FrameboxError, pathProblem } from "../../base/errors/mod.ts";

/** Only the system's user that framebox runs as may read what its users gave. */
const MODE = 0o700;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/** What the default directory depends on. */
export interface DataRootPlaces {
  /** `XDG_RUNTIME_DIR`: the user's own directory, by the XDG Base Directory Specification. */
  readonly runtime: string | undefined;
  /** The system's directory for temporary files, which all users share. */
  readonly temporary: string;
  /** The user's number; `null` where the system has none. */
  readonly uid: number | null;
}

/** A directory, and whether it must be the user's own. */
export interface DataRoot {
  /** Where it is. */
  readonly path: string;
  /** It is the default, which may lie where other users write: another user may have made it. */
  readonly isDefault: boolean;
}

/** The default: below the user's own runtime directory, else with the user's number in its name. */
export async function defaultDataRoot(places: DataRootPlaces): Promise<DataRoot> {
  const { runtime, temporary, uid } = places;
  if (runtime?.startsWith("/") && uid !== null && await isPrivate(runtime, uid)) {
    return { path: `${withoutSlash(runtime)}/framebox`, isDefault: true };
  }
  const name = uid === null ? "framebox" : `framebox-${uid}`;
  return { path: `${withoutSlash(temporary)}/${name}`, isDefault: true };
}

/**
 * The number of the user that this process runs as; `null` where the system has none.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when Deno has no permission to read it
 */
export function ownUserId(): number | null {
  try {
    return Deno.uid();
  } catch (error) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "Where the data directory is depends on the user's number, which Deno may not tell: name a " +
        "directory with DATA_DIR, or add --allow-sys=uid.",
      error,
    );
  }
}

/**
 * Makes the directory if it is missing. The default one must be the user's own, and only the user
 * may read it.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`, a sentence with its path, when it can't be used
 */
export async function prepareDataRoot(root: DataRoot): Promise<void> {
  try {
    await Deno.mkdir(root.path, { mode: MODE, recursive: !root.isDefault });
  } catch (error) {
    if (!(root.isDefault && error instanceof Deno.errors.AlreadyExists)) {
      throw unusable(root, pathProblem(error), error);
    }
  }
  if (!root.isDefault) return;
  const wrong = await notOwn(root.path, ownUserId());
  if (wrong !== undefined) throw unusable(root, wrong);
}

/** The sentence for a directory that can't be used. */
export function unusable(
  { path, isDefault }: DataRoot,
  why: string,
  cause?: unknown,
): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    isDefault
      ? `The data directory ${path} can't be used: ${why}. Remove it, or name another directory ` +
        "with DATA_DIR."
      : `The data directory ${path}, which DATA_DIR names, can't be used: ${why}. It must be a ` +
        "directory that this user may write to.",
    cause,
  );
}

/** Why it is not this user's own directory. If others may read it, but not write to it, they lose access. */
async function notOwn(path: string, uid: number | null): Promise<string | undefined> {
  const info = await Deno.lstat(path);
  if (info.isSymlink) return "it is a link";
  if (!info.isDirectory) return "it is no directory";
  // A system without users has no owner to check.
  if (uid === null) return undefined;
  if (info.uid !== uid) return `it belongs to another user, number ${info.uid}`;
  const mode = info.mode ?? 0;
  if ((mode & OTHERS_WRITE) !== 0) return `others may write to it, by its mode ${octal(mode)}`;
  if ((mode & OTHERS) !== 0) await Deno.chmod(path, MODE);
  return undefined;
}

async function isPrivate(path: string, uid: number): Promise<boolean> {
  try {
    const info = await Deno.stat(path);
    return info.isDirectory && info.uid === uid && ((info.mode ?? 0) & OTHERS_WRITE) === 0;
  } catch {
    return false;
  }
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "");
}
