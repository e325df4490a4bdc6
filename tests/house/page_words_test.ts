import assert from "node:assert/strict";
import { filesBelow } from "../../tools/tree.ts";
import { EN } from "../../web/page/text/en.ts";
import { TEXT } from "../../web/page/text/mod.ts";
import { BASE } from "../../web/page/text/words.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("scripts use only words of the catalogue, and it has none without a use", async () => {
  const scripts = (await filesBelow(ROOT, "web/client", /\.ts$/))
    .filter((path) => !path.endsWith("_test.ts"));
  const base: readonly string[] = [...BASE, "kinds"];
  const features = new Set(Object.keys(EN).filter((part) => !base.includes(part)));
  const used = new Set<string>();
  for (const path of scripts) {
    const source = await Deno.readTextFile(new URL(path, ROOT));
    for (const [, key = "", inFeature] of source.matchAll(USED)) {
      if (!features.has(key)) used.add(key);
      else if (inFeature) used.add(`${key}.${inFeature}`);
    }
  }
  const known = Object.entries(TEXT.en.live).flatMap(([key, words]) =>
    features.has(key) ? Object.keys(words).map((inside) => `${key}.${inside}`) : key
  );
  assert.deepEqual([...used].sort(), known.sort());
});

/** `text.key` or `text.feature.key`, but not `text.ts` in an import. */
const USED = /\btext\.(?!ts\b)([a-zA-Z]+)(?:\.([a-zA-Z]+))?/g;
