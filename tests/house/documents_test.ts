import assert from "node:assert/strict";
import { documentParts } from "../../tools/document_parts.ts";
import { headingFragments, readDocuments } from "../../tools/documents.ts";
import { fillMarkers } from "../../tools/markers.ts";

const ROOT = new URL("../../", import.meta.url);
const documents = await readDocuments(ROOT);

Deno.test("settings and worker in the documents are those of the code (deno task docs writes them)", async () => {
  for (const [path, parts] of Object.entries(await documentParts())) {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    assert.equal(text, fillMarkers(text, parts), path);
  }
});

Deno.test("every file and every heading that the documentation links to is there", async () => {
  const missing: string[] = [];
  for (const { path, text } of documents) {
    const at = new URL(path, ROOT);
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const target = new URL(link, at);
      const fragment = target.hash.slice(1);
      target.hash = "";
      const isThere = await Deno.stat(target).then(() => true, () => false);
      const page = documents.find((page) => new URL(page.path, ROOT).href === target.href);
      const hasHeading = fragment === "" || (page && headingFragments(page).includes(fragment));
      if (!isThere || !hasHeading) missing.push(`${path}: ${link}`);
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("every path of the tree that the documentation names is there", async () => {
  const folders: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(ROOT)) if (isDirectory) folders.push(name);
  const missing: string[] = [];
  for (const { path: page, text } of documents) {
    for (const [, path = ""] of text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)) {
      if (!folders.includes(path.split("/")[0] ?? "") || path.startsWith("dist/")) continue;
      await Deno.stat(new URL(path, ROOT)).catch(() => missing.push(`${page}: ${path}`));
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("the README can be read in ten minutes", () => {
  const { text = "" } = documents.find(({ path }) => path === "README.md") ?? {};
  const words = text.split(/\s+/).length;
  assert.ok(words > 500 && words < 1500, `${words} words`);
});

Deno.test("CONTRIBUTING names the packages that the tests are run with", async () => {
  const run = await Deno.readTextFile(new URL(".ci/run", ROOT));
  const packages = /local packages=\(([^)]*)\)/.exec(run)?.[1]?.trim().split(/\s+/) ?? [];
  const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", ROOT));
  const named = /^apt install ((?:.*\\\n)*.*)$/m.exec(text)?.[1]?.split(/[\s\\]+/) ?? [];
  assert.ok(packages.length > 0);
  assert.deepEqual(named.sort(), packages.sort());
});
