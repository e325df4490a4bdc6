import assert from "node:assert/strict";
import { idiomBelow, idiomIn, type IdiomUse } from "../../tools/words.ts";

const ROOT = new URL("../../", import.meta.url);

/** Words that are terms where they stand. */
const ALLOWED: readonly { words: RegExp; path: RegExp; reason: string }[] = [
  {
    words: /^people$/,
    path: /_test\.ts$/,
    reason: "a number in a result: people that are counted",
  },
  { words: /^person$/, path: /^web\/client\/boxes\//, reason: "a class of detectors" },
  { words: /^keeper$/, path: /^grpc\/proto_test\.ts$/, reason: "a service of the test's zoo" },
  { words: /^series/i, path: /^web\/(api|wire|client)\//, reason: "numbers over the frames" },
  {
    words: /^tell$/,
    path: /^web\/(live|wire|assets|client|security)\//,
    reason: "a field of a live message",
  },
  { words: /^(says?|said)$/i, path: /\.md$/, reason: "a document, a page or a sentence says it" },
  { words: /^the box$/, path: /^docs\/glossary\.md$/, reason: "the glossary rules it out" },
  {
    words: /^sa(ys|id)$/,
    path: /^tools\/jpeg_recipe\.ts$/,
    reason: "its checksum belongs to jpeg.wasm",
  },
  { words: /^in_hand$/, path: /^(web|tests)\//, reason: "a field of the API" },
];

function isAllowed({ path, words }: IdiomUse): boolean {
  return ALLOWED.some((allowed) => allowed.path.test(path) && allowed.words.test(words));
}

Deno.test("comments, titles of tests, names and documents use the field's terms", async () => {
  const faults = (await idiomBelow(ROOT)).filter((use) => !isAllowed(use))
    .map(({ path, line, words, instead }) => `${path}:${line}: "${words}"; write: ${instead}`);
  assert.deepEqual(faults, []);
});

/** The words of idiom in a source. */
function wordsIn(path: string, source: string): string[] {
  return idiomIn(path, source).map(({ line, words }) => `${line} ${words}`);
}

Deno.test("idiom is found in comments, titles and names, and not in strings and other code", () => {
  const source = `// Tells whoever asks.
Deno.test("the box goes on", () => {});
const text = "the box tells people", other = 'nobody', third = \`so long \${a} outright\`;
let soLong = /people/.test(text); /* In hand,
 * a machine's stream. */ const TOLD_BY = machineStreams, isSaid = 1;`;
  assert.deepEqual(wordsIn("hub/a.ts", source), [
    "1 Tells",
    "1 whoever",
    "2 the box",
    "2 goes on",
    "4 soLong",
    "4 In hand",
    "5 machine's stream",
    "5 TOLD_BY",
    "5 machineStreams",
    "5 isSaid",
  ]);
  const python = `"""Says it."""\ndef say(people): # a box says\n  return "people"`;
  assert.deepEqual(wordsIn("a.py", python), ["1 Says", "2 say", "2 people", "2 says"]);
  const described = `const a = { description: "Who asks gets so many rows." , b: "people" };`;
  assert.deepEqual(wordsIn("web/api/a.ts", described), ["1 Who asks", "1 so many"]);
  assert.deepEqual(wordsIn("web/page/a.ts", described), []);
  const document =
    "# Series\n\n`people` [told](unseen.md)\n\n```sh\nsay nobody\n```\nIt goes on.\n";
  assert.deepEqual(wordsIn("a.md", document), ["1 Series", "3 told", "8 goes on"]);
});

Deno.test("terms that look like idiom are none", () => {
  const source =
    `// Draws a box around it; boxes of this frame. So long as it waits, by hand, hands over.
// An annotation of this machine, finding a job of the pool. Who calls is known.
const box = 1, essay = 2, doors = saying, hand = handOver, job = going, mostly = untold;`;
  assert.deepEqual(wordsIn("grpc/a.ts", source), []);
  assert.deepEqual(wordsIn("sources/a.ts", "let job; const openStreams = jobOf;"), [
    "1 job",
    "1 jobOf",
  ]);
});
