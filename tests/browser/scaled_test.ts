// A worker with gRPC's own limit gets large frames scaled down: the page's notice of it, and where
// the boxes are drawn that it finds.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { encodePicture } from "../../media/image/mod.ts";
import { makeVideo, streamsOf } from "../support/ffmpeg.ts";
import { checkAccess } from "./access.ts";
import { cell, dropFiles, untilCount } from "./image_set_support.ts";
import { withPage } from "./support.ts";

/** The page's own worker without what lets it take more. */
const limited = (code: string) =>
  code.replace(', [("grpc.max_receive_message_length", -1)]', "")
    .replace('metadata=[("max-receive-bytes", "-1")], ', "");

/** One that declares a limit of 1 MB. */
const modest = (code: string) => code.replace('"-1"', '"1000000"');

const SENTENCE = "This picture is 6.2 MB as .mat and was scaled to 1539×865 for worker: gRPC " +
  "clients take 4 MB unless they say more. Full size: raise grpc.max_receive_message_length and " +
  "send max-receive-bytes.";

async function fullHd(): Promise<Uint8Array> {
  const [widthPx, heightPx] = [1920, 1080];
  const data = Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) => (i / 9000) & 255);
  const form = { channels: 3, layout: "interleaved", order: "RGB" } as const;
  return await encodePicture({ widthPx, heightPx, ...form, data }, "jpeg");
}

async function give(page: Page, name: string): Promise<void> {
  const buffer = Buffer.from(await fullHd());
  await page.setInputFiles("#image-file", { name, mimeType: "image/jpeg", buffer });
}

const note = (page: Page, kind: string) => page.locator(`[data-result=${kind}] [data-part=note]`);

Deno.test("a picture that was scaled for its worker has a note, and the next one, in full size, has none", async () => {
  await withPage({}, async (t) => {
    const { page, startWorker, shot } = t;
    const worker = await startWorker(limited);
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await give(page, "street.jpg");
    await page.locator("[data-result=image] [data-fact=size]", { hasText: "1539 × 865" }).waitFor();
    assert.equal(await note(page, "image").textContent(), SENTENCE);
    await shot("image-scaled");
    await checkAccess(t, { themes: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await shot("image-scaled-phone");
    await checkAccess(t);
    await worker.stop("SIGKILL");
    await startWorker();
    const upload = Promise.withResolvers<void>();
    const onItsWay = page.waitForRequest("**/images?*");
    await page.route("**/images?*", async (route) => {
      await upload.promise;
      await route.continue();
    });
    await give(page, "again.jpg");
    await onItsWay;
    // The note belongs to the result that is still shown: the pictures keep their size.
    assert.ok(await note(page, "image").isVisible());
    upload.resolve();
    await page.locator("[data-result=image] [data-fact=size]", { hasText: "1920 × 1080" })
      .waitFor();
    await note(page, "image").waitFor({ state: "hidden" });
  });
});

for (
  const [locale, words] of [
    ["pt-BR", "Esta imagem tem 6,2 MB como .mat e foi reduzida a 1539×865 para worker: clientes"],
    ["es", "Esta imagen ocupa 6,2 MB como .mat y se redujo a 1539×865 para worker: los clientes"],
  ] as const
) {
  Deno.test(`the note is in the user's language, ${locale}`, async () => {
    await withPage({ context: { locale } }, async ({ page, startWorker }) => {
      await startWorker(limited);
      await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
      await give(page, "street.jpg");
      await note(page, "image").getByText(words).waitFor();
    });
  });
}

Deno.test("a camera's scaled frames have one note, while results come", async () => {
  await withPage({ path: "/camera" }, async (t) => {
    const { page, startWorker, shot } = t;
    await startWorker(modest);
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await page.getByRole("button", { name: "Start camera" }).click();
    await note(page, "camera").getByText("it says that it takes 1.0 MB.").waitFor();
    assert.match(
      await note(page, "camera").textContent() ?? "",
      /^This picture is [\d.]+ MB as \.mat and was scaled to \d+×\d+ for worker: /,
    );
    await shot("camera-scaled");
    await checkAccess(t);
  });
});

Deno.test("a video keeps its size when its frames were scaled, and has a note, also after a reload", async () => {
  const path = await makeVideo({ seconds: 1, size: "1920x1080", rate: 6 });
  try {
    await withPage({ path: "/video" }, async (t) => {
      const { page, startWorker, shot } = t;
      await startWorker(limited);
      await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
      await page.setInputFiles("#video-file", path);
      await page.locator("#video-player").waitFor();
      await page.locator("#video-remarks").getByText(SENTENCE).waitFor();
      await shot("video-scaled");
      await checkAccess(t, { themes: true });
      const href = await page.locator("[data-result=video] [data-part=mp4]").getAttribute("href");
      const answer = await fetch(new URL(href ?? "", t.serverUrl));
      await Deno.writeFile(path, await answer.bytes());
      assert.deepEqual(await streamsOf(path), ["video h264 1920x1080 6", "audio aac"]);
      await page.reload();
      await page.locator("#video-remarks").getByText(SENTENCE).waitFor();
    });
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("each of many scaled pictures has a note, and so has the line above them", async () => {
  await withPage({ path: "/image-set" }, async (t) => {
    const { page, startWorker, shot } = t;
    await startWorker(limited);
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await dropFiles(page, [{ name: "street.jpg", bytes: await fullHd() }]);
    await untilCount(page, "1 of 1");
    await page.locator("#image-set-note").getByText(SENTENCE).waitFor();
    await shot("image-set-scaled");
    await cell(page, "street.jpg").click();
    const words = page.locator("#image-set-viewer [data-part=note]");
    await words.getByText(SENTENCE).waitFor();
    await shot("image-set-scaled-viewer");
    await checkAccess(t, { themes: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await shot("image-set-scaled-viewer-phone");
    const noteBox = await words.boundingBox();
    const facts = await page.locator("#image-set-viewer [data-part=facts]").boundingBox();
    assert.ok(
      noteBox && facts && noteBox.y + noteBox.height <= facts.y,
      "nothing lies over anything",
    );
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("#image-set-note").getByText(SENTENCE).waitFor();
  });
});
