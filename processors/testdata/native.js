// Its text lists how each way to native code ends.
import { createRequire } from "node:module";
import process from "node:process";

const ended = [];

function attempt(way, go) {
  try {
    go();
    ended.push(`${way}: done`);
  } catch (error) {
    ended.push(`${way}: ${error.name}`);
  }
}

const libc = { getpid: { parameters: [], result: "i32" } };
attempt("dlopen", () => Deno.dlopen("libc.so.6", libc));
attempt("view", () => new Deno.UnsafePointerView(null));
attempt("callback", () => new Deno.UnsafeCallback({ parameters: [], result: "void" }, () => {}));
attempt("put back", () => Deno.dlopen = () => "mine");
attempt("process", () => process.dlopen({ exports: {} }, "/nowhere.node"));
attempt("require", () => createRequire(import.meta.url)("./native.node"));

export default {
  name: "native",
  process: (frames) => frames.map(() => ({ text: ended.join(", ") })),
};
