/** The project as a fresh clone has it: the files that git tracks, without what runs leave here. */
import { dirname } from "node:path";

const ROOT = new URL("../../", import.meta.url);

/**
 * Copies the project into an empty directory: each file as it is here, ignored ones left out, and
 * `deno.lock` as it is staged, because Deno writes into it what tests import.
 */
export async function freshClone(directory: string): Promise<void> {
  const listed = await git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const paths = new TextDecoder().decode(listed).split("\0").filter((path) => path !== "");
  for (const path of paths) {
    const to = `${directory}/${path}`;
    await Deno.mkdir(dirname(to), { recursive: true });
    await Deno.copyFile(new URL(path, ROOT), to).catch((error) => {
      // Removed here, but not yet from what git knows.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await Deno.writeTextFile(`${directory}/deno.lock`, await stagedLock());
}

/** `deno.lock` as it is staged, or committed where it is not; where there is no git, as it is. */
export async function stagedLock(): Promise<string> {
  try {
    return new TextDecoder().decode(await git("show", ":deno.lock"));
  } catch {
    return await Deno.readTextFile(new URL("deno.lock", ROOT));
  }
}

async function git(...args: string[]): Promise<Uint8Array> {
  const { code, stdout, stderr } = await new Deno.Command("git", { args, cwd: ROOT }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return stdout;
}
