/**
 * Runs before the tests of a mutant.
 *
 * They may write below their own directory alone, so that a mutant which removes the wrong directory
 * removes none of the user's. Deno then makes no symbolic links, which some tests need: `ln` makes them.
 *
 * Tests that fail without a mutant are not registered.
 *
 * @module
 */
import { LEFT_OUT } from "./left_out.ts";

Deno.symlink = async (target, path) => {
  const { success, stderr } = await new Deno.Command("ln", {
    args: ["-s", "-T", "--", `${target}`, `${path}`],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
};

const leftOut = new Set<string>(JSON.parse(Deno.env.get(LEFT_OUT) ?? "[]"));
if (leftOut.size > 0) {
  const test = new Proxy(Deno.test, {
    apply(register, self, args) {
      const [first]: unknown[] = args;
      // A test is given by its name, or by an object or a function that has one.
      const name = typeof first === "string" ? first : Object(first).name;
      if (!leftOut.has(name)) Reflect.apply(register, self, args);
    },
  });
  Object.assign(Deno, { test });
}
