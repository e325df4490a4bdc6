/**
 * Keeps code that users wrote from loading native libraries
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
 * From now on no code in this thread loads a native library, neither through `Deno` nor as an add-on of
 * Node's. What framebox has loaded continues to work. Deno's FFI permission can't be revoked for one thread:
 * all threads share it, and with it the right to read shared memory.
 */
export function hideFfi(): void {
  for (const name of NATIVE) replace(Deno, name);
  replace(process, "dlopen");
  replace(createRequire(import.meta.url).extensions, ".node");
}

function replace(owner: object, name: string): void {
  // A thread may load several modules; a property that was replaced is no longer configurable.
  if (Object.getOwnPropertyDescriptor(owner, name)?.configurable === false) return;
  Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
}

/** Stands for a function and for a class. */
function refuse(): never {
  throw new Deno.errors.NotCapable(
    "A processor can't load native libraries; run a program of its own instead.",
  );
}
