import assert from "node:assert/strict";
import { fileProblem, isPicture, noFileKind } from "./given_kind.ts";

const PNG = "\x89PNG\r\n\x1a\n1234";
const MP4 = "\0\0\0\x20ftypisom";

function file(name: string, start: string, type = ""): File {
  const bytes = Uint8Array.from(start, (letter) => letter.charCodeAt(0));
  return new File([bytes], name, { type });
}

function transfer(data: Record<string, string>): NonNullable<Parameters<typeof noFileKind>[0]> {
  return { types: Object.keys(data), getData: (type: string) => data[type] ?? "" };
}

Deno.test("what is given in the place of a file: a link, words, nothing", () => {
  const picture = '<meta><img src="https://example.org/a.jpg" alt="a">';
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ "text/uri-list": "https://example.org/", "text/plain": "https://example.org/" }, "link"],
    [{ "text/x-moz-url": "https://example.org/\nExample" }, "link"],
    [{ "text/plain": " https://example.org/a.jpg\n" }, "link"],
    [{ "text/plain": "data:image/png;base64,iVBORw0KGgo=" }, "link"],
    [{ "text/html": picture, "text/uri-list": "https://example.org/a.jpg" }, "link"],
    [{ "text/html": picture }, "link"],
    [{ "text/plain": "some words", "text/html": `${picture} some words` }, "words"],
    [{ "text/plain": "note: this is no link" }, "words"],
    [{ "application/x-thing": "1" }, "words"],
    [{}, "nothing"],
  ];
  for (const [data, kind] of cases) {
    assert.equal(noFileKind(transfer(data)), kind, JSON.stringify(data));
  }
  assert.equal(noFileKind(null), "nothing");
});

Deno.test("a picture is one by its bytes, or may be one by its type", async () => {
  const good = [
    file("a.png", PNG, "image/png"),
    file("noname", PNG),
    file("a.txt", PNG, "text/plain"),
  ];
  for (const one of good) assert.equal(await fileProblem(one, "picture"), undefined, one.name);
  // The server reports what is wrong with these.
  assert.equal(await fileProblem(file("a.jpg", "words", "image/jpeg"), "picture"), undefined);
  const foreign = [
    file("a.pdf", "%PDF-1.7", "application/pdf"),
    file(
      "a.docx",
      "PK\x03\x04",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    file("a.psd", "8BPS\0\x01", "image/vnd.adobe.photoshop"),
    file("a.mp4", MP4),
    file("a.mp3", "ID3\x03", "audio/mpeg"),
    file("a", "no picture"),
  ];
  for (const one of foreign) assert.equal(await fileProblem(one, "picture"), "foreign", one.name);
  assert.ok(await isPicture(file("x", "RIFF1234WEBPVP8 ")));
  for (const start of ["GIF89a", "II*\0", "MM\0+", "\0\0\0\x18ftypheic", "\0\0\0 ftypavif"]) {
    assert.ok(await isPicture(file("x", start)), start);
  }
  assert.ok(!await isPicture(file("x", "RIFF1234WAVEfmt ")));
});

Deno.test("a video may be of any kind but those that are known to be none", async () => {
  const good = [
    file("a.mp4", MP4, "video/mp4"),
    file("a.mkv", "\x1aE\xdf\xa3"),
    file("a.ts", "G@\0\x10", "text/vnd.trolltech.linguist"),
    file("a.gif", "GIF89a", "image/gif"),
    file("unknown", "?"),
  ];
  for (const one of good) assert.equal(await fileProblem(one, "video"), undefined, one.name);
  const foreign = [
    file("a.pdf", "%PDF-1.7"),
    file("a.docx", "PK\x03\x04"),
    file("a.heic", "\0\0\0\x18ftypheic"),
    file("a.mp3", "\xff\xfb\x90"),
    file("a.wav", "RIFF1234WAVE", "audio/wav"),
    file("notes.txt", "words", "text/plain"),
  ];
  for (const one of foreign) assert.equal(await fileProblem(one, "video"), "foreign", one.name);
});

Deno.test("empty files, shortcuts and what can't be read are none of either", async () => {
  const gone = file("a.png", PNG, "image/png");
  gone.slice = () => {
    throw new DOMException("gone", "NotFoundError");
  };
  for (const wanted of ["picture", "video"] as const) {
    assert.equal(await fileProblem(file("a.png", "", "image/png"), wanted), "empty");
    assert.equal(await fileProblem(file("a.mp4", "", "video/mp4"), wanted), "empty");
    assert.equal(await fileProblem(file("a.jpg.lnk", "L\0\0\0"), wanted), "shortcut");
    assert.equal(await fileProblem(file("a.webloc", "bplist"), wanted), "shortcut");
    assert.equal(await fileProblem(gone, wanted), "unreadable");
  }
  assert.ok(!await isPicture(gone));
});
