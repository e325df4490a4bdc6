// Stepping and seeking: the player's frame n shows picture n, of the original and of the result.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { numbered } from "../support/numbered_video.ts";
import { hasPlayedTo, meanIsNear, numbersShown, showsNumber } from "./in_video.js";
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

/** Waits until both sides show the frame on which the player stands, and stand still. */
async function assertShown(page: Page, frame: number, what: string): Promise<void> {
  await page.waitForFunction(showsNumber, frame).catch(() => {});
  let shown = await page.evaluate(numbersShown);
  if (shown.original === -1 || shown.result === -1) {
    // It stood there before a key that leads there took effect, and moves there once more.
    await page.waitForFunction(showsNumber, frame).catch(() => {});
    shown = await page.evaluate(numbersShown);
  }
  const original = shown.original === null ? null : frame;
  assert.deepEqual(shown, { frame, original, result: frame }, what);
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

Deno.test("frame n is picture n at all rates, in variable ones and after holes", () =>
  withClips(async (make) => {
    const vfr = ["-fps_mode", "passthrough", ...H264];
    const whole = await make("whole.mp4", ...numbered(90, 30), ...H264, "-g", "30");
    const aac = await make("tone.m4a", ...TONE);
    const late = ["-itsoffset", "0.0501", "-i", whole, "-i", aac, "-c", "copy"];
    const ms = "round(N*1000/30)*30/1000";
    const clips: [path: string, frames: number][] = [
      [await make("film.mp4", ...numbered(60, "24000/1001"), ...H264), 60],
      [await make("ntsc.mp4", ...numbered(60, "30000/1001"), ...H264), 60],
      [await make("fast.mp4", ...numbered(90, "60000/1001"), ...H264), 90],
      [await make("slow.mp4", ...numbered(6, "1/2"), ...H264), 6],
      // A screen recording: pictures come when something moves.
      [await make("holes.mp4", ...numbered(40, 30, "N+45*gte(N\\,1)+200*gte(N\\,21)"), ...vfr), 40],
      [await make("holes.webm", ...numbered(40, 30, "N+45*gte(N\\,1)"), "-c:v", "libvpx"), 40],
      // A phone: each step is a little different.
      [await make("phone.mp4", ...numbered(90, 30, "N+0.3*sin(N*7)"), ...vfr), 90],
      [await make("rounded.mkv", ...numbered(90, 30, ms), ...vfr), 90],
      // The stated rate is not the one at which the pictures come.
      [await make("stays.mp4", ...numbered(90, 30, "N+60*gte(N\\,89)"), ...vfr), 90],
      [await make("late.ts", ...late), 90],
      [await make("late.mkv", ...late), 90],
    ];
    await withPage({ path: "/video" }, async ({ page }) => {
      for (const [clip, frames] of clips) {
        await play(page, clip, frames);
        await assertSteps(page, frames, clip);
      }
    });
  }));

Deno.test("a video that is held while it plays shows the same picture on both sides", () =>
  withClips(async (make) => {
    const whole = await make("whole.mp4", ...numbered(200, 30), ...H264);
    const tone = ["-f", "lavfi", "-i", "sine=d=7"];
    const late = ["-itsoffset", "0.3", "-i", whole, ...tone, "-c:v", "copy", "-c:a", "aac"];
    const clip = await make("late.mp4", ...late);
    await withPage({ path: "/video" }, async ({ page }) => {
      await play(page, clip, 200);
      for (const least of [5, 60, 120]) {
        await page.keyboard.press("Space");
        await page.waitForFunction(hasPlayedTo, least);
        await page.keyboard.press("Space");
        await page.locator("#video-play[aria-label=Play]").waitFor();
        const { frame } = await page.evaluate(numbersShown);
        assert.ok(frame >= least);
        await assertShown(page, frame, `held at ${frame}`);
      }
      await page.keyboard.press("Space");
      await page.locator("#video-frame").getByText("Frame 199 ").waitFor();
      await assertShown(page, 199, "played to its end");
    });
  }));

Deno.test("the data beside the player are those of the picture that is shown", () =>
  withClips(async (make) => {
    const whole = await make("whole.mp4", ...numbered(40, 30), ...H264);
    const late = ["-itsoffset", "0.045", "-i", whole, ...TONE, "-c:v", "copy", "-c:a", "aac"];
    const clip = await make("late.mp4", ...late);
    await withPage({ path: "/video" }, async ({ page }) => {
      await page.selectOption("#video-processor", "intensity");
      await play(page, clip, 40);
      for (const frame of [31, 8, 7, 0, 15]) {
        await seek(page, frame);
        await assertShown(page, frame, "sought");
        // How many of the eight blocks are white.
        const white = frame.toString(2).replaceAll("0", "").length;
        await page.waitForFunction(meanIsNear, white * 255 / 8);
      }
    });
  }));

Deno.test("frame n is picture n where the browser decodes, too", () =>
  withClips(async (make) => {
    const mp4 = await make("base.mp4", ...numbered(40, 30), ...H264);
    const webm = await make("base.webm", ...numbered(40, 30), "-c:v", "libvpx", "-g", "15");
    const aac = await make("tone.m4a", "-f", "lavfi", "-i", "sine=d=1");
    const copy = ["-c", "copy"];
    const late = (seconds: number, path: string) => ["-itsoffset", String(seconds), "-i", path];
    const clips = [
      await make("later45.mp4", ...late(0.045, mp4), "-i", aac, ...copy),
      await make("alone1000.mp4", ...late(1, mp4), ...copy),
      await make("hours.webm", ...late(36_000.3, webm), ...copy, "-copyts"),
    ];
    await withPage({ path: "/video", env: { FFMPEG: "off" } }, async ({ page }) => {
      for (const clip of clips) {
        await play(page, clip, 40);
        await assertSteps(page, 40, clip);
      }
    });
  }));
