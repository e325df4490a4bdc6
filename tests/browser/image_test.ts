import assert from "node:assert/strict";
import { encodePicture } from "../../media/image/mod.ts";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { anotherResultIsShown } from "./in_page.js";
import { drop, examplePath, paste, shownText, withPage } from "./support.ts";

const result = (page: Page) => page.locator("[data-result=image] [data-part=picture]");
const fact = (page: Page, name: string) => page.locator(`[data-result=image] [data-fact=${name}]`);

/** Waits until a result other than `before` is shown; resolves to its address. */
async function nextResult(page: Page, before = ""): Promise<string> {
  await page.waitForFunction(anotherResultIsShown, before);
  return await result(page).getAttribute("src") ?? "";
}

Deno.test("a chosen picture is shown, and its result beside it at the same size", async () => {
  await withPage({}, async ({ page, shot }) => {
    await shot("image-empty");
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await nextResult(page);
    assert.equal(await fact(page, "size").textContent(), "600 × 400");
    assert.equal(await fact(page, "frame").textContent(), "0");
    assert.match(await fact(page, "time").textContent() ?? "", /^\d+(\.\d)? ms$/);
    const input = await page.locator("#image-shown").boundingBox();
    const output = await result(page).boundingBox();
    assert.ok(input && output);
    assert.deepEqual(
      [Math.round(output.width), Math.round(output.height), output.y],
      [Math.round(input.width), Math.round(input.height), input.y],
    );
    await shot("image-done");
  });
});

Deno.test("one click on an example is enough", async () => {
  await withPage({}, async ({ page }) => {
    await page.locator("#image-empty [data-example]").nth(2).click();
    await nextResult(page);
    assert.equal(await page.locator("#image-name").textContent(), "chelsea.jpg");
    assert.equal(await fact(page, "size").textContent(), "451 × 300");
  });
});

Deno.test("a picture can be dropped anywhere, and pasted", async () => {
  await withPage({}, async ({ page }) => {
    await drop(page, "[data-result=image]", examplePath("rocket.jpg"));
    const first = await nextResult(page);
    assert.equal(await page.locator("#image-name").textContent(), "rocket.jpg");
    await paste(page, examplePath("astronaut.jpg"));
    await nextResult(page, new URL(first, page.url()).href);
    assert.equal(await page.locator("#image-name").textContent(), "astronaut.jpg");
    assert.equal(await fact(page, "size").textContent(), "512 × 512");
  });
});

Deno.test("another processor answers at once for the same picture, and its label is shown", async () => {
  await withPage({}, async ({ page, shot }) => {
    await page.setInputFiles("#image-file", examplePath("rocket.jpg"));
    await nextResult(page);
    await page.selectOption("#image-processor", "intensity");
    await page.locator("[data-result=image] .label", { hasText: "dark" }).waitFor();
    await page.locator("#data-summary", { hasText: "data.mat" }).waitFor();
    await page.locator("#data-details summary").click();
    await page.locator("#data-tree-root [role=treeitem]").first().waitFor();
    await shot("image-labels-and-data");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#data-download").click(),
    ]);
    const file = await Deno.readFile(await download.path());
    assert.equal(new TextDecoder().decode(file.subarray(0, 10)), "MATLAB 5.0");
  });
});

Deno.test("the result is downloaded as JPEG and without loss as PNG", async () => {
  await withPage({}, async ({ page }) => {
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await nextResult(page);
    const starts = { jpeg: [0xff, 0xd8, 0xff], png: [0x89, 0x50, 0x4e] };
    for (const [kind, start] of Object.entries(starts)) {
      await page.locator("[data-result=image] [popovertarget]").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`[data-result=image] [data-part=${kind}]`).click(),
      ]);
      const file = await Deno.readFile(await download.path());
      assert.deepEqual([...file.subarray(0, 3)], start);
      await page.keyboard.press("Escape");
    }
  });
});

Deno.test("the input can be drawn over the result to compare them", async () => {
  await withPage({}, async ({ page, shot }) => {
    await page.setInputFiles("#image-file", examplePath("astronaut.jpg"));
    await nextResult(page);
    await page.keyboard.press("c");
    const range = page.locator("[data-result=image] [data-part=compare-range]");
    await range.waitFor();
    await range.fill("25");
    const cut = await page.locator("[data-result=image] .compare").getAttribute("style");
    assert.equal(cut, "--cut: 25%;");
    await shot("image-compare");
    await page.keyboard.press("c");
    await range.waitFor({ state: "hidden" });
  });
});

