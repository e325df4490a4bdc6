import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { frameIsAbove } from "./in_page.js";
import { rememberCamera } from "./in_storage.js";
import { examplePath, withPage } from "./support.ts";
import { TestCamera } from "../../media/video/camera/test_camera.ts";

const ARGS = ["--use-fake-device-for-media-stream=device-count=3"];
const MENU = "#camera-device";

async function start(page: Page): Promise<void> {
  await page.locator("#camera-start").click();
  await page.waitForFunction(frameIsAbove, 2);
}

/** What the menu shows, once it lists the cameras of this device. */
async function chosen(page: Page): Promise<string> {
  await page.locator(`${MENU} option`).nth(2).waitFor({ state: "attached" });
  return await page.locator(`${MENU} option:checked`).innerText();
}

Deno.test("the camera that was chosen is chosen again on the next visit", () =>
  withPage({ path: "/camera", args: ARGS }, async ({ page, context, url }) => {
    await start(page);
    const names = await page.locator(`${MENU} option`).allInnerTexts();
    assert.equal(names.length, 3);
    await page.selectOption(MENU, { label: names[2] ?? "" });
    await page.waitForFunction(frameIsAbove, 2);
    assert.equal(await chosen(page), names[2]);
    await page.reload();
    await start(page);
    assert.equal(await chosen(page), names[2]);
    // In another tab of the browser, too.
    const other = await context.newPage();
    await other.goto(`${url}/camera`);
    await start(other);
    assert.equal(await chosen(other), names[2]);
    await other.selectOption(MENU, { label: names[1] ?? "" });
    await other.reload();
    await start(other);
    assert.equal(await chosen(other), names[1]);
  }));

Deno.test("any other camera replaces one that is no longer there, without an error", () =>
  withPage({ path: "/camera", args: ARGS }, async ({ page }) => {
    for (const gone of ["f".repeat(64), "network:gone", "network:", "\u0000"]) {
      await page.evaluate(rememberCamera, gone);
      await page.reload();
      await start(page);
      assert.match(await chosen(page), /fake_device_0/);
      assert.ok(!await page.locator("#camera-empty").isVisible());
      await page.locator("#camera-stop").click();
    }
  }));

Deno.test("a network camera is chosen again by its name", async () => {
  const pictures = [await Deno.readFile(examplePath("coffee.jpg"))];
  const camera = new TestCamera({ pictures, everyMs: 50 });
  try {
    const env = { CAMERAS: `door=${camera.address("")},gate=${camera.address("")}` };
    await withPage({ path: "/camera", env, args: ARGS }, async ({ page }) => {
      await page.selectOption(MENU, "network:gate");
      await page.reload();
      assert.equal(await page.inputValue(MENU), "network:gate");
      assert.ok(await page.locator("#camera-size").isDisabled());
      await start(page);
      await page.locator("#camera-stop").click();
      await page.selectOption(MENU, { index: 0 });
      await page.reload();
      assert.notEqual(await page.inputValue(MENU), "network:gate");
    });
  } finally {
    await camera.close();
  }
});
