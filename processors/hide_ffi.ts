/**
 * Takes native libraries away from code of other people
 * (docs/decisions/0026-jpegs-by-the-systems-library.md).
 *
 * @module
 */

import { createRequire } from "node:module";
import process from "node:process";

/** What of `Deno` reaches native code or memory by its address. */
const NATIVE = [
  "dlopen",
  "UnsafeCallback",
  "UnsafeFnPointer",
  "UnsafePointer",
  "UnsafePointerView",
] as const;

/**
 * From now on no code in this thread loads a native library: not by `Deno`, not as an add-on of Node's. What
 * framebox has loaded goes on working. Deno's permission can't be given back in one thread alone: all threads
 * share it, and with it the right to read shared memory.
 */
export function hideFfi(): void {
  for (const name of NATIVE) replace(Deno, name);
  replace(process, "dlopen");
  replace(createRequire(import.meta.url).extensions, ".node");
}

function replace(owner: object, name: string): void {
  // A thread may load several modules; what was replaced once stays, for it can't be put back.
  if (Object.getOwnPropertyDescriptor(owner, name)?.configurable === false) return;
  Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
}

/** Stands for a function and for a class. */
function refuse(): never {
  throw new Deno.errors.NotCapable(
    "A processor can't load native libraries; run a program of its own instead.",
  );
}
