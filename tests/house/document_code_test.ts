import assert from "node:assert/strict";
import { codeSpans, commandBlocks, headingFragments } from "../../tools/documents.ts";

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
