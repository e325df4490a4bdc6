import assert from "node:assert/strict";
import { chosenFiles, droppedFiles, type Given, sortOut } from "./intake.ts";

const PNG = "\x89PNG\r\n\x1a\n";
const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const given = (name: string, content: string): Given => {
  return { file: new File([bytes(content)], name), path: name };
};

Deno.test("what is chosen is put in the order in which people count", () => {
  const files = ["b10.png", "b9.png", "a.png"].map((name) => new File([], name));
  assert.deepEqual(chosenFiles(files).map(({ path }) => path), ["a.png", "b9.png", "b10.png"]);
  assert.deepEqual(chosenFiles(null), []);
});

Deno.test("pictures are known by their bytes, kept in their order, and the others are counted", async () => {
  const all = Array.from({ length: 70 }, (_, i) => given(`${i}.txt`, i % 7 === 0 ? "words" : PNG));
  const found: string[][] = [];
  const skipped = await sortOut(all, (some) => found.push(some.map(({ path }) => path)));
  assert.equal(skipped, 10);
  assert.deepEqual(found.map(({ length }) => length), [27, 27, 6]);
  const expected = all.filter((_, i) => i % 7 !== 0).map(({ path }) => path);
  assert.deepEqual(found.flat(), expected);
});

Deno.test("where none is a picture none is found", async () => {
  let calls = 0;
  assert.equal(await sortOut([given("a.png", "words")], () => calls++), 1);
  assert.equal(calls, 0);
});

Deno.test("of folders that were dropped all is found, beside files, in the order in which people count", async () => {
  const entryOf = (name: string, fullPath: string) =>
    ({
      isFile: true,
      name,
      fullPath,
      file: (done) => done(new File([], name)),
    }) as FileSystemFileEntry;
  const folderOf = (name: string, entries: FileSystemEntry[]) => {
    const parts = [entries.slice(0, 1), entries.slice(1), []];
    const createReader = (): FileSystemDirectoryReader => ({
      readEntries: (done) => done(parts.shift() ?? []),
    });
    return { isDirectory: true, name, createReader } as FileSystemDirectoryEntry;
  };
  const inner = folderOf("b", [entryOf("1.png", "/trip/b/1.png")]);
  const trip = folderOf("trip", [
    entryOf("a10.png", "/trip/a10.png"),
    inner,
    entryOf("a9.png", "/trip/a9.png"),
  ]);
  const files = ["first.png", "trip", "last.png"].map((name) => new File([], name));
  const found = await droppedFiles(files, [null, trip]);
  assert.deepEqual(
    found.map(({ path }) => path),
    ["first.png", "trip/a9.png", "trip/a10.png", "trip/b/1.png", "last.png"],
  );
});
