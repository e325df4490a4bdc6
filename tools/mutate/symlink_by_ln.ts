/**
 * Runs before the tests of a mutant. These may write below their own directory alone, so that a mutant
 * which removes the wrong directory removes none of the user's; Deno then makes no symbolic links, which
 * some tests need. `ln` makes them.
 *
 * @module
 */

Deno.symlink = async (target, path) => {
  const { success, stderr } = await new Deno.Command("ln", {
    args: ["-s", "-T", "--", `${target}`, `${path}`],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
};