Deno.test("a file over the limit is refused in words, without being sent", async () => {
  await withPage({ env: { MAX_UPLOAD_MB: "1" } }, async ({ page, shot }) => {
    let sent = false;
    page.on("request", (request) => sent ||= request.url().includes("/images"));
    const buffer = Buffer.alloc(1_600_000);
    await page.setInputFiles("#image-file", { name: "large.jpg", mimeType: "image/jpeg", buffer });
    await shownText(page, "This file is 1.6 MB; this server takes up to").waitFor();
    await shot("image-too-large");
    assert.equal(sent, false);
  });
});

Deno.test("a file that is no picture fails with a sentence and can be tried again", async () => {
  await withPage({}, async ({ page, shot, expectConsole }) => {
    expectConsole(/status of 400/);
    const path = await Deno.makeTempFile({ suffix: ".jpg" });
    await Deno.writeTextFile(path, "not a picture at all");
    await page.setInputFiles("#image-file", path);
    await shownText(page, "This did not work").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await shot("image-failed");
    await Deno.remove(path);
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await nextResult(page);
    await shownText(page, "This did not work").waitFor({ state: "hidden" });
  });
});

Deno.test("a worker that does not answer in time: the page shows it and offers the built-in", async () => {
  const env = { RESULT_TIMEOUT_MS: "2000" };
  await withPage({ env }, async ({ page, shot, startWorker, expectConsole }) => {
    expectConsole(/status of 504/);
    await startWorker((code) =>
      code.replace("    display(", "    import time; time.sleep(600)\n    display(")
    );
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await shownText(page, "is working on it").waitFor();
    await shot("image-at-work");
    await shownText(page, "No answer after 2 s.").waitFor();
    await page.locator("[data-result=image] [data-part=busy]").waitFor({ state: "hidden" });
    await shot("image-too-slow");
    await page.getByRole("button", { name: "Use built-in" }).click();
    await nextResult(page);
    assert.equal(await page.locator("#image-processor").inputValue(), "grey");
  });
});

Deno.test("workers chosen and none there: the page waits for one, and continues when it connects", async () => {
  await withPage({}, async ({ page, shot, startWorker }) => {
    await page.selectOption("#image-processor", "workers");
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await shownText(page, "Waiting for a worker to connect").waitFor();
    await shot("image-waiting-for-worker");
    await startWorker();
    await nextResult(page);
    assert.equal(await fact(page, "by").textContent(), "worker");
  });
});

Deno.test("the session ended elsewhere: the page reports that its files are gone and starts again", async () => {
  await withPage({}, async ({ page, url, shot }) => {
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    const first = await nextResult(page);
    const session = /sessions\/([^/]+)/.exec(first)?.[1];
    const response = await fetch(`${url}/api/v1/sessions/${session}`, { method: "DELETE" });
    assert.equal(response.status, 204);
    await shownText(page, "This session has ended; its files are gone.").waitFor();
    await shot("session-ended");
    await page.getByRole("button", { name: "Start again" }).click();
    const second = await nextResult(page, new URL(first, url).href);
    assert.notEqual(/sessions\/([^/]+)/.exec(second)?.[1], session);
  });
});

Deno.test("a worker with gRPC's own limit: the page names the remedy, and scales the picture down", async () => {
  await withPage({}, async ({ page, shot, startWorker }) => {
    const limited = () => startWorker((code) => code.replace('length", -1)', 'length", 4194304)'));
    await limited();
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    const buffer = Buffer.from(await largePicture());
    const given = { name: "large.jpg", mimeType: "image/jpeg", buffer };
    await page.setInputFiles("#image-file", given);
    await shownText(page, "the worker accepts 4 MB").waitFor();
    await shot("image-too-large-for-worker");
    await limited(); // The first one ended with gRPC's error, as such workers do.
    await page.getByRole("button", { name: "Scale down" }).click();
    await nextResult(page);
    assert.equal(await fact(page, "by").textContent(), "worker");
  });
});

/** 1920×1080: 6.2 MB as .mat. */
function largePicture(): Promise<Uint8Array> {
  const data = new Uint8Array(1920 * 1080 * 3).map((_, i) => (i / 5760) % 256);
  const size = { widthPx: 1920, heightPx: 1080, channels: 3 } as const;
  return encodePicture({ ...size, layout: "interleaved", order: "RGB", data }, "jpeg");
}
