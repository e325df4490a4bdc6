import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { frameIsAbove, hasCamera, isPaused } from "./in_page.js";
import { announced, shownText, withPage } from "./support.ts";

const CANVAS = "[data-result=camera] [data-part=picture]";
const factText = (page: Page, name: string) =>
  page.locator(`[data-result=camera] [data-fact=${name}]`).textContent();
const frameNumber = async (page: Page) => Number(await factText(page, "frame"));

/** Starts the camera and waits for the first result. */
async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start camera" }).click();
  await page.locator(CANVAS).waitFor();
}

/** Waits until the frame number is above `least`. */
async function untilFrame(page: Page, least: number): Promise<void> {
  await page.waitForFunction(frameIsAbove, least);
}

/** Waits until a fact reads so. */
async function untilFact(page: Page, name: string, value: RegExp): Promise<void> {
  await page.locator(`[data-result=camera] [data-fact=${name}]`, { hasText: value }).waitFor();
}

Deno.test("the camera's frames come back as results, counted and timed", async () => {
  await withPage({ path: "/camera" }, async ({ page, shot }) => {
    await shot("camera-empty");
    await start(page);
    await untilFrame(page, 59);
    await untilFact(page, "rate", /^[1-9]/);
    await untilFact(page, "latency", /^\d+ ms$/);
    assert.equal(await page.locator("#camera-shown-size").textContent(), "1280 × 720");
    await page.locator(`${CANVAS}[width="1280"][height="720"]`).waitFor();
    await shot("camera-live");
  });
});

Deno.test("space pauses and resumes the camera; stopping releases the camera", async () => {
  await withPage({ path: "/camera" }, async ({ page, shot }) => {
    await start(page);
    await page.locator("#camera-input-title").click();
    await page.keyboard.press("Space");
    const pause = page.locator("#camera-pause");
    const video = page.locator("#camera-video");
    await page.locator("#camera-pause", { hasText: "Go on" }).waitFor();
    assert.equal(await video.evaluate(isPaused), true);
    await shot("camera-paused");
    const before = await frameNumber(page);
    await pause.click();
    await untilFrame(page, before + 10);
    await page.locator("#camera-stop").click();
    await shownText(page, "The camera is off").waitFor();
    assert.equal(await video.evaluate(hasCamera), false);
    await page.getByRole("button", { name: "Start camera" }).click();
    await untilFact(page, "frame", /^1?\d$/);
  });
});

Deno.test("the frame count starts again at 0", async () => {
  await withPage({ path: "/camera" }, async ({ page }) => {
    await start(page);
    await untilFrame(page, 40);
    await page.keyboard.press("r");
    await untilFact(page, "frame", /^[0-2]?\d$/);
    await untilFrame(page, 5);
  });
});

Deno.test("the processor changes while the camera runs", async () => {
  await withPage({ path: "/camera" }, async ({ page, shot }) => {
    await start(page);
    await page.selectOption("#camera-processor", "intensity");
    await page.locator("[data-result=camera] .label").first().waitFor();
    await shot("camera-labels");
    await page.selectOption("#camera-processor", "edges");
    await page.locator("[data-result=camera] .label").first().waitFor({ state: "hidden" });
    await untilFact(page, "by", /^Edges$/);
  });
});

Deno.test("another size is taken by the running camera", async () => {
  await withPage({ path: "/camera" }, async ({ page }) => {
    await start(page);
    await page.selectOption("#camera-size", "640x480");
    await page.locator("#camera-shown-size", { hasText: "640 × 480" }).waitFor();
    await page.locator(`${CANVAS}[width="640"]`).waitFor();
  });
});

Deno.test("a pasted worker takes over the running camera; when it disconnects, the page shows it", async () => {
  await withPage({ path: "/camera" }, async ({ page, shot, startWorker }) => {
    await start(page);
    const worker = await startWorker();
    await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await announced(page, "worker has come.");
    await untilFact(page, "by", /^worker$/);
    assert.equal(await page.locator("#camera-processor").inputValue(), "workers");
    await page.locator("#workers-button").click();
    await page.locator("#workers-popover tbody tr").waitFor();
    await shot("camera-worker");
    await page.keyboard.press("Escape");
    await worker.stop("SIGKILL");
    await page.locator("#workers-count", { hasText: "No worker" }).waitFor();
    await announced(page, "worker has gone.");
    await shownText(page, "Waiting for a worker to connect").waitFor();
    assert.equal(await page.locator("#camera-processor").inputValue(), "workers");
    await shot("camera-worker-gone");
    const before = await frameNumber(page);
    await startWorker();
    await untilFrame(page, before + 5);
  });
});

Deno.test("the camera resumes by itself after framebox was away", async () => {
  await withPage({ path: "/camera" }, async ({ page, shot, restartFramebox, expectConsole }) => {
    expectConsole(/status of 404/);
    await start(page);
    await untilFrame(page, 20);
    await restartFramebox(async () => {
      await shownText(page, "Reconnecting …").waitFor();
      await page.locator("[data-result=camera] .stage.dim").waitFor();
      await shot("camera-reconnecting");
    });
    await page.locator("[data-result=camera] .stage:not(.dim)").waitFor();
    await untilFrame(page, 5);
  });
});

Deno.test("a lost network: the same run resumes afterwards", async () => {
  await withPage({ path: "/camera" }, async ({ page, cutNetwork }) => {
    await start(page);
    await untilFrame(page, 20);
    const before = await frameNumber(page);
    const mend = cutNetwork();
    await shownText(page, "Reconnecting …").waitFor();
    mend();
    await untilFrame(page, before + 20);
  });
});

Deno.test("a refused camera is explained, with what mends it", async () => {
  await withPage({ path: "/camera", camera: "deny" }, async ({ page, shot }) => {
    await page.getByRole("button", { name: "Start camera" }).click();
    await shownText(page, "The camera was refused").waitFor();
    await shownText(page, "Click the icon left of the address").waitFor();
    await shot("camera-refused");
    await page.getByRole("button", { name: "Start camera" }).waitFor();
  });
});

Deno.test("a missing camera is explained", async () => {
  const args = ["--use-fake-device-for-media-stream=device-count=0"];
  await withPage({ path: "/camera", args }, async ({ page, shot }) => {
    await page.getByRole("button", { name: "Start camera" }).click();
    await shownText(page, "No camera was found").waitFor();
    await shot("camera-missing");
  });
});

Deno.test("a page that is not secure explains why it has no camera and which address has one", async () => {
  const args = ["--host-resolver-rules=MAP box.test 127.0.0.1"];
  const env = { ALLOWED_HOSTS: "box.test" };
  await withPage(
    { path: "/camera", args, env, host: "box.test" },
    async ({ page, shot, expectConsole }) => {
      expectConsole(/Cross-Origin-Opener-Policy header has been ignored/);
      await page.getByRole("button", { name: "Start camera" }).click();
      await shownText(page, "This address is not secure enough for a camera").waitFor();
      await shownText(page, "Open http://localhost:").waitFor();
      await shot("camera-insecure");
    },
  );
});
