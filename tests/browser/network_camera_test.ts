import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { TestCamera, type TestCameraOptions } from "../../media/video/camera/test_camera.ts";
import { checkAccess } from "./access.ts";
import { frameIsAbove, frameIsBelow } from "./in_page.js";
import {
  announced,
  examplePath,
  type PageTest,
  type PageTestOptions,
  shownText,
  withPage,
} from "./support.ts";

const CANVAS = "[data-result=camera] [data-part=picture]";
const LOGIN = { user: "us er", password: "p@ss/1" };
const IN_ADDRESS = "us%20er:p%40ss%2F1";
const EVERY_MS = 50;

const pictures = await Promise.all(
  ["coffee.jpg"].map((name) => Deno.readFile(examplePath(name))),
);

/** A page of a server with the camera "door". */
async function withCamera(
  options: Partial<TestCameraOptions> & { page?: PageTestOptions },
  test: (t: PageTest, camera: TestCamera) => Promise<void>,
): Promise<void> {
  const { page, ...behaviour } = options;
  const camera = new TestCamera({ pictures, everyMs: EVERY_MS, ...behaviour });
  const CAMERAS = `door=${camera.address(behaviour.login ? IN_ADDRESS : "")},` +
    `gate=${camera.address("", "/nothing")}`;
  try {
    const env = { CAMERAS, ...page?.env };
    await withPage({ path: "/camera", ...page, env }, (t) => test(t, camera));
  } finally {
    await camera.close();
  }
}

/** Picks a camera and starts it. */
async function start(page: Page, name = "door"): Promise<void> {
  await page.selectOption("#camera-device", `network:${name}`);
  await page.locator("#camera-start").click();
}

async function untilFrame(page: Page, least: number): Promise<void> {
  await page.locator(CANVAS).waitFor();
  await page.waitForFunction(frameIsAbove, least);
}

async function frameNumber(page: Page): Promise<number> {
  return Number(await page.locator("[data-result=camera] [data-fact=frame]").textContent());
}

Deno.test("a network camera is picked by its name: its picture at the left, results at the right", async () => {
  await withCamera({}, async (t, camera) => {
    const { page, shot } = t;
    await shot("network-camera-choice");
    await start(page);
    await page.locator("#camera-network:visible").waitFor();
    await untilFrame(page, 20);
    await page.locator("#camera-shown-size", { hasText: "600 × 400" }).waitFor();
    await page.locator("[data-result=camera] [data-fact=latency]", { hasText: /^\d+ ms$/ })
      .waitFor();
    assert.equal(await page.locator("#camera-network").getAttribute("alt"), "What door sees");
    await shot("network-camera-live");
    await checkAccess(t, { themes: true });
    await page.keyboard.press("c");
    await page.locator("[data-result=camera] .compare canvas").waitFor();
    await shot("network-camera-compare");
    await page.keyboard.press("c");
    await page.selectOption("#camera-processor", "edges");
    await page.locator("[data-result=camera] [data-fact=by]", { hasText: "Edges" }).waitFor();
    const before = await frameNumber(page);
    await page.locator("#camera-reset").click();
    await page.waitForFunction(frameIsBelow, before);
    await untilFrame(page, 10);
    // The page's own connections are two: what the camera sees, and framebox's one for the run.
    assert.equal(camera.viewers, 1);
    await page.locator("#camera-stop").click();
    await shownText(page, "The camera is off").waitFor();
    await camera.untilViewers(0);
  });
});

Deno.test("a camera that goes away is reported, with its last picture; it comes back by itself", async () => {
  await withCamera({}, async (t, camera) => {
    const { page, shot } = t;
    await start(page);
    await untilFrame(page, 20);
    await camera.close();
    await shownText(page, "door is away since").waitFor();
    await page.locator("#tab-camera .stage.dim #camera-network:visible").waitFor();
    await shownText(page, "It refuses the connection. Trying again.").waitFor();
    await shot("network-camera-away");
    await checkAccess(t, { themes: true });
    const before = await frameNumber(page);
    const again = new TestCamera({ pictures, everyMs: EVERY_MS, port: camera.port });
    try {
      await page.locator("#camera-away").waitFor({ state: "hidden" });
      await untilFrame(page, before + 10);
      await announced(page, "door is back.");
    } finally {
      await again.close();
    }
  });
});

Deno.test("space pauses and resumes a network camera; another camera takes its place", async () => {
  await withCamera({}, async ({ page, shot }, camera) => {
    await start(page);
    await untilFrame(page, 10);
    await page.locator("#camera-input-title").click();
    await page.keyboard.press("Space");
    await page.locator("#camera-pause", { hasText: "Go on" }).waitFor();
    await page.locator("#camera-network[src^='blob:']").waitFor();
    await camera.untilViewers(0);
    await shot("network-camera-paused");
    const before = await frameNumber(page);
    await page.keyboard.press("Space");
    await untilFrame(page, before + 10);
    await page.selectOption("#camera-device", "network:gate");
    await shownText(page, "gate is away since").waitFor();
    await shownText(page, "It has nothing at that path.").waitFor();
    await shot("network-camera-never-there");
    await page.selectOption("#camera-device", "");
    await page.locator("#camera-video:visible").waitFor();
    await untilFrame(page, 10);
  });
});

for (
  const challenge of [
    'Basic realm="cam"',
    'Digest realm="cam", nonce="abc", qop="auth", algorithm=SHA-256',
  ]
) {
  Deno.test(`a camera that asks for ${challenge.split(" ")[0]} is shown`, async () => {
    await withCamera({ challenge, login: LOGIN }, async ({ page }) => {
      await start(page);
      await untilFrame(page, 10);
      const html = await page.content();
      assert.ok(!/p@ss|p%40ss|video\.mjpg/.test(html));
    });
  });
}

Deno.test("after framebox or the network was away, the camera resumes by itself", async () => {
  await withCamera({}, async ({ page, restartFramebox, cutNetwork, expectConsole, shot }) => {
    expectConsole(/status of (404|503)/);
    await start(page);
    await untilFrame(page, 20);
    const before = await frameNumber(page);
    const mend = cutNetwork();
    await shownText(page, "Reconnecting …").waitFor();
    await shot("network-camera-reconnecting");
    mend();
    await untilFrame(page, before + 20);
    await restartFramebox(() => shownText(page, "Reconnecting …").waitFor());
    await page.locator("[data-result=camera] .stage:not(.dim)").waitFor();
    await untilFrame(page, 5);
    await page.locator("#camera-network:visible").waitFor();
  });
});

Deno.test("a page that is not secure offers the network cameras, on a phone and in Portuguese", async () => {
  const args = ["--host-resolver-rules=MAP box.test 127.0.0.1"];
  const env = { ALLOWED_HOSTS: "box.test" };
  const context = {
    viewport: { width: 390, height: 844 },
    locale: "pt-BR",
    colorScheme: "dark",
  } as const;
  await withCamera({ page: { args, env, host: "box.test", context } }, async (t, camera) => {
    const { page, shot, expectConsole } = t;
    expectConsole(/Cross-Origin-Opener-Policy header has been ignored/);
    assert.equal(await page.locator("#camera-device").inputValue(), "network:door");
    await page.locator("#camera-start").click();
    await untilFrame(page, 10);
    await shot("network-camera-phone");
    await camera.close();
    await shownText(page, "door está fora desde").waitFor();
    await shot("network-camera-phone-away");
    await checkAccess(t);
  });
});
