/** Which version of framebox is measured: this one, and beside it another commit of the repository. */

/** A tree of sources that framebox can be started from. */
export interface Version {
  /** As the table names it. */
  readonly name: string;
  /** Its directory, with a slash at its end. */
  readonly root: string;
}

/** The sources that this benchmark belongs to. */
export const HERE: Version = { name: "framebox", root: new URL("../", import.meta.url).pathname };

/** What is measured: this version, and the other one if there is one. */
export function versionsOf(against: Version | undefined): readonly Version[] {
  return against ? [HERE, against] : [HERE];
}

/** Another version, and what removes it. */
export interface OtherVersion extends Version {
  remove(): Promise<void>;
}

/** Checks a commit out into a temporary directory, as a git worktree. */
export async function checkOut(commit: string): Promise<OtherVersion> {
  const parent = await Deno.makeTempDir({ prefix: "framebox-bench-tree-" });
  const root = `${parent}/tree`;
  try {
    await git("worktree", "add", "--detach", root, commit);
  } catch (error) {
    await Deno.remove(parent, { recursive: true });
    throw error;
  }
  return {
    name: commit,
    root: `${root}/`,
    async remove() {
      await git("worktree", "remove", "--force", root);
      await Deno.remove(parent, { recursive: true });
    },
  };
}

async function git(...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("git", {
    args: ["-C", HERE.root, ...args],
    stdout: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
