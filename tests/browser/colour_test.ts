// Colours: what framebox decodes is what Chromium shows, so that workers see what users see.
import assert from "node:assert/strict";
import { decodePicture, sniffFormat } from "../../media/image/mod.ts";
import { castBetween, pictureIsThere, pixelsOfFile } from "./in_colour.js";
import { withPage } from "./support.ts";

const FOLDER = new URL("../../media/image/testdata/colour/", import.meta.url);
const ARGS = ["--force-color-profile=srgb"];

/** Pictures without transparent pixels, which a canvas rounds; Chromium takes inks for RGB before their profile. */
const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) =>
  /\.(png|jpg|webp|bmp)$/.test(name) && !/^ink|alpha|rgba/.test(name)
).sort();

/**
 * What is allowed: on average, at most. Chromium reads tables of 16 bits of version 2 as if 65535 stood for L* = 100;
 * it is 65280 (ISO 15076-1, 6.3.4.2). HDR is toned down here by a table.
 */
function allowed(name: string): readonly [number, number] {
  if (/lut16/.test(name)) return [1, 16];
  if (/lut8|stages/.test(name)) return [0.3, 8];
  if (/pq|hlg/.test(name)) return [0.5, 16];
  return [0.25, 2];
}

Deno.test("pictures have the colours here that Chromium shows, wherever their colours are defined", async () => {
  assert.ok(names.length > 30);
  await withPage({ args: ARGS }, async ({ page }) => {
    for (const name of names) {
      const file = await Deno.readFile(new URL(name, FOLDER));
      const shown = Uint8Array.fromBase64(
        await page.evaluate(pixelsOfFile, [file.toBase64(), `image/${sniffFormat(file)}`]),
      );
      const { data } = await decodePicture(file, { channels: 4 });
      assert.equal(data.length, shown.length, name);
      const off = data.map((value, i) => Math.abs(value - shown[i]!));
      const mean = off.reduce((sum, each) => sum + each / off.length, 0);
      const max = off.reduce((so, each) => Math.max(so, each), 0);
      const [meanAllowed, maxAllowed] = allowed(name);
      assert.ok(mean <= meanAllowed && max <= maxAllowed, `${name}: ${mean} on average, ${max}`);
    }
  });
});

Deno.test("a worker's mirror of a photograph in Adobe RGB has the photograph's colours", async () => {
  await withPage({ args: ARGS }, async ({ page, startWorker, shot }) => {
    await startWorker();
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await page.setInputFiles("#image-file", new URL("photo_a98.jpg", FOLDER).pathname);
    const result = "[data-result=image] [data-part=picture]";
    await page.waitForFunction(pictureIsThere, result);
    const cast = await page.evaluate(castBetween, ["#image-shown", result]);
    assert.ok(cast.every((levels) => levels < 1), `${cast} levels`);
    await shot("image-adobe-rgb");
  });
});
