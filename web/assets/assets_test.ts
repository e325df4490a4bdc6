import assert from "node:assert/strict";
import { ASSETS } from "./mod.ts";

const HERE = new URL(".", import.meta.url);
const FOLDERS = ["css", "js", "examples"];

const textOf = (path: string) => String(ASSETS.find((asset) => asset.path === path)?.body ?? "");
const ours = ASSETS.filter(({ path }) => /\.(js|css)$/.test(path) && path !== "js/htmx.min.js");

Deno.test("every file of the folders is embedded, once", () => {
  const files = FOLDERS.flatMap((folder) =>
    [...Deno.readDirSync(new URL(folder, HERE))]
      .filter(({ name }) => name !== "README.md")
      .map(({ name }) => `${folder}/${name}`)
  );
  const expected = [...files, "js/htmx.min.js", "favicon.svg"].sort();
  assert.deepEqual(ASSETS.map(({ path }) => path).sort(), expected);
});

Deno.test("scripts import only scripts that are embedded", () => {
  const names = new Set(ASSETS.map(({ path }) => path));
  let imports = 0;
  for (const { path, body } of ours) {
    for (const [, name] of String(body).matchAll(/from "\.\/([^"]+)"/g)) {
      imports++;
      assert.ok(names.has(`js/${name}`), `${path} imports ${name}`);
    }
  }
  assert.ok(imports > 20);
});

Deno.test("nothing of ours names another host or builds code from text", () => {
  for (const { path } of ours) {
    assert.doesNotMatch(textOf(path), /https?:\/\/[^l$]|\beval\(|new Function|innerHTML/, path);
  }
});
