import assert from "node:assert/strict";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);

/** Rows of the glossary's tables: the term, what it means, and the type that holds it. */
async function rows(): Promise<{ term: string; type: string }[]> {
  const text = await Deno.readTextFile(new URL("docs/glossary.md", ROOT));
  return [...text.matchAll(/^\| (.+?) \| .+ \| (.+?) \|$/gm)]
    .map(([, term = "", type = ""]) => ({ term, type }))
    .filter(({ term, type }) => term !== "term" && !/^-+$/.test(type));
}

Deno.test("each type that the glossary names is declared in the tree, and each term stands once", async () => {
  const declared = new Set<string>();
  for (const file of await filesBelow(ROOT, "", /(?<!_test)\.tsx?$/)) {
    const source = await Deno.readTextFile(new URL(file, ROOT));
    for (const [, name = ""] of source.matchAll(/\b(?:class|interface|type) (\w+)/g)) {
      declared.add(name);
    }
  }
  const found = await rows();
  assert.ok(found.length > 30, `${found.length} rows`);
  const missing = found.map(({ type }) => /^`(\w+)`$/.exec(type)?.[1])
    .filter((name) => name !== undefined && !declared.has(name));
  assert.deepEqual(missing, []);
  const terms = found.map(({ term }) => term);
  assert.deepEqual(terms.filter((term, i) => terms.indexOf(term) !== i), []);
});
