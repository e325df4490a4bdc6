import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dropOnPage, forgetWords, pasteIntoField, transferWith, wordsNow } from "./in_drop.js";
import { pasteIntoPage } from "./in_page.js";
import { announced, withPage } from "./support.ts";

type Given = Parameters<typeof transferWith>[0];

const LINK: Given = { data: { "text/uri-list": "https://example.org/a.jpg" } };
const WORDS: Given = { data: { "text/plain": "a few words" } };
const FOREIGN_PICTURE: Given = {
  data: {
    "text/html": '<img src="https://example.org/a.jpg">',
    "text/uri-list": "https://example.org/a.jpg",
    "text/plain": "https://example.org/a.jpg",
  },
};
const FOLDER: Given = { files: [["holiday", "", ""]], isFolder: true };
const file = (name: string, content: string, type = ""): Given => ({
  files: [[name, content, type]],
});

/** Drops it, and waits for the page's answer. */
async function drop(page: Page, given: Given, sentence: string): Promise<void> {
  const address = page.url();
  await page.evaluate(forgetWords);
  const transfer = await page.evaluateHandle(transferWith, given);
  const kept = await page.evaluate(dropOnPage, transfer);
  assert.deepEqual(kept.filter((name) => name !== "dragenter"), ["dragover", "drop"]);
  await announced(page, sentence, "live-region");
  await announced(page, sentence);
  assert.equal(page.url(), address, "nothing leads away");
}

const PICTURE = {
  link: "That is a link, not a file. Save the picture first, then drop the file here.",
  words: "That is text, not a file. Drop or paste a picture here.",
  folder: "That is a folder. Drop one picture here; the tab Many takes whole folders.",
};

for (
  const [path, words] of [["/", PICTURE], ["/camera", PICTURE], ["/streams", PICTURE]] as const
) {
  Deno.test(`${path}: what is no picture is answered in words`, () =>
    withPage({ path, env: { SHOW_STREAMS: "true" } }, async ({ page, shot }) => {
      await drop(page, LINK, words.link);
      if (path === "/") await shot("given-link");
      await drop(page, FOREIGN_PICTURE, words.link);
      await drop(page, WORDS, words.words);
      await drop(page, {}, "There is no file in that.");
      const isNone = (name: string) => `${name} is not a picture that this server reads.`;
      await drop(page, file("a.pdf", "%PDF-1.7", "application/pdf"), isNone("a.pdf"));
      await drop(page, file("a.psd", "8BPS\0\x01"), isNone("a.psd"));
      await drop(page, file("a.mp3", "ID3", "audio/mpeg"), isNone("a.mp3"));
      await drop(page, file("a.docx", "PK\x03\x04"), isNone("a.docx"));
      await drop(page, file("a.jpg.lnk", "L"), "a.jpg.lnk only leads to a file.");
      await drop(page, file("a", ""), "a is empty.");
      await drop(page, FOLDER, words.folder);
    }));
}

Deno.test("/video: what is no video is answered in words", () =>
  withPage({ path: "/video" }, async ({ page }) => {
    await page.locator("#video-example:enabled").waitFor();
    const link = "That is a link, not a file. Save the video first, then drop the file here.";
    await drop(page, LINK, link);
    await drop(page, FOREIGN_PICTURE, link);
    await drop(page, WORDS, "That is text, not a file. Drop a video file here.");
    for (const name of ["a.pdf", "a.docx", "a.mp3"]) {
      const start = { "a.pdf": "%PDF-1", "a.docx": "PK\x03\x04", "a.mp3": "ID3" }[name] ?? "";
      await drop(page, file(name, start), `${name} is not a video.`);
    }
    await drop(page, file("a.mp4", "", "video/mp4"), "a.mp4 is empty.");
    await drop(page, file("a.mp4.lnk", "L"), "only leads to a file.");
    await drop(page, FOLDER, "That is a folder. Drop one video file here.");
  }));

Deno.test("/image-set: what is no picture is answered in words", () =>
  withPage({ path: "/image-set" }, async ({ page }) => {
    await page.locator("#image-set-examples:enabled").waitFor();
    await drop(page, LINK, "Save the pictures first, then drop the files here.");
    await drop(page, WORDS, "That is text, not a file. Drop pictures or a folder here.");
    const none = "There is no picture in there.";
    await drop(page, file("a.pdf", "%PDF-1.7", "application/pdf"), none);
    await drop(page, file("a.jpg", ""), none);
    await drop(page, file("a.psd", "8BPS\0\x01"), none);
    await drop(page, FOLDER, none);
  }));

Deno.test("what is pasted that is no file is answered, too, but not in a field", () =>
  withPage({}, async ({ page }) => {
    for (
      const [given, sentence] of [
        [LINK, PICTURE.link],
        [{ data: { "text/plain": "https://example.org/" } }, PICTURE.link],
        [WORDS, PICTURE.words],
        [{}, "There is no file in that."],
      ] as const
    ) {
      await page.evaluate(forgetWords);
      await page.evaluate(pasteIntoPage, await page.evaluateHandle(transferWith, given));
      await announced(page, sentence);
    }
    await page.evaluate(forgetWords);
    assert.ok(await page.evaluate(pasteIntoField, await page.evaluateHandle(transferWith, WORDS)));
    assert.equal(await page.evaluate(wordsNow), "");
  }));

Deno.test("the page's own links, dragged by mistake, lead nowhere", () =>
  withPage({ path: "/image-set" }, async ({ page, url }) => {
    await page.locator("#image-set-examples:enabled").waitFor();
    await page.evaluate(forgetWords);
    await page.dragAndDrop("a.brand", "#image-set-empty");
    await page.locator("#image-set-examples").click();
    await page.locator("#image-set-count", { hasText: /^4 of 4$/ }).waitFor();
    assert.equal(page.url(), `${url}/image-set`);
  }));

Deno.test("the answer is in the user's language, and also on the page about the API", async () => {
  await withPage({ context: { locale: "es-ES" } }, async ({ page }) => {
    await drop(page, LINK, "Esto es un enlace, no un archivo. Guarda primero la imagen");
  });
  await withPage({ context: { locale: "pt-BR" }, path: "/api" }, async ({ page }) => {
    await drop(page, LINK, "Nada pode ser dado nesta página.");
    await drop(page, file("a.jpg", "x", "image/jpeg"), "Nada pode ser dado nesta página.");
  });
});

Deno.test("while a dialog lies over the page, the answer is that it has to be closed", () =>
  withPage({}, async ({ page }) => {
    await page.locator("#help-button").click();
    await page.locator("#help[open]").waitFor();
    await drop(page, file("a.jpg", "x", "image/jpeg"), "Close what lies over the page first");
  }));
