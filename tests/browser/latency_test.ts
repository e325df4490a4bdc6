import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import { splitIsFilled, splitWidths } from "./in_live.js";
import { examplePath, withPage } from "./support.ts";

const strip = (page: Page, kind: string) =>
  page.locator(`[data-result=${kind}] [data-part=split-button]`);
const legend = (page: Page, kind: string) =>
  page.locator(`[data-result=${kind}] [data-part=split-legend]`);

Deno.test("a camera's latency is split into browser, queue, processor and server, with a legend", async () => {
  await withPage({ path: "/camera" }, async (t) => {
    const { page, shot } = t;
    await page.getByRole("button", { name: "Start camera" }).click();
    await page.waitForFunction(splitIsFilled, "camera");
    const label = await strip(page, "camera").getAttribute("aria-label") ?? "";
    assert.match(
      label,
      /^Where the time goes: browser and network [\d.]+ ms, waiting [\d.]+ ms, processor [\d.]+ ms, server [\d.]+ ms$/,
    );
    const place = await strip(page, "camera").boundingBox();
    await strip(page, "camera").hover();
    await legend(page, "camera").waitFor();
    for (const name of ["browser", "worker"]) {
      const row = legend(page, "camera").locator(`[data-split-row=${name}] td`);
      await row.filter({ hasText: /^\d.* ms$/ }).first().waitFor();
      assert.match(await row.nth(1).textContent() ?? "", /^[\d.]+ ms$/);
    }
    await shot("latency-camera");
    await checkAccess(t, { themes: true });
    const widths = await page.evaluate(splitWidths, "camera");
    const [browser = 0, , worker = 0] = widths;
    assert.ok(browser > 0 && worker > 0, `${widths}`);
    await page.mouse.move(5, 300);
    await legend(page, "camera").waitFor({ state: "hidden" });
    assert.deepEqual(await strip(page, "camera").boundingBox(), place, "nothing has moved");
  });
});

Deno.test("an image's strip opens by keyboard and by tap, and closes with Escape", async () => {
  await withPage({ context: { hasTouch: true } }, async ({ page, shot }) => {
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await page.waitForFunction(splitIsFilled, "image");
    await page.locator("#image-processor").focus();
    await page.locator("[data-result=image] .code-button").focus();
    await page.keyboard.press("Tab");
    await legend(page, "image").waitFor();
    await shot("latency-image");
    await page.keyboard.press("Escape");
    await legend(page, "image").waitFor({ state: "hidden" });
    await strip(page, "image").tap();
    await legend(page, "image").waitFor();
    await page.locator("#image-input-title").tap();
    await legend(page, "image").waitFor({ state: "hidden" });
  });
});

Deno.test("on a phone the strip has its place, in Portuguese its words", async () => {
  const context = { locale: "pt-BR", viewport: { width: 390, height: 844 }, hasTouch: true };
  await withPage({ path: "/camera", context }, async ({ page, shot }) => {
    await page.locator("#camera-start").click();
    await page.waitForFunction(splitIsFilled, "camera");
    await strip(page, "camera").scrollIntoViewIfNeeded();
    await strip(page, "camera").tap();
    await legend(page, "camera").getByText("Espera na fila").waitFor();
    const box = await legend(page, "camera").boundingBox();
    assert.ok(
      box && box.x >= 0 && box.x + box.width <= 390,
      JSON.stringify(box),
    );
    await shot("latency-phone");
  });
});
