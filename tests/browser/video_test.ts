import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import { drop, examplePath, paste, sessionOf, shownText, withPage } from "./support.ts";
import { videosAreInStep } from "./in_video.js";
import { makeVideo, streamsOf } from "../support/ffmpeg.ts";

const CLIP = examplePath("clip.mp4");

async function give(page: Page, path: string): Promise<void> {
  await page.setInputFiles("#video-file", path);
}

/** Ends the page's session, as framebox does with one that was idle for too long. */
async function endSession(page: Page, serverUrl: string): Promise<void> {
  const address = `${serverUrl}/api/v1/sessions/${await sessionOf(page)}`;
  await (await fetch(address, { method: "DELETE" })).body?.cancel();
}

/** Waits until the player is there and returns the count of frames that it shows. */
async function played(page: Page): Promise<number> {
  await page.locator("#video-player").waitFor();
  const words = await page.locator("#video-frame").textContent() ?? "";
  return Number(/ to (\d+)/.exec(words)?.[1]) + 1;
}

/** Downloads the video of the results; returns where it is. */
async function takeHome(page: Page, name: string): Promise<string> {
  await page.click("[data-result=video] [popovertarget=video-downloads]");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click("[data-result=video] [data-part=mp4]"),
  ]);
  assert.equal(download.suggestedFilename(), name);
  return await download.path();
}

Deno.test("a video runs through a processor, is played beside the original, and taken home", () =>
  withPage({ path: "/video" }, async (t) => {
    const { page } = t;
    await shownText(page, "Drop a video here").waitFor();
    await t.shot("video-empty");
    await checkAccess(t, { themes: true });
    await page.selectOption("#video-processor", "intensity");
    await page.click("#video-example");
    await page.locator("[data-result=video] canvas:not([hidden])").waitFor();
    await t.shot("video-running");
    await checkAccess(t);
    assert.equal(await played(page), 150);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator("#video-frame").getByText("Frame 2 (0 to 149)").waitFor();
    await page.keyboard.press("End");
    await page.locator("#video-frame").getByText("Frame 149 (0 to 149)").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(videosAreInStep);
    await page.locator("#video-values").getByText("mean").waitFor();
    await t.shot("video-done");
    await checkAccess(t, { themes: true });
    await t.shot("video-done-dark");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator("#video-player").scrollIntoViewIfNeeded();
    await t.shot("video-done-phone");
    await checkAccess(t);
    await page.setViewportSize({ width: 1440, height: 900 });
    const streams = await streamsOf(await takeHome(page, "clip-result.mp4"));
    assert.deepEqual(streams, ["video h264 640x360 150", "audio aac"]);
  }));

Deno.test("the run of a video continues while the page reloads", () =>
  withPage({ path: "/video" }, async ({ page }) => {
    await page.click("#video-example");
    await page.locator("[data-result=video] canvas:not([hidden])").waitFor();
    await page.reload();
    assert.equal(await played(page), 150);
    await page.reload();
    assert.equal(await played(page), 150, "its result is there as well");
  }));

Deno.test("a video is dropped on the page", () =>
  withPage({ path: "/video" }, async ({ page }) => {
    await page.locator("#video-example:enabled").waitFor();
    await drop(page, "#video-drop", CLIP);
    assert.equal(await played(page), 150);
  }));

Deno.test("what is dropped or pasted opens the tab that takes it", () =>
  withPage({ path: "/camera" }, async ({ page }) => {
    await sessionOf(page);
    await drop(page, "#tab-camera", CLIP);
    assert.equal(await played(page), 150);
    await paste(page, examplePath("coffee.jpg"));
    await page.locator("#tab-image #image-name").getByText("coffee.jpg").waitFor();
    await page.goBack();
    assert.equal(await played(page), 150, "the video is there as it was");
  }));

Deno.test("a video is paused, resumed and cancelled", () =>
  withPage({ path: "/video" }, async (t) => {
    const { page } = t;
    const long = await makeVideo({ seconds: 60, size: "640x360", rate: 30 });
    try {
      await give(page, long);
      await page.locator("[data-result=video] canvas:not([hidden])").waitFor();
      await page.keyboard.press("Space");
      await shownText(page, "Go on").waitFor();
      const words = page.locator("#video-words");
      await words.getByText(/^Paused at/).waitFor();
      await t.shot("video-paused");
      await page.keyboard.press("Space");
      await words.getByText(/left$/).waitFor();
      const removed = page.waitForResponse((response) => response.request().method() === "DELETE");
      await page.click("#video-cancel");
      await shownText(page, "The run was cancelled").waitFor();
      assert.equal((await removed).status(), 204, "its files make room");
      await t.shot("video-cancelled");
    } finally {
      await Deno.remove(long);
    }
  }));

