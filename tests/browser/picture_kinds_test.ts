/**
 * Kinds of pictures: framebox's pixels beside those that Chromium shows, and what the page does with what
 * Chromium can't show.
 */
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { decodePicture, setUpImages } from "../../media/image/mod.ts";
import { kindFile, KINDS, REFUSED } from "../../media/image/test_kinds.ts";
import { hasLoaded, shownPixels } from "./in_pictures.js";
import { withPage } from "./support.ts";
import { LIMIT_MS } from "../support/limit.ts";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const KIND_PATHS = new URL("../../media/image/testdata/kinds/", import.meta.url);

/** What is refused here though Chromium shows something, for a part of the picture is missing. */
const INCOMPLETE = ["bad_code", "cut", "few_pixels", "no_picture", "palette8_cut", "rgb24_cut"];
/** Where Chromium is not the model, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "alpha.avif": "alpha of the full range is stretched as if it were not; Firefox and libavif don't",
  "alpha_half.avif": "the same",
  "animated.avif": "so are an animation's colours",
  "apng_no_fctl.png": "an animation without frames is shown as nothing",
  "exif_between.png":
    "a part between the pixels' parts is not allowed; it shows nothing of the rest",
  "rgb24_last_pad.bmp": "a row whose last pixel is there is not shown for want of what fills it up",
  "apng_first_small.png": "a first frame that is not of the picture's size is refused",
  "palette2_core.bmp": "two bits with the oldest header are refused",
  "wrong_size.avif": "the size of the coded picture is taken in place of the file's",
  "cut.avif": "shown as nothing",
  "rle8_cut.bmp": "the rest is shown as nothing",
};
const TOLERANCE = 2;

Deno.test("each picture that Chromium shows has the same pixels here", async () => {
  setUpImages({ ffmpeg: Deno.env.get("FFMPEG") ?? "ffmpeg" });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const name = new URL(request.url).pathname.slice(1);
    if (!KINDS.includes(name)) {
      return new Response("<p>", { headers: { "content-type": "text/html" } });
    }
    return new Response(kindFile(name));
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    timeout: LIMIT_MS,
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.addr.port}/`);
    let compared = 0;
    for (const name of KINDS) {
      const shown = await page.evaluate(shownPixels, `/${name}`);
      const base = name.slice(0, name.lastIndexOf("."));
      if (name in OTHERWISE || INCOMPLETE.includes(base)) continue;
      if (!shown) {
        assert.ok(/\.(heic|tif)$/.test(name) || name in REFUSED, `Chromium refuses ${name}`);
        continue;
      }
      const ours = await decodePicture(kindFile(name), { channels: 4 });
      assert.deepEqual([ours.widthPx, ours.heightPx], [shown.width, shown.height], name);
      const worst = worstDifference(ours.data, Uint8Array.fromBase64(shown.rgba));
      assert.ok(worst <= TOLERANCE, `${name} differs by ${worst}`);
      compared++;
    }
    assert.ok(compared > 150, `only ${compared} were compared`);
  } finally {
    await browser.close();
    await server.shutdown();
  }
});

/** Colours count as much as their alpha shows of them: a canvas keeps no more. */
function worstDifference(ours: Uint8Array, shown: Uint8Array): number {
  let worst = 0;
  for (let at = 0; at < shown.length; at += 4) {
    const [alpha, shownAlpha] = [ours[at + 3]!, shown[at + 3]!];
    worst = Math.max(worst, Math.abs(alpha - shownAlpha));
    for (let c = 0; c < 3; c++) {
      const difference = ours[at + c]! * alpha / 255 - shown[at + c]! * shownAlpha / 255;
      worst = Math.max(worst, Math.abs(difference));
    }
  }
  return Math.floor(worst);
}

function pathOf(name: string): string {
  return new URL(name, KIND_PATHS).pathname;
}

for (
  const [language, sentence] of [
    ["en", "This GIF has 2 pictures; only the first is worked on."],
    ["pt", "Este GIF tem 2 imagens; só a primeira é processada."],
    ["es", "Este GIF tiene 2 imágenes; solo se procesa la primera."],
  ] as const
) {
  Deno.test(`a note tells the user that only a GIF's first picture is processed (${language})`, async () => {
    await withPage({ context: { locale: language } }, async ({ page, shot }) => {
      await page.setInputFiles("#image-file", pathOf("animated.gif"));
      const note = page.locator("[data-result=image] [data-part=note]");
      await note.filter({ hasText: sentence }).waitFor();
      if (language === "en") await shot("image-first-picture-only");
      // One with a single picture has no note.
      await page.setInputFiles("#image-file", pathOf("plain.gif"));
      await note.waitFor({ state: "hidden" });
    });
  });
}

Deno.test("a HEIC and a TIFF are shown as given, though the browser can't open them", async () => {
  await withPage({}, async ({ page, shot }) => {
    for (const [name, size] of [["grid.heic", "150 × 100"], ["turned_6.tif", "29 × 37"]] as const) {
      await page.setInputFiles("#image-file", pathOf(name));
      await page.waitForFunction(hasLoaded, "image-shown");
      await page.locator("[data-result=image] [data-fact=size], [data-result=image] .facts", {
        hasText: size,
      }).first().waitFor();
      await shot(`image-${name}`);
    }
  });
});

Deno.test("an image set of all kinds: each is shown, and an animation has its note", async () => {
  await withPage({ path: "/image-set" }, async ({ page, shot }) => {
    const names = ["plain.heic", "plain.tif", "plain.avif", "animated.gif", "rle8.bmp"];
    await page.locator("#image-set-examples:enabled").waitFor();
    await page.setInputFiles("#image-set-files", names.map(pathOf));
    await page.locator("#image-set-gallery .cell[data-state=done]").nth(names.length - 1).waitFor();
    await page.locator("#image-set-note", { hasText: "only the first is worked on" }).waitFor();
    await page.locator("#image-set-gallery .cell img").nth(names.length - 1).waitFor();
    await shot("image-set-kinds");
  });
});
