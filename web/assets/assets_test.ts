import assert from "node:assert/strict";
import { ASSETS, FILES, LATER_STYLES, MODULES, STYLES } from "./mod.ts";

const HERE = new URL(".", import.meta.url);
const FOLDERS = ["css", "js", "examples", "code"];

const textOf = (path: string) => String(ASSETS.find((asset) => asset.path === path)?.body ?? "");
const LIBRARIES = ["js/htmx.min.js", "js/uplot.js", "css/uplot.css"];
const ours = ASSETS.filter(({ path }) => /^(js|css)\//.test(path) && !LIBRARIES.includes(path));

/** Files in a folder of assets and in the folders inside it. */
function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, HERE))].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(`${folder}/${name}`) : `${folder}/${name}`
  );
}

Deno.test("every file of the folders is embedded, once", () => {
  const files = FOLDERS.flatMap(filesIn).filter((path) => !/(\/README\.md|_test\.ts)$/.test(path));
  const expected = [...files, ...LIBRARIES, "favicon.svg"].sort();
  assert.deepEqual(FILES.map(({ path }) => path).sort(), expected);
});

Deno.test("every style stands in the one file that the page asks for, or comes later by itself", () => {
  const styles = FILES.filter(({ path }) => path.endsWith(".css"));
  assert.ok(styles.length > 3);
  for (const { path, body } of styles) {
    const isLater = LATER_STYLES.includes(path);
    assert.equal(textOf(STYLES).includes(String(body)), !isLater, path);
    assert.equal(textOf(path) !== "", isLater, path);
  }
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

Deno.test("a page names every script that it needs at once, and none that it needs later", () => {
  assert.ok(MODULES.includes("js/page.js") && MODULES.includes("js/session.js"));
  assert.equal(new Set(MODULES).size, MODULES.length);
  assert.ok(!MODULES.some((path) => /^js\/(video|image_set|streams)\//.test(path)));
});

Deno.test("nothing of ours names another host or builds code from text", () => {
  for (const { path } of ours) {
    const code = textOf(path).replace(/\/\*.*?\*\//gs, "");
    assert.doesNotMatch(code, /https?:\/\/[^l$]|\beval\(|new Function|innerHTML/, path);
  }
});

Deno.test("scripts make addresses of the server by url.js alone, so that they hold below a path", () => {
  const strays = ours.flatMap(({ path, body }) => {
    if (!path.endsWith(".js") || path === "js/code/fill_in.js") return [];
    const code = String(body).replace(/^\s*(\/\*)?\*.*$/gm, "");
    return [...code.matchAll(/(\w*)\(?\s*["'`](?:\/(?:api|page|assets)\b|\$\{location\.)[^"'`]*/g)]
      .filter(([, maker]) => maker !== "serverUrl" && maker !== "socketUrl")
      .map(([text]) => `${path}: ${text}`);
  });
  assert.deepEqual(strays, []);
});
