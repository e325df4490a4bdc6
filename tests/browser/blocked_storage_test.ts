import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { frameIsAbove } from "./in_page.js";
import { blockStorage, fillStorage, shownTheme } from "./in_storage.js";
import { examplePath, shownText, withPage } from "./support.ts";

/** Uses every tab, and what the page otherwise remembers. */
async function useAll(page: Page): Promise<void> {
  await page.locator("#image-empty [data-example]").first().click();
  await page.locator("[data-result=image] [data-part=picture]").waitFor();
  await page.keyboard.press("b");
  await page.keyboard.press("b");
  const before = await page.evaluate(shownTheme);
  await page.locator("#theme-button").click();
  assert.notEqual(await page.evaluate(shownTheme), before);
  await page.locator("#data-details summary").click();

  await page.locator("[data-tab-link=camera]").click();
  await page.locator("#camera-start").click();
  await page.waitForFunction(frameIsAbove, 5);
  await page.selectOption("#camera-device", { index: 0 });
  await page.waitForFunction(frameIsAbove, 5);
  await page.locator("#camera-stop").click();

  await page.locator("[data-tab-link=video]").click();
  await page.locator("#video-example:enabled").waitFor();
  await page.setInputFiles("#video-file", examplePath("clip.mp4"));
  await page.locator("#video-player").waitFor();

  await page.locator("[data-tab-link=image-set]").click();
  await page.locator("#image-set-examples:enabled").click();
  await page.locator("#image-set-count", { hasText: /^4 of 4$/ }).waitFor();

  await page.locator("[data-tab-link=streams]").click();
  await shownText(page, "No client is sending.").waitFor();
  await page.goto(new URL("/api", page.url()).href);
  await page.locator("#theme-button").click();
  await page.goto(new URL("/image-set", page.url()).href);
  await page.locator("#image-set-examples:enabled").waitFor();
}

const ways = [["blocked", blockStorage], ["full", fillStorage]] as const;
for (const [name, block] of ways) {
  Deno.test(`every tab works where the browser's storage is ${name}`, () =>
    withPage({ env: { SHOW_STREAMS: "true" } }, async ({ page, context }) => {
      await context.addInitScript(block);
      await page.reload();
      await useAll(page);
    }));
}

Deno.test("the page is in the user's language where storage is blocked", () =>
  withPage({ context: { locale: "pt-BR" } }, async ({ page, context }) => {
    await context.addInitScript(blockStorage);
    await page.reload();
    await page.locator("#image-empty [data-example]").first().click();
    await page.locator("[data-result=image] [data-part=picture]").waitFor();
    await shownText(page, "Resultado").waitFor();
  }));
