import assert from "node:assert/strict";
import { ASSETS } from "./mod.ts";

const HERE = new URL(".", import.meta.url);
const FOLDERS = ["css", "js", "examples"];

const textOf = (path: string) => String(ASSETS.find((asset) => asset.path === path)?.body ?? "");
const ours = ASSETS.filter(({ path }) => /\.(js|css)$/.test(path) && path !== "js/htmx.min.js");

/** Files in a folder of assets and in the folders inside it. */
function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, HERE))].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`) : `${folder}/${name}`
  );
}

Deno.test("every file of the folders is embedded, once", () => {
  const files = FOLDERS.flatMap(filesIn).filter((path) => !path.endsWith("/README.md"));
  const expected = [...files, "js/htmx.min.js", "favicon.svg"].sort();
  assert.deepEqual(ASSETS.map(({ path }) => path).sort(), expected);
});

Deno.test("scripts import only scripts that are embedded", () => {
  const names = new Set(ASSETS.map(({ path }) => path));
  let imports = 0;
  for (const { path, body } of ours) {
    const used = String(body).matchAll(
      /^(?:import|export)[^"]*?"(\.[^"]+)"|import\("(\.[^"]+)"\);?$/gm,
    );
    for (const [, now, later] of used) {
      imports++;
      const name = new URL(now ?? later ?? "", `http://box/${path}`).pathname.slice(1);
      assert.ok(names.has(name), `${path} imports ${name}`);
    }
  }
  assert.ok(imports > 20);
});

Deno.test("nothing of ours names another host or builds code from text", () => {
  for (const { path } of ours) {
    const code = textOf(path).replace(/\/\*.*?\*\//gs, "");
    assert.doesNotMatch(code, /https?:\/\/[^l$]|\beval\(|new Function|innerHTML/, path);
  }
});
