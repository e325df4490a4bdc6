/**
 * `deno task screenshots`: takes the pictures in docs/screenshots/ from the running page, or those that arguments name.
 * Needs what the tests in the browser and with clusters need: Chromium, ffmpeg, MinIO, and Python with grpcio, SciPy
 * and OpenCV.
 *
 * @module
 */
import type { BrowserContextOptions, Page } from "playwright-core";
import { asOperator } from "../clusters/framebox_support.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { PLANTS, YOLO } from "../support/oscar/test_services.ts";
import { Child } from "../support/process.ts";
import { boxesAreDrawn, plotIsDrawn } from "./in_data.js";
import { animationsAreOver, anotherResultIsShown, waitForPaint } from "./in_page.js";
import { videosStandAt } from "./in_video.js";
import { lines, RESULT, untilFrame, withStreams } from "./streams_support.ts";
import { examplePath, shownText, withPage } from "./support.ts";

const SCREENSHOTS = new URL("../../docs/screenshots/", import.meta.url).pathname;
const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const PYTHON_FILES = new URL("python/", import.meta.url).pathname;
const PROCESSORS =
  new URL("../../docs/examples/processors/brightest_spot.js", import.meta.url).pathname;

/** Of the video, and how many of them it shows a second. */
const FRAMES = 120;
const RATE = 30;

/** How the page is looked at. */
function looks(colorScheme: "light" | "dark"): BrowserContextOptions {
  return { colorScheme, viewport: { width: 1280, height: 800 }, locale: "en-US" };
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(640, 799);
  await page.locator("#toast:not(.shown)").waitFor({ state: "attached" });
  await page.waitForFunction(animationsAreOver);
  await page.evaluate(waitForPaint);
  await page.screenshot({ path: `${SCREENSHOTS}${name}.jpg`, type: "jpeg", quality: 85 });
  await Deno.stdout.write(new TextEncoder().encode(`docs/screenshots/${name}.jpg\n`));
}

async function whileWorking(
  script: string,
  grpcPort: number,
  work: () => Promise<void>,
): Promise<void> {
  const child = new Child(PYTHON, { args: [PYTHON_FILES + script, `127.0.0.1:${grpcPort}`] });
  try {
    await work();
  } finally {
    await child.stop("SIGKILL");
  }
}

/** A video that moves over an example; screenshots_worker.py knows how. */
async function makeClip(directory: string): Promise<string> {
  const path = `${directory}/clip-720p.mp4`;
  const pan = `crop=1280:720:x='320*(1-cos(n/${FRAMES}*PI))/2':y=30`;
  const { success, stderr } = await new Deno.Command("ffmpeg", {
    args: [
      ...["-v", "error", "-y", "-loop", "1", "-framerate", `${RATE}`],
      ...["-i", examplePath("astronaut.jpg"), "-frames:v", `${FRAMES}`],
      ...["-vf", `scale=1600:1600:flags=lanczos,${pan},format=yuv420p`, "-c:v", "libx264", path],
    ],
  }).output();
  if (!success) throw new Error(`ffmpeg failed: ${new TextDecoder().decode(stderr)}`);
  return path;
}

async function imageScreenshot(): Promise<void> {
  await withPage({ context: looks("light") }, async ({ page }) => {
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await page.click("[data-result=image] [data-part=compare-button]");
    await page.locator("[data-result=image] [data-part=compare-range]").waitFor();
    await take(page, "image-light");
  });
}

async function phoneScreenshot(): Promise<void> {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  await withPage({ context: { ...looks("dark"), ...phone } }, async ({ page }) => {
    await page.selectOption("#image-processor", "edges");
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await take(page, "phone-dark");
  });
}

async function videoScreenshots(): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-screenshots-" });
  try {
    const clip = await makeClip(directory);
    const options = { path: "/video", context: looks("light") };
    await withPage(
      options,
      ({ page, grpcPort }) =>
        whileWorking("screenshots_worker.py", grpcPort, async () => {
          await page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
          await page.setInputFiles("#video-file", clip);
          await page.locator("#video-player").waitFor();
          await page.locator("#data-summary", { hasText: `${FRAMES} variables` }).waitFor();
          for (let step = 0; step < FRAMES / 2; step++) await page.keyboard.press("ArrowRight");
          // What is drawn belongs to that frame: the face has moved half of its way.
          await page.locator("#video-frame", { hasText: `Frame ${FRAMES / 2} ` }).waitFor();
          await page.locator("#video-values", { hasText: /x\s*378/ }).waitFor();
          await page.waitForFunction(videosStandAt, FRAMES / 2 / RATE);
          const wanted: [string, number] = ["video", 2];
          await page.waitForFunction(boxesAreDrawn, wanted);
          await take(page, "video-light");
          await page.emulateMedia({ colorScheme: "dark" });
          await page.locator("#data-details summary").click();
          await page.getByRole("tab", { name: "Plot", exact: true }).click();
          await page.waitForFunction(plotIsDrawn);
          await take(page, "data-dark");
        }),
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function streamsScreenshot(): Promise<void> {
  await withStreams(
    { env: { PROCESSORS }, context: looks("dark") },
    (t) =>
      whileWorking("boxes_worker.py", t.grpcPort, async () => {
        const { page } = t;
        const launch = { NAME: "harbour/launch pad", PICTURE: examplePath("rocket.jpg") };
        const clients = [
          () => t.mediaGraph({ ...launch, PROCESSOR: "workers" }),
          () => t.mediaGraph({ NAME: "bar/table 4", PROCESSOR: "brightest_spot" }),
          () => t.mediaGraph({ NAME: "hall/door", PICTURE: examplePath("chelsea.jpg") }),
          () => t.imageTest({ PICTURES: examplePath("astronaut.jpg") }),
        ];
        // One after the other: they are listed in the order in which they come.
        for (const [at, start] of clients.entries()) {
          start();
          await page.locator('.stream[data-state="live"]').nth(at).waitFor();
        }
        await lines(page).filter({ hasText: "launch pad" }).click();
        await untilFrame(page, 60);
        await page.locator(`${RESULT} canvas.boxes:visible`).waitFor();
        await take(page, "streams-dark");
      }),
  );
}

async function servicesScreenshot(): Promise<void> {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [YOLO, PLANTS] });
  const options = {
    env: asOperator(cluster),
    path: `/services/oscar/${YOLO.name}`,
    context: looks("light"),
  };
  await withPage(options, async ({ page }) => {
    for (const name of ["coffee.jpg"]) {
      await page.setInputFiles("#service-form input[type=file]", examplePath(name));
      await page.click("#service-run");
      await shownText(page, "Done in").first().waitFor();
    }
    await page.locator("#services-pictures canvas.boxes[data-count]").waitFor();
    await take(page, "services-light");
  });
}

const SHOTS: Readonly<Record<string, () => Promise<void>>> = {
  image: imageScreenshot,
  phone: phoneScreenshot,
  video: videoScreenshots,
  streams: streamsScreenshot,
  services: servicesScreenshot,
};

const chosen = Deno.args.length > 0 ? Deno.args : Object.keys(SHOTS);
for (const name of chosen) await SHOTS[name]?.();
