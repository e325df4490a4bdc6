// That scripts use words which are there is checked by their types; here, that there are no others.
import assert from "node:assert/strict";
import type { Node } from "@babel/types";
import { everyNode, parseModule } from "../../tools/mutate/syntax.ts";
import { filesBelow } from "../../tools/tree.ts";
import { EN } from "../../web/page/text/en.ts";
import { BASE, type English, wordsOf } from "../../web/page/text/words.ts";

const ROOT = new URL("../../", import.meta.url);
const base: readonly string[] = BASE;

Deno.test("scripts use each word that is sent to them", async () => {
  const files = (await filesBelow(ROOT, "web/client", /\.ts$/)).filter((path) =>
    !path.endsWith("_test.ts")
  );
  const used = new Set<string>();
  for (const file of files) {
    const source = await Deno.readTextFile(new URL(file, ROOT));
    for (const path of usedWords(parseModule(file, source).program)) used.add(path);
  }
  const unused = pathsOf(EN).filter((path) => !used.has(path));
  assert.deepEqual(unused, []);
});

Deno.test("a word is used where it is read of `text`, alone or with the feature that it belongs to", () => {
  const paths = (source: string) => [...usedWords(parseModule("a.ts", source).program)];
  assert.deepEqual(paths("f(text.video.title, text.sending); x.text.other; a.ts"), [
    "video.title",
    "video",
    "sending",
  ]);
});

/** The words of scripts: `key` of the base, `feature.key` of the others. */
function pathsOf(words: English): string[] {
  const { kinds: _, ...parts } = words;
  const features = new Set(Object.keys(parts).filter((part) => !base.includes(part)));
  return Object.entries(wordsOf(words, "live")).flatMap(([key, inside]) =>
    features.has(key) ? Object.keys(inside).map((name) => `${key}.${name}`) : [key]
  );
}

/** `key` of each `text.key`, and `key.inside` of each `text.key.inside`. */
function* usedWords(program: Node): Generator<string> {
  for (const node of everyNode(program)) {
    const [root, ...path] = pathOf(node);
    if (root === "text" && path.length > 0 && path.length < 3) yield path.join(".");
  }
}

/** The names of `a.b.c`; empty: it is something else. */
function pathOf(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type !== "MemberExpression" || node.computed) return [];
  const path = pathOf(node.object);
  return path.length > 0 && node.property.type === "Identifier"
    ? [...path, node.property.name]
    : [];
}
