import assert from "node:assert/strict";
import { documentParts } from "../../tools/document_parts.ts";
import {
  codeBlocks,
  codeSpans,
  headingFragments,
  readDocuments,
  unreadForms,
} from "../../tools/documents.ts";
import { fillMarkers } from "../../tools/markers.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);
const documents = await readDocuments(ROOT);

/** Names of files that aren't in the tree, and what they are. */
const OTHER_FILES: Readonly<Record<string, string>> = {
  "fr.ts": "a translation to come",
  "x.ts": "any file",
  "x_test.ts": "its test",
};

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
    for (const [, link = ""] of text.matchAll(/\]\(\s*<?([^)\s>]+)[^)]*\)/g)) {
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

/** What a block of code may be, and what checks it. */
const BLOCKS: Readonly<Record<string, RegExp>> = {
  // tests/bundle/documents_test.ts runs it.
  sh: /./,
  // `deno task check` runs it.
  ts: /^mat\//,
  // processors/example_test.ts runs it.
  js: /^docs\/processors\.md$/,
  // tests/bundle/readme_test.ts and tests/peers/boxes_scipy_test.ts run them.
  python: /^(README|docs\/contracts\/generic-box)\.md$/,
  // tests/browser/proxy_test.ts runs it.
  nginx: /^docs\/proxy\.md$/,
};

Deno.test("every block of code is of a kind that is checked, in a form that the checks read", () => {
  const wrong = documents.flatMap((document) => {
    const blocks = codeBlocks(document).filter(({ path, language, text }) =>
      // Without a language it is a drawing.
      language === "" ? !/[│─]/.test(text) : !BLOCKS[language]?.test(path)
    );
    return [...blocks, ...unreadForms(document)];
  });
  assert.deepEqual(wrong, []);
});

Deno.test("every file that the documentation names without its folder is there", async () => {
  const names = (await filesBelow(ROOT, "", /./)).map((path) => path.split("/").at(-1));
  const named = documents.flatMap(codeSpans).filter(({ text }) =>
    /^[\w.-]+\.(tsx?|py|json|lock|md|proto|wat|wasm|yaml)$/.test(text)
  );
  const missing = named.filter(({ text }) => !names.includes(text) && !(text in OTHER_FILES));
  assert.ok(named.length > 10, `${named.length} names`);
  assert.deepEqual(missing.map(({ path, line, text }) => `${path}:${line}: ${text}`), []);
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
  assert.ok(words > 500 && words < 1000, `${words} words`);
});

Deno.test("CONTRIBUTING names the packages that the tests are run with", async () => {
  const run = await Deno.readTextFile(new URL(".ci/run", ROOT));
  const packages = /local packages=\(([^)]*)\)/.exec(run)?.[1]?.trim().split(/\s+/) ?? [];
  const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", ROOT));
  const named = /^apt install ((?:.*\\\n)*.*)$/m.exec(text)?.[1]?.split(/[\s\\]+/) ?? [];
  assert.ok(packages.length > 0);
  assert.deepEqual(named.sort(), packages.sort());
});
