// Stepping and seeking: the player's frame n shows picture n, of the original and of the result.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { numbered } from "../support/numbered_video.ts";
import { numbersShown } from "./in_video.js";
import { withPage } from "./support.ts";

/** Makes a file in a directory that is there for the test. */
type Make = (name: string, ...args: readonly string[]) => Promise<string>;

async function withClips(test: (make: Make) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-steps-" });
  try {
    await test(async (name, ...args) => {
      const path = `${directory}/${name}`;
      const { success, stderr } = await new Deno.Command("ffmpeg", {
        args: ["-nostdin", "-v", "error", "-y", ...args, path],
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      return path;
    });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Gives a file and waits for the player. */
async function play(page: Page, path: string, frames: number): Promise<void> {
  await page.setInputFiles("#video-file", path);
  // The player of the video before is gone by then.
  await page.locator("#video-name").getByText(path.slice(path.lastIndexOf("/") + 1)).waitFor();
  const last = `(0 to ${frames - 1})`;
  await page.locator("#video-frame").getByText(last).waitFor();
}

/** Waits until both sides show the frame on which the player stands. */
async function assertShown(page: Page, frame: number, what: string): Promise<void> {
  let shown = await page.evaluate(numbersShown);
  // A frame that was sought is drawn a little later.
  for (let look = 0; look < 60 && !isAt(shown, frame); look++) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    shown = await page.evaluate(numbersShown);
  }
  assert.deepEqual(shown, { frame, original: frame, result: frame }, what);
}

function isAt(shown: { frame: number; original: number; result: number }, frame: number): boolean {
  return shown.frame === frame && shown.original === frame && shown.result === frame;
}

/** Seeks as the bar does. */
async function seek(page: Page, frame: number): Promise<void> {
  await page.fill("#video-seek", String(frame));
}

/** Steps from both ends, and seeks. */
async function assertSteps(page: Page, frames: number, what: string): Promise<void> {
  await page.keyboard.press("Home");
  await assertShown(page, 0, what);
  for (let frame = 1; frame < 4; frame++) {
    await page.keyboard.press("ArrowRight");
    await assertShown(page, frame, what);
  }
  for (const frame of [Math.floor(frames / 2), frames - 2, 2]) {
    await seek(page, frame);
    await assertShown(page, frame, what);
  }
  await page.keyboard.press("End");
  await assertShown(page, frames - 1, what);
  await page.keyboard.press("ArrowLeft");
  await assertShown(page, frames - 2, what);
}

const H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast"];
const TONE = ["-f", "lavfi", "-i", "sine=d=2"];

Deno.test("frame n is picture n in videos whose tracks begin apart, and whose clocks begin late", () =>
  withClips(async (make) => {
    const mp4 = await make("base.mp4", ...numbered(40, 30), ...H264);
    const webm = await make("base.webm", ...numbered(40, 30), "-c:v", "libvpx", "-g", "15");
    const aac = await make("tone.m4a", ...TONE);
    const opus = await make("tone.webm", ...TONE);
    const copy = ["-c", "copy"];
    const late = (seconds: number, path: string) => ["-itsoffset", String(seconds), "-i", path];
    const clips = [
      mp4,
      await make("later45.mp4", ...late(0.045, mp4), "-i", aac, ...copy),
      await make("later45.mov", ...late(0.045, mp4), "-i", aac, ...copy),
      await make("later50.mp4", ...late(0.05, mp4), "-i", aac, ...copy),
      await make("later1000.mp4", ...late(1, mp4), "-i", aac, ...copy),
      await make("sound500.mp4", "-i", mp4, ...late(0.5, aac), ...copy),
      await make("alone1000.mp4", ...late(1, mp4), ...copy),
      await make("later300.webm", ...late(0.3, webm), "-i", opus, ...copy),
      await make("sound300.webm", "-i", webm, ...late(0.3, opus), ...copy),
      await make("hours.webm", ...late(36_000.3, webm), ...late(36_000, opus), ...copy, "-copyts"),
      await make(
        "hours.mp4",
        ...[...late(36_000, mp4), ...copy, "-copyts"],
        ...["-movflags", "frag_keyframe+empty_moov+delay_moov"],
      ),
    ];
    await withPage({ path: "/video" }, async ({ page }) => {
      for (const clip of clips) {
        await play(page, clip, 40);
        await assertSteps(page, 40, clip);
      }
    });
  }));
