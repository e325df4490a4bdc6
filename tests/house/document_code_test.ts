import assert from "node:assert/strict";
import {
  codeBlocks,
  codeSpans,
  commandBlocks,
  headingFragments,
  mentions,
  unreadForms,
  withoutBlocks,
} from "../../tools/documents.ts";

const PAGE = {
  path: "a.md",
  text:
    "# One `two`: three\n\nSee `a b` and\n`c\nd`.\n\n```sh\n# first\na --x \\\n  b # why\n\ncd c#1\n```\n\n" +
    "```js\n`no`\n```\n\n```sh\ne\n```\n",
};

Deno.test("commands are read block by block, over several lines and without comments", () => {
  const blocks = commandBlocks(PAGE).map((block) => block.map(({ line, text }) => [line, text]));
  assert.deepEqual(blocks, [[[9, "a --x b"], [12, "cd c#1"]], [[20, "e"]]]);
});

Deno.test("code between backquotes is read outside of blocks, over the end of a line too", () => {
  const spans = codeSpans(PAGE).map(({ line, text }) => [line, text]);
  assert.deepEqual(spans, [[1, "two"], [3, "a b"], [4, "c d"]]);
});

Deno.test("headings have the fragments that GitHub gives them", () => {
  assert.deepEqual(headingFragments(PAGE), ["one-two-three"]);
});

Deno.test("blocks have their language, the line of their first row and their text", () => {
  const blocks = codeBlocks(PAGE).map(({ line, language, text }) => [line, language, text]);
  assert.deepEqual(blocks.slice(1), [[16, "js", "`no`\n"], [20, "sh", "e\n"]]);
});

Deno.test("code and links in forms that no check reads are found, with their line", () => {
  const forms = [
    "  ```sh",
    "~~~sh",
    "> ```sh",
    "1. ```sh",
    "```sh copy",
    "    deno task x",
    "\tdeno task x",
    '<img src="x.png">',
    "[a]: b.md",
  ];
  for (const form of forms) {
    const text = `# One\n\n${form}\nb\n`;
    assert.deepEqual(unreadForms({ path: "a.md", text }), [{ path: "a.md", line: 3, text: form }]);
  }
  assert.deepEqual(unreadForms(PAGE), []);
});

Deno.test("mentions are found over the whole text, or outside of blocks", () => {
  const lines = (page: typeof PAGE) =>
    mentions(page, /--(x)|^e$/gm).map(({ line, text }) => [line, text]);
  assert.deepEqual(lines(PAGE), [[9, "x"], [20, "e"]]);
  assert.deepEqual(lines(withoutBlocks(PAGE)), []);
});
