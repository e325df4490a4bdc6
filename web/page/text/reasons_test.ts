import assert from "node:assert/strict";
import { REASONS } from "../../../base/errors/mod.ts";
import { OTHER_KINDS } from "../../../media/image/kinds.ts";
import { EN } from "./en.ts";
import { TEXT } from "./mod.ts";
import { NOTICES } from "./translation.ts";
import { TRANSLATIONS } from "./translations.ts";
import { LANGUAGES } from "./words.ts";

const ROOT = new URL("../../../", import.meta.url);
const CODES: Readonly<Record<string, readonly string[]>> = { ...REASONS, ...NOTICES };
const [, ...TRANSLATED] = LANGUAGES;

/** Notices and remarks that the page shows in its own words, wherever they are shown. */
const IN_OWN_WORDS = ["frame-scaled", "frame-failed", "result", "hdr-pale", "ends-early"];

Deno.test("every reason and notice has words in each language, with all of its details", () => {
  for (const language of TRANSLATED) {
    const sentences: Readonly<Record<string, string>> = TRANSLATIONS[language].reasons;
    assert.deepEqual(Object.keys(sentences).sort(), Object.keys(CODES).sort(), language);
    for (const [code, details] of Object.entries(CODES)) {
      const sentence = sentences[code] ?? "";
      const marks = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      assert.deepEqual(marks, [...details].sort(), `${language} ${code}`);
      assert.match(sentence, /^(data\.mat |[\p{Lu}{]).*\.$/u, `${language} ${code}`);
    }
  }
});

Deno.test("all languages differ, and neither calls the server a box", () => {
  for (const code of Object.keys(CODES)) {
    const all = TRANSLATED.map((language) => {
      const sentences: Readonly<Record<string, string>> = TRANSLATIONS[language].reasons;
      return sentences[code] ?? "";
    });
    assert.equal(new Set(all).size, all.length, code);
    assert.doesNotMatch(all.join(" "), /\b(caixa|caja)\b/i);
  }
});

Deno.test("each reason is the reason of some error", async () => {
  const source = await sources();
  const unused = Object.keys(REASONS).filter((code) => !source.includes(`"${code}"`));
  assert.deepEqual(unused, []);
});

Deno.test("each code that a notice or a remark has has words in each language", async () => {
  const source = await sources();
  const found = new Set(
    [...source.matchAll(/\b(?:notice|remark)\(\s*"([a-z]+(?:-[a-z]+)*)"/g)].map(([, code]) =>
      code!
    ),
  );
  for (const [, code] of source.matchAll(/\bcode: "([a-z]+(?:-[a-z]+)+)"/g)) found.add(code!);
  assert.ok(found.size > 6, [...found].join());
  const remarks = Object.keys(TEXT.en.live.remarks);
  const known = new Set([...Object.keys(CODES), ...remarks, ...IN_OWN_WORDS]);
  assert.deepEqual([...found].filter((code) => !known.has(code)), []);
});

Deno.test("a kind of file has its name in each language, unless that is a proper name", () => {
  const names = /^([A-Z0-9]\S*( [A-Z0-9]\S*)*|bzip2|gzip|tar|xz)$/;
  const words = OTHER_KINDS.filter((kind) => !names.test(kind));
  assert.ok(words.includes("sound") && words.length < OTHER_KINDS.length);
  assert.deepEqual(Object.keys(EN.kinds).sort(), words.sort());
});

/** The program's own code, tests left out. */
async function sources(): Promise<string> {
  const texts: string[] = [];
  for (
    const folder of [
      "auth",
      "base",
      "media",
      "hub",
      "sources",
      "processors",
      "oscar",
      "grpc",
      "web",
    ]
  ) {
    await collect(`${folder}/`, texts);
  }
  return texts.join("\n");
}

async function collect(folder: string, texts: string[]): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (isDirectory) await collect(`${folder}${name}/`, texts);
    else if (/\.tsx?$/.test(name) && !/_test\.ts$|^test_|^reasons\.ts$/.test(name)) {
      texts.push(await Deno.readTextFile(new URL(folder + name, ROOT)));
    }
  }
}
