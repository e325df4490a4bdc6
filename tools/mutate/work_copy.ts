/**
 * Copies of the project's files in the temporary directory: mutants are made there, never in the checkout.
 *
 * @module
 */
import process from "node:process";

const PREFIX = "framebox-mutate-";

/** A copy, and what removes it. */
export interface WorkCopy extends AsyncDisposable {
  /** Its directory, without a slash at its end. */
  readonly root: string;
  /** The files, from the root. */
  readonly files: readonly string[];
  /** A directory in it for what tests write. */
  readonly temporary: string;
  /** A directory in it for what Deno keeps of compiled files. */
  readonly denoDir: string;
}

/**
 * Copies what git tracks in a checkout, as it is now, and new files that git doesn't ignore.
 *
 * @param project the checkout's directory
 */
export async function copyProject(project: string): Promise<WorkCopy> {
  const files = await projectFiles(project);
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: `${PREFIX}${Deno.pid}-` }));
  const copy: WorkCopy = {
    root,
    files,
    temporary: `${root}/.tmp`,
    denoDir: `${root}/.deno`,
    async [Symbol.asyncDispose]() {
      await Deno.remove(root, { recursive: true });
    },
  };
  try {
    const folders = new Set(files.map((file) => file.slice(0, Math.max(0, file.lastIndexOf("/")))));
    for (const folder of folders) await Deno.mkdir(`${root}/${folder}`, { recursive: true });
    for (const file of files) await Deno.copyFile(`${project}/${file}`, `${root}/${file}`);
    await Deno.mkdir(copy.temporary);
    await Deno.mkdir(copy.denoDir);
    // Packages are only read; what is compiled of the copy goes with it.
    await Deno.symlink(await packageCache(), `${copy.denoDir}/npm`);
  } catch (error) {
    await copy[Symbol.asyncDispose]();
    throw error;
  }
  return copy;
}

/** Removes what earlier runs left that were killed without warning. */
export async function removeAbandoned(): Promise<void> {
  const probe = await Deno.makeTempFile();
  await Deno.remove(probe);
  const parent = probe.slice(0, probe.lastIndexOf("/"));
  for await (const { name, isDirectory } of Deno.readDir(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!isDirectory || pid === undefined || isRunning(Number(pid))) continue;
    await Deno.remove(`${parent}/${name}`, { recursive: true });
  }
}

/** The paths of a checkout's files that are there, from its directory. */
async function projectFiles(project: string): Promise<string[]> {
  const listed = await output("git", [
    ...["-C", project, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  ]);
  const files = [...new Set(listed.split("\0"))].filter((file) => file !== "");
  const there = await Promise.all(
    files.map((file) => Deno.stat(`${project}/${file}`).then(({ isFile }) => isFile, () => false)),
  );
  return files.filter((_, i) => there[i]);
}

async function packageCache(): Promise<string> {
  const info: { npmCache: string } = JSON.parse(
    await output(Deno.execPath(), ["info", "--json", "--no-lock"]),
  );
  return info.npmCache;
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  if (!success) throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is one, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
