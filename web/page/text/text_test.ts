import assert from "node:assert/strict";
import { EN } from "./en.ts";
import { LANGUAGES, processorWords, TEXT } from "./mod.ts";
import { BASE } from "./words.ts";

const [, ...TRANSLATED] = LANGUAGES;

/** What is the same in another language: names, and words taken over as they are. */
const SAME = new Set([
  "framebox",
  "API",
  "data.mat",
  "Workers",
  "Vídeo",
  "{n} worker",
  "{n} workers",
  "{n} variable",
  "{n} variables",
  "Variable",
  "Azure Video Analyzer",
  "ImageTest",
  "Clusters",
  "JSON",
  "GPU",
  "{n} CPU",
  "no",
]);

/** What is left of a sentence without its marks and units. */
const bare = (sentence: string) =>
  sentence.replace(/\{\w+\}/g, "").replace(/\b(s|min|h|d|ms|fps|px|kB|MB|GB)\b/g, "");

/** Every sentence with the way to it, e.g. `page.video.title`. */
function* sentences(words: unknown, path: string): Generator<[string, string]> {
  if (typeof words === "string") yield [path, words];
  else {for (const [key, word] of Object.entries(words ?? {})) {
      yield* sentences(word, `${path}.${key}`);
    }}
}

Deno.test("no word is left in English, but those that are the same", () => {
  for (const language of TRANSLATED) {
    const own = new Map(sentences(TEXT[language], ""));
    for (const [path, english] of sentences(TEXT.en, "")) {
      if (path === ".live.language" || /^\.page\.(keys|lastKeys)\.\d+\.0$/.test(path)) {
        continue;
      }
      const word = own.get(path) ?? "";
      if (!/\p{Letter}/u.test(bare(english))) continue;
      assert.ok(word !== english || SAME.has(word), `${language}${path} is English: ${word}`);
    }
  }
});

Deno.test("each language fills the same marks in", () => {
  const marks = (sentence: string) => sentence.match(/\{\w+\}/g)?.sort() ?? [];
  for (const language of TRANSLATED) {
    const own = new Map(sentences(TEXT[language], ""));
    for (const [path, english] of sentences(TEXT.en, "")) {
      assert.deepEqual(marks(own.get(path) ?? ""), marks(english), `${language}${path}`);
    }
  }
});

Deno.test("no two parts of the base use the same key, and none a feature's name", () => {
  for (const part of ["page", "live"] as const) {
    const keys = BASE.flatMap((name) => Object.keys(EN[name][part]));
    const { kinds: _, ...parts } = EN;
    keys.push(...Object.keys(parts).filter((name) => !BASE.some((base) => base === name)));
    if (part === "live") keys.push("language", "reasons", "kinds");
    assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), []);
  }
});

Deno.test("scripts get the page's language", () => {
  for (const language of LANGUAGES) assert.equal(TEXT[language].live.language, language);
});

Deno.test("scripts get the sentences of the server's errors and the kinds of files in their language", () => {
  assert.deepEqual(TEXT.en.live.reasons, {});
  for (const language of LANGUAGES) {
    const { reasons, kinds } = TEXT[language].live;
    assert.equal(typeof kinds["sound"], "string", language);
    if (language !== "en") assert.equal(typeof reasons["draining"], "string", language);
  }
});

Deno.test("what a cluster's service is stands in each language, its name as its authors wrote it", () => {
  const service = {
    name: "lab/a",
    title: "A",
    help: "x",
    kind: "cluster",
    takes: [],
    gives: [],
  } as const;
  const helps = TRANSLATED.map((language) => processorWords(service, language));
  assert.deepEqual(helps.map(({ title }) => title), ["A", "A"]);
  assert.deepEqual(helps.map(({ help }) => help), [
    "Um serviço do cluster OSCAR lab.",
    "Un servicio del clúster OSCAR lab.",
  ]);
});
