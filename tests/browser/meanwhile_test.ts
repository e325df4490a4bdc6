import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { cameraIsInUse, cutIsAnother, cutPosition, isFullScreen } from "./in_live.js";
import { anotherResultIsShown, frameIsAbove } from "./in_page.js";
import {
  announced,
  examplePath,
  type PageTest,
  SCREENSHOTS,
  shownText,
  withPage,
} from "./support.ts";

/** The ten-line worker, which answers only once a file of that name is there. */
function waitingFor(path: string): (code: string) => string {
  return (code) =>
    code.replace(
      "    display(",
      `    import os, time\n    while not os.path.exists("${path}"): time.sleep(0.02)\n    display(`,
    );
}

/** Runs a test with a worker that holds back its answers until `go` is called. */
async function withWaitingWorker(
  t: PageTest,
  test: (go: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await t.startWorker(waitingFor(`${directory}/go`));
    await t.page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await test(() => Deno.writeTextFile(`${directory}/go`, ""));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** framebox's own count of finished frames reaches `count`, asked past the cut network. */
async function untilDone(page: Page, serverUrl: string, count: number): Promise<void> {
  for (;;) {
    const { totals } = await (await fetch(`${serverUrl}/api/v1/status`)).json();
    if (totals.done >= count) return;
    await page.waitForTimeout(20);
  }
}

Deno.test("a picture whose connection is lost: the result that came meanwhile is shown", async () => {
  await withPage({}, async (t) => {
    await withWaitingWorker(t, async (go) => {
      const { page, shot, cutNetwork } = t;
      await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
      await shownText(page, "is working on it").waitFor();
      const mend = cutNetwork();
      await shownText(page, "Reconnecting …").waitFor();
      await shot("meanwhile-image-lost");
      await go();
      await untilDone(page, t.serverUrl, 1);
      mend();
      await page.waitForFunction(anotherResultIsShown, "");
      await shownText(page, "Reconnecting …").waitFor({ state: "hidden" });
      const by = page.locator("[data-result=image] [data-fact=by]");
      assert.equal(await by.textContent(), "worker");
      await shot("meanwhile-image");
    });
  });
});

Deno.test("a picture whose connection comes back before its result: the page keeps waiting for it", async () => {
  await withPage({}, async (t) => {
    await withWaitingWorker(t, async (go) => {
      const { page, cutNetwork } = t;
      await page.setInputFiles("#image-file", examplePath("rocket.jpg"));
      await shownText(page, "is working on it").waitFor();
      const mend = cutNetwork();
      await shownText(page, "Reconnecting …").waitFor();
      mend();
      await shownText(page, "Reconnecting …").waitFor({ state: "hidden" });
      await page.locator("[data-result=image] [data-part=busy]").waitFor();
      await go();
      await page.waitForFunction(anotherResultIsShown, "");
    });
  });
});

Deno.test("a camera that was away shows the newest result and how many came meanwhile", async () => {
  await withPage({ path: "/camera" }, async (t) => {
    await withWaitingWorker(t, async (go) => {
      const { page, shot, cutNetwork } = t;
      await page.getByRole("button", { name: "Start camera" }).click();
      await shownText(page, "is working on it").waitFor();
      const mend = cutNetwork();
      await shownText(page, "Reconnecting …").waitFor();
      await go();
      await untilDone(page, t.serverUrl, 1);
      mend();
      await announced(page, /^Connected again; \d results? came meanwhile\.$/);
      await page.locator("[data-result=camera] [data-part=picture]").waitFor();
      await shot("meanwhile-camera");
      await page.waitForFunction(frameIsAbove, 5);
    });
  });
});

Deno.test("a run's own data is shown, not the previous run's, before its first frame is there", async () => {
  await withPage({}, async (t) => {
    const { page } = t;
    await page.selectOption("#image-processor", "intensity");
    await page.setInputFiles("#image-file", examplePath("rocket.jpg"));
    const found = page.getByText("1 variable");
    await found.waitFor();
    const none = page.getByText("data.mat grows with what a processor finds");
    await page.keyboard.press("2");
    await none.waitFor();
    await found.waitFor({ state: "hidden" });
    await page.keyboard.press("1");
    await found.waitFor();
  });
});

Deno.test("a video that waits for a worker shows it, and continues when one connects", async () => {
  await withPage({ path: "/video" }, async (t) => {
    const { page, shot, startWorker } = t;
    await page.selectOption("#video-processor", "workers");
    await page.setInputFiles("#video-file", examplePath("clip.mp4"));
    await shownText(page, "Waiting for a worker to connect").waitFor();
    await shot("video-waiting");
    await startWorker();
    await page.locator("[data-result=video] [data-fact=by]", { hasText: "worker" }).waitFor();
    await shownText(page, "Waiting for a worker to connect").waitFor({ state: "hidden" });
  });
});

Deno.test("a camera that another program holds is explained", async () => {
  // Chromium's fake camera is never in use: the page is given the refusal that browsers give then.
  await withPage({}, async ({ page, shot }) => {
    await page.addInitScript(cameraIsInUse);
    await page.goto(new URL("/camera", page.url()).href);
    await page.getByRole("button", { name: "Start camera" }).click();
    await shownText(page, "The camera is in use").waitFor();
    await shownText(page, "Another program or tab holds it.").waitFor();
    await shot("camera-in-use");
    await page.getByRole("button", { name: "Start camera" }).waitFor();
  });
});

Deno.test("a page that a full server has no session for shows it, and continues when there is room", async () => {
  await withPage({ env: { MAX_SESSIONS: "1" } }, async (t) => {
    const { page, context, url } = t;
    t.expectConsole(/status of 429/);
    await page.locator("body:not(.offline)").waitFor();
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    const other = await context.newPage();
    await other.goto(url);
    await announced(other, "as many sessions as it takes");
    await other.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await shownText(other, "This server has as many sessions as it takes.").waitFor();
    await other.screenshot({ path: `${SCREENSHOTS}/sessions-full.png` });
    await page.close();
    await other.waitForFunction(anotherResultIsShown, "");
    await shownText(other, "This server has as many sessions as it takes.").waitFor({
      state: "hidden",
    });
  });
});

Deno.test("before and after by finger and by keys, in full screen too", async () => {
  await withPage({ context: { hasTouch: true } }, async ({ page, shot }) => {
    await page.setInputFiles("#image-file", examplePath("astronaut.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await page.locator("[data-result=image] [data-part=compare-button]").tap();
    const range = page.locator("[data-result=image] [data-part=compare-range]");
    await range.waitFor();
    assert.equal(await page.evaluate(cutPosition), 50);
    const box = await range.boundingBox();
    assert.ok(box);
    await page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 2);
    await page.waitForFunction(cutIsAnother, 50);
    const tapped = await page.evaluate(cutPosition);
    assert.ok(Math.abs(tapped - 25) < 3, `${tapped}`);
    await range.press("ArrowRight");
    assert.equal(await page.evaluate(cutPosition), tapped + 0.5);
    await page.locator("[data-result=image] [data-part=expand-button]").tap();
    await page.waitForFunction(isFullScreen, "stage");
    await range.press("Home");
    assert.equal(await page.evaluate(cutPosition), 0);
    await range.press("End");
    assert.equal(await page.evaluate(cutPosition), 100);
    await range.fill("40");
    await shot("compare-full-screen");
    await page.keyboard.press("f");
    await page.waitForFunction(isFullScreen, "");
  });
});
