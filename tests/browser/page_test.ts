import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Route } from "playwright-core";
import { firstLoad } from "../support/first_load.ts";
import {
  clipboardText,
  documentWidth,
  groundColour,
  hasPainted,
  scriptsThatCame,
} from "./in_page.js";
import { announced, examplePath, sessionOf, withPage } from "./support.ts";

/** Bytes of the first load over the wire, without examples' small pictures. */
const FIRST_LOAD_BYTES = 70_000;
/** The same of `/api`, whose own text is 28 kB of it. */
const API_BYTES = 80_000;
/** Its requests: what the page needs at once is few files. */
const FIRST_LOAD_REQUESTS = 12;

for (const path of ["/", "/camera", "/video", "/image-set", "/api"]) {
  Deno.test(`the first load of ${path} is small`, async () => {
    await withPage({}, async ({ context, url }) => {
      const browser = context.browser();
      assert.ok(browser);
      const { bytes, requests } = await firstLoad(browser, url + path);
      assert.ok(requests > 3 && requests <= FIRST_LOAD_REQUESTS, `${requests} requests`);
      assert.ok(
        bytes > 20_000 && bytes < (path === "/api" ? API_BYTES : FIRST_LOAD_BYTES),
        `${bytes} bytes`,
      );
    });
  });
}

Deno.test("the first paint waits for styles, not for scripts", async () => {
  await withPage({}, async ({ page, url }) => {
    const held: Route[] = [];
    let isHeld = true;
    await page.route("**/*.js", async (route) => {
      if (isHeld) held.push(route);
      else await route.continue();
    });
    // What all others hang on: it is asked for, and has no answer while the page is painted.
    const entry = page.waitForRequest(/\/js\/page\.js$/);
    await page.goto(url, { waitUntil: "commit" });
    await entry;
    await page.waitForFunction(hasPainted);
    assert.equal(await page.locator("#image-empty").isVisible(), true);
    assert.equal(await page.evaluate(scriptsThatCame), 0);
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
    await page.waitForLoadState();
    assert.ok(await page.evaluate(scriptsThatCame) >= 3);
  });
});

Deno.test("light or dark follows the system, is switched, and remembered by the server", async () => {
  await withPage({ context: { colorScheme: "dark" } }, async ({ page, shot }) => {
    const ground = () => page.evaluate(groundColour);
    const dark = await ground();
    await shot("page-dark");
    await page.keyboard.press("t");
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
    assert.equal(await ground(), light);
    await page.locator("#theme-button").click();
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), null);
    assert.equal(await ground(), dark);
  });
});

Deno.test("keys change the tab, list themselves, and leave fields alone", async () => {
  await withPage({}, async ({ page, url, shot }) => {
    await page.keyboard.press("2");
    await page.locator("#tab-camera").waitFor();
    assert.equal(page.url(), `${url}/camera`);
    await page.goBack();
    await page.locator("#tab-image").waitFor();
    await page.keyboard.press("?");
    await page.locator("#help[open]").waitFor();
    await shot("page-keys");
    await page.keyboard.press("Escape");
    await page.locator("#help").waitFor({ state: "hidden" });
    await page.locator("#image-processor").focus();
    await page.keyboard.press("2");
    assert.equal(page.url(), `${url}/`);
  });
});

Deno.test("without a worker the page shows how to connect one, for this server, to copy", async () => {
  await withPage({ context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (t) => {
    await t.page.locator("[data-result=image] [data-copy]").click();
    await announced(t.page, "Copied");
    const copied = await t.page.evaluate(clipboardText);
    assert.ok(copied.includes(`"127.0.0.1:${t.grpcPort}"`));
    assert.ok(copied.startsWith("import io, grpc, scipy.io"));
  });
});

Deno.test("a reload continues the same session", async () => {
  await withPage({}, async ({ page }) => {
    const session = await sessionOf(page);
    await page.reload();
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    const picture = page.locator("[data-result=image] [data-part=picture]");
    await picture.waitFor();
    assert.ok((await picture.getAttribute("src"))?.includes(`/sessions/${session}/`));
  });
});

Deno.test("a phone has the tabs at the bottom, both pictures on one screen and large targets", async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await withPage({ context }, async ({ page, shot }) => {
    await shot("phone-empty");
    await page.locator("#image-empty [data-example]").first().tap();
    const result = page.locator("[data-result=image] [data-part=picture]");
    await result.waitFor();
    const box = await result.boundingBox();
    const tabs = await page.locator(".tabs").boundingBox();
    assert.ok(
      box && tabs && box.y + box.height <= tabs.y,
      "the result ends above the bar",
    );
    assert.ok(tabs.height >= 44);
    for (const button of await page.locator(".button:visible, .tool:visible").all()) {
      const target = await button.boundingBox();
      assert.ok(target && target.height >= 44, `${await button.innerText()} is 44 px high`);
    }
    const wide = await page.evaluate(documentWidth);
    assert.equal(wide, 390);
    await shot("phone-done");
  });
});

Deno.test("the API page shows every call", async () => {
  await withPage({}, async ({ page, url, shot }) => {
    await page.goto(`${url}/api`);
    await page.getByRole("heading", { name: "HTTP API" }).waitFor();
    assert.ok(await page.getByText("/api/v1/images").count() > 0);
    await shot("api");
  });
});

Deno.test("the page is as wide as the screen, in each language, from a small phone on", async () => {
  await withPage({}, async ({ context, url }) => {
    for (const locale of ["en-US", "pt-BR", "es-ES"]) {
      const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
      const other = await context.browser()!.newContext({ ...phone, locale });
      const page = await other.newPage();
      for (const path of ["/", "/camera", "/video", "/image-set", "/api"]) {
        await page.goto(url + path, { waitUntil: "networkidle" });
        assert.equal(await page.evaluate(documentWidth), 320, `${locale} ${path}`);
        for (const width of [600, 760, 900]) {
          await page.setViewportSize({ width, height: 640 });
          assert.equal(await page.evaluate(documentWidth), width, `${locale} ${path}`);
        }
        await page.setViewportSize(phone.viewport);
      }
      await page.goto(url);
      const name = `${"a name that is long ".repeat(5)}.jpg`;
      const buffer = Buffer.from(await Deno.readFile(examplePath("coffee.jpg")));
      await page.setInputFiles("#image-file", { name, mimeType: "image/jpeg", buffer });
      await page.locator("[data-result=image] [data-part=picture]").waitFor();
      assert.equal(await page.evaluate(documentWidth), 320, `${locale} with a long name`);
      await other.close();
    }
  });
});

Deno.test("a page for which there is no room keeps its session, though nothing was started in it", async () => {
  await withPage({ env: { MAX_SOCKETS: "1" } }, async ({ page, context, url }) => {
    await page.locator("body:not(.offline)").waitFor();
    await sessionOf(page);
    const later = await context.newPage();
    await later.goto(url);
    await later.locator("body.offline").waitFor();
    const session = await sessionOf(later);
    const asked = await later.waitForResponse(`**/sessions/${session}`);
    assert.equal(asked.status(), 200);
    await page.close();
    await later.locator("body:not(.offline)").waitFor();
    assert.equal(await sessionOf(later), session);
  });
});