Deno.test("what is no video is refused with a sentence", () =>
  withPage({ path: "/video" }, async (t) => {
    const { page } = t;
    t.expectConsole(/status of 400/);
    const path = await Deno.makeTempFile({ suffix: ".mp4" });
    await Deno.writeTextFile(path, "This is a letter, not a film. ".repeat(100));
    try {
      await give(page, path);
      await shownText(page, "This did not work").waitFor();
      await t.shot("video-bad");
      await checkAccess(t);
    } finally {
      await Deno.remove(path);
    }
  }));

Deno.test("a lost connection costs no part of an upload", () =>
  withPage({ path: "/video" }, async (t) => {
    const { page } = t;
    const long = await makeVideo({ seconds: 4, size: "1280x720", rate: 30, bitrate: "60M" });
    try {
      const sending = page.waitForRequest((request) => request.method() === "PATCH");
      await give(page, long);
      await sending;
      const mend = t.cutNetwork();
      await page.locator("#video-words").getByText("Reconnecting …").waitFor();
      mend();
      assert.equal(await played(page), 120);
    } finally {
      await Deno.remove(long);
    }
  }));

Deno.test("without ffmpeg the browser decodes the video, and makes a WebM of the results", () =>
  withPage({ path: "/video", env: { FFMPEG: "off" } }, async (t) => {
    const { page } = t;
    await shownText(page, "this server has no ffmpeg").waitFor();
    await page.click("#video-example");
    await page.locator("[data-result=video] canvas:not([hidden])").waitFor();
    await t.shot("video-browser");
    assert.equal(await played(page), 150);
    await t.shot("video-browser-done");
    const [video = ""] = await streamsOf(await takeHome(page, "clip-result.webm"));
    assert.match(video, /^video vp[89] 640x360 150$/);
  }));

for (const decoder of ["ffmpeg", "browser"]) {
  const env = decoder === "browser" ? { FFMPEG: "off" } : {};
  Deno.test(`another processor throws no video away that is done by ${decoder}`, () =>
    withPage({ path: "/video", env }, async ({ page }) => {
      const by = page.locator("[data-result=video] [data-fact=by]");
      await page.selectOption("#video-processor", "workers");
      await page.click("#video-example");
      // No worker is there: what waits goes to framebox itself, without beginning anew.
      await page.getByRole("button", { name: "Use built-in" }).click();
      assert.equal(await played(page), 150);
      assert.equal(await by.textContent(), "Grey");
      assert.ok(await page.locator("#video-again").isHidden());
      await page.selectOption("#video-processor", "edges");
      assert.ok(await page.locator("#video-player").isVisible());
      await page.getByRole("button", { name: "Start again with Edges" }).click();
      await by.getByText("Edges").waitFor();
      assert.equal(await played(page), 150);
      assert.ok(await page.locator("#video-again").isHidden());
    }));

  Deno.test(`a video by ${decoder} starts again after its session has ended`, () =>
    withPage({ path: "/video", env }, async (t) => {
      const { page } = t;
      t.expectConsole(/status of 404/);
      await page.click("#video-example");
      await played(page);
      await endSession(page, t.serverUrl);
      await shownText(page, "This session has ended; its files are gone.").waitFor();
      await checkAccess(t);
      await page.getByRole("button", { name: "Start again" }).click();
      assert.equal(await played(page), 150);
    }));
}

Deno.test("a video that was loaded anew makes room for another when its session has ended", () =>
  withPage({ path: "/video" }, async (t) => {
    const { page } = t;
    t.expectConsole(/status of 404/);
    await page.click("#video-example");
    await played(page);
    await page.reload();
    await played(page);
    await endSession(page, t.serverUrl);
    await page.getByRole("button", { name: "Start again" }).click();
    await shownText(page, "Drop a video here").waitFor();
    await page.click("#video-example");
    assert.equal(await played(page), 150);
  }));
