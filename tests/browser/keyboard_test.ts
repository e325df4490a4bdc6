import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { anotherResultIsShown, focusNow } from "./in_page.js";
import { examplePath, withPage } from "./support.ts";

/** Presses Tab until the focus is back at the page's beginning; resolves to where it was. */
async function walk(page: Page): Promise<string[]> {
  const way: string[] = [];
  for (let steps = 0; steps < 200; steps++) {
    await page.keyboard.press("Tab");
    const { focus, isSeen } = await page.evaluate(focusNow);
    if (focus === "" || focus === way[0]) return way;
    assert.ok(isSeen, `the focus on ${focus} is not seen`);
    way.push(focus);
  }
  throw new Error(`no end: ${way.slice(-5)}`);
}

async function press(page: Page, selector: string, key = "Enter"): Promise<void> {
  await page.locator(selector).focus();
  await page.keyboard.press(key);
}

async function hasFocus(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector}:focus`).waitFor();
}

for (const path of ["/", "/camera", "/video", "/image-set", "/api"]) {
  Deno.test(`Tab comes to every control of ${path} in order, and is seen there`, async () => {
    await withPage({ path }, async ({ page }) => {
      // The tab's script has come: some controls wait for it.
      await page.waitForLoadState("networkidle");
      const { controls } = await page.evaluate(focusNow);
      assert.ok(controls.length > 8, controls.join(" "));
      assert.deepEqual(await walk(page), controls);
    });
  });
}

Deno.test("Tab comes to every tool of a result", async () => {
  await withPage({}, async ({ page }) => {
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await page.locator("#data-summary").waitFor();
    assert.deepEqual(await walk(page), (await page.evaluate(focusNow)).controls);
  });
});

Deno.test("the first Tab leads past the header", async () => {
  await withPage({}, async ({ page }) => {
    await page.keyboard.press("Tab");
    await hasFocus(page, ".skip");
    await page.keyboard.press("Enter");
    await hasFocus(page, "#main");
    await page.keyboard.press("Tab");
    const { focus } = await page.evaluate(focusNow);
    assert.match(focus, /Choose a picture/);
  });
});

Deno.test("a picture is chosen, compared and saved by keys alone; the focus is never lost", async () => {
  await withPage({}, async ({ page }) => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      press(page, "#image-empty [data-choose]"),
    ]);
    await chooser.setFiles(examplePath("coffee.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await hasFocus(page, "#image-change [data-choose]");
    const result = "[data-result=image]";
    await press(page, `${result} [data-part=compare-button]`);
    await hasFocus(page, `${result} [data-part=compare-range]`);
    await page.keyboard.press("ArrowLeft");
    const cut = await page.locator(`${result} .compare`).getAttribute("style");
    assert.equal(cut, "--cut: 49.5%;");
    await page.keyboard.press("c");
    await hasFocus(page, `${result} [data-part=compare-button]`);
    await press(page, `${result} [popovertarget]`);
    await page.keyboard.press("Tab");
    await hasFocus(page, `${result} [data-part=jpeg]`);
    await page.keyboard.press("Escape");
    await hasFocus(page, `${result} [popovertarget]`);
    await press(page, "#data-details summary");
    await page.locator("#data-details[open]").waitFor();
  });
});

Deno.test("dialogs and popovers give the focus back", async () => {
  await withPage({}, async ({ page }) => {
    await press(page, "#help-button");
    await hasFocus(page, "#help button");
    await page.keyboard.press("Escape");
    await hasFocus(page, "#help-button");
    await press(page, "#workers-button", "Space");
    await page.locator("#workers-popover .hint").waitFor();
    await page.keyboard.press("Tab");
    await hasFocus(page, "#workers-popover [data-copy]");
    await page.keyboard.press("Escape");
    await hasFocus(page, "#workers-button");
  });
});

Deno.test("the camera is started, paused and stopped by keys; the focus moves to the next control", async () => {
  await withPage({ path: "/camera" }, async ({ page }) => {
    await press(page, "#camera-start");
    await hasFocus(page, "#camera-pause");
    await page.locator("[data-result=camera] [data-part=picture]").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#camera-pause", { hasText: "Go on" }).waitFor();
    await press(page, "#camera-stop");
    await hasFocus(page, "#camera-start");
  });
});

Deno.test("keys 1 to 4 open the tabs; what was looked at loses the focus to the page", async () => {
  await withPage({}, async ({ page, url }) => {
    await page.locator("#image-empty [data-choose]").focus();
    for (
      const [key, path] of [["2", "/camera"], ["3", "/video"], ["4", "/image-set"], ["1", "/"]]
    ) {
      await page.keyboard.press(key!);
      assert.equal(page.url(), `${url}${path}`);
      await hasFocus(page, "#main");
    }
  });
});
