import assert from "node:assert/strict";
import { checkAccess } from "./access.ts";
import { anotherResultIsShown, spoilAccess } from "./in_page.js";
import { examplePath, shownText, withPage } from "./support.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

Deno.test("the check finds what is wrong: a picture without words, words too pale to read", async () => {
  await withPage({}, async (t) => {
    await t.page.evaluate(spoilAccess);
    await assert.rejects(checkAccess(t), (error: Error) => {
      return error.message.includes("image-alt") && error.message.includes("color-contrast");
    });
  });
});

for (const path of ["/", "/camera", "/video", "/image-set", "/api"]) {
  Deno.test(`everybody can use ${path} as it opens`, async () => {
    await withPage({ path }, (t) => checkAccess(t, { themes: true }));
  });
}

Deno.test("every user can use the page in each language and on a phone", async () => {
  for (const [locale, path] of [["pt-BR", "/"], ["es-ES", "/camera"]] as const) {
    await withPage({ path, context: { locale, ...PHONE } }, (t) => checkAccess(t));
  }
});

Deno.test("every user can use an image's result, compared, with its downloads and data", async () => {
  await withPage({}, async (t) => {
    const { page } = t;
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await page.waitForFunction(anotherResultIsShown, "");
    await page.selectOption("#image-processor", "intensity");
    await page.locator("[data-result=image] .label").first().waitFor();
    await page.locator("#data-summary", { hasText: "data.mat" }).waitFor();
    await page.locator("#data-details summary").click();
    await page.locator("#data-tree-root [role=treeitem]").first().waitFor();
    await checkAccess(t, { themes: true });
    await page.locator("[data-result=image] [popovertarget]").click();
    await checkAccess(t, { themes: true });
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await page.locator("[data-result=image] [data-part=compare-range]").waitFor();
    await checkAccess(t);
  });
});

Deno.test("every user can use the page while it waits, and when it failed", async () => {
  await withPage({}, async (t) => {
    t.expectConsole(/status of 400/);
    const { page } = t;
    await page.selectOption("#image-processor", "workers");
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await shownText(page, "Waiting for a worker to connect").waitFor();
    await checkAccess(t, { themes: true });
    await page.selectOption("#image-processor", "grey");
    await page.waitForFunction(anotherResultIsShown, "");
    const path = await Deno.makeTempFile({ suffix: ".jpg" });
    await Deno.writeTextFile(path, "not a picture at all");
    await page.setInputFiles("#image-file", path);
    await shownText(page, "This did not work").waitFor();
    await checkAccess(t, { themes: true });
    await Deno.remove(path);
  });
});

Deno.test("every user can use the list of keys and the list of workers", async () => {
  await withPage({}, async (t) => {
    await t.page.keyboard.press("?");
    await t.page.locator("#help[open]").waitFor();
    await checkAccess(t, { themes: true });
    await t.page.keyboard.press("Escape");
    await t.page.locator("#workers-button").click();
    await t.page.locator("#workers-popover .hint").waitFor();
    await checkAccess(t, { themes: true });
    await t.page.keyboard.press("Escape");
    await t.startWorker();
    await t.page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await t.page.locator("#workers-button").click();
    await t.page.locator("#workers-popover tbody tr").waitFor();
    await checkAccess(t, { themes: true });
  });
});

Deno.test("every user can use the running camera", async () => {
  await withPage({ path: "/camera" }, async (t) => {
    await t.page.getByRole("button", { name: "Start camera" }).click();
    await t.page.locator("[data-result=camera] [data-part=picture]").waitFor();
    await t.page.locator("[data-result=camera] [data-part=spark]").waitFor();
    await checkAccess(t, { themes: true });
  });
});

Deno.test("every user can use the page that explains a refused camera", async () => {
  await withPage({ path: "/camera", camera: "deny" }, async (t) => {
    await t.page.getByRole("button", { name: "Start camera" }).click();
    await shownText(t.page, "The camera was refused").waitFor();
    await checkAccess(t, { themes: true });
  });
});
