import assert from "node:assert/strict";
import { named, sharedBy, withMerged, withPaths, withVersion } from "../../tools/page_scripts.ts";

Deno.test("scripts have the same names whatever their hashes are", () => {
  const made = (tab: string, other: string, chunk: string) =>
    new Map([
      [`tab-${other}.js`, `import{a}from"./chunk-${chunk}.js";2`],
      [`chunk-${chunk}.js`, "let x;export{x as a};"],
      [`tab-${tab}.js`, `import"./chunk-${chunk}.js";1`],
      ["page.js", `import("./tab-${tab}.js");import("./tab-${other}.js");new URL("./worker.js")`],
      ["worker.js", "0"],
    ]);
  const expected = [
    ["chunk.js", "let x;export{x as a};"],
    ["page.js", 'import("./tab.js");import("./tab-2.js");new URL("./worker.js")'],
    ["tab-2.js", 'import{a}from"./chunk.js";2'],
    ["tab.js", 'import"./chunk.js";1'],
    ["worker.js", "0"],
  ];
  assert.deepEqual([...named(made("AAAAAAAA", "ZZZZZZZZ", "MMMMMMMM"))].sort(), expected);
  assert.deepEqual([...named(made("ZZZZZZZZ", "AAAAAAAA", "01234567"))].sort(), expected);
});

Deno.test("what was imported from several scripts is imported from the one that has them all", () => {
  const scripts = new Map([
    ["page.js", 'import{a as H,b}from"./one.js";import{a as C}from"./two.js";import("./tab.js");'],
    ["tab.js", 'import"./two.js";import{d}from"./other.js";'],
    ["one.js", 'import{a as x}from"./two.js";let b;export{x as a,b};'],
    ["two.js", "const y=1;export{y as a};"],
    ["three.js", "document.title=1;"],
    ["other.js", "let d;export{d};"],
  ]);
  const { barrel, others } = withMerged(scripts, ["one.js", "three.js", "two.js"], "shared.js");
  assert.equal(
    barrel,
    `export {a as a_0, b as b_0} from "./one.js";
import "./three.js";
export {a as a_2} from "./two.js";
`,
  );
  assert.deepEqual([...others], [
    [
      "page.js",
      'import{a_0 as H,b_0 as b}from"./shared.js";import{a_2 as C}from"./shared.js";import("./tab.js");',
    ],
    ["tab.js", 'import"./shared.js";import{d}from"./other.js";'],
    ["other.js", "let d;export{d};"],
  ]);
});

Deno.test("what several scripts share are the bundler's chunks, and nothing that is loaded later", () => {
  const names = ["page.js", "chunk.js", "chunk-12.js", "image_tab.js", "chunky.js", "panel.js"];
  const scripts = new Map(names.map((name) => [name, ""]));
  assert.deepEqual(sharedBy(scripts), ["chunk-12.js", "chunk.js"]);
});

Deno.test("a script that imports the page's loads only beside the version that it was made with", async () => {
  const others = new Map([
    ["tab.js", 'import{a_0 as H}from"./page.js";H();'],
    ["later.js", 'import"./page.js";import{b}from"./other.js";'],
    ["other.js", "let b;export{b};"],
  ]);
  const version = async (made: string) => {
    const scripts = await withVersion(others, "page.js", made);
    const [, name = ""] = /export const (v_\w+)=1;/.exec(scripts.get("page.js") ?? "") ?? [];
    for (const script of ["tab.js", "later.js"]) {
      assert.equal(scripts.get(script), `import{${name}}from"./page.js";${others.get(script)}`);
    }
    assert.equal(scripts.get("other.js"), others.get("other.js"));
    return name;
  };
  const first = await version("let x;export{x as a_0};\n");
  assert.notEqual(first, "");
  assert.equal(await version("let x;export{x as a_0};\n"), first);
  assert.notEqual(await version("let y;export{y as a_0};\n"), first);
});

Deno.test("what only looks like an import, or like a script's name, stays as it is", () => {
  const text = `'import{a}from"./one.js"'`;
  const source = `import{a as b}from"./one.js";b(${text},"./one.json",x<y,z>(1),"one.js");`;
  const scripts = new Map([["page.js", source], ["one.js", "let x;export{x as a};"]]);
  const { others } = withMerged(scripts, ["one.js"], "all.js");
  const rest = source.slice(source.indexOf(";"));
  assert.equal(others.get("page.js"), `import{a_0 as b}from"./all.js"${rest}`);
  assert.equal(withPaths(source, () => "./two.js"), `import{a as b}from"./two.js"${rest}`);
});
