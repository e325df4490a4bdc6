import assert from "node:assert/strict";
import type { Page, Route } from "playwright-core";
import { ASSETS } from "../../web/assets/mod.ts";
import { checkAccess } from "./access.ts";
import { dropOnPage, transferWith } from "./in_drop.js";
import { documentWidth, hasPainted, transferOfMany } from "./in_page.js";
import {
  exampleIsShown,
  examplePlaces,
  examplesCameAfterPaint,
  focusedLink,
  isFolded,
  keysOutside,
  linkPlaces,
  linksNow,
  scrollRoom,
  toyMargin,
} from "./in_tabs.js";
import { announced, examplePath, withPage } from "./support.ts";
import { toyTab, withToys } from "./toy_tabs.tsx";

/** With five of framebox's own there are eight. */
const TOYS = ["services", "speech", "pipelines"].map((name) => toyTab(name));
const ALL = ["image", "camera", "video", "image-set", "streams", "services", "speech", "pipelines"];

const line = (page: Page, name: string) => page.locator(`#tab-${name} .toy`);

/** Holds back what the browser asks for until the returned function is called. */
async function hold(page: Page, pattern: RegExp): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isHeld = true;
  await page.route(pattern, async (route) => {
    if (isHeld) held.push(route);
    else await route.continue();
  });
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

Deno.test("one object registers a tab: its address, its link, its panel, its keys, its words, its files", async () => {
  const toy = toyTab("toy", {
    keys: () => [["Z", "Add a Z"]],
    words: ["streams"],
    takes: ["sound"],
    oldHrefs: ["/plaything"],
  });
  await withToys([toy], {}, async ({ page, url }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.keyboard.press("5");
    await line(page, "toy").filter({ hasText: "opened. silent." }).waitFor();
    assert.equal(page.url(), `${url}/toy`);
    assert.match(await page.title(), /^Toy · /);
    assert.deepEqual(
      asked.map((address) => address.replace(/.*\//, "")).filter((name) => /_tab/.test(name))
        .sort(),
      ["toy_tab.css", "toy_tab.js"],
    );
    assert.equal(await page.evaluate(toyMargin), "17px");
    await page.keyboard.press("z");
    await line(page, "toy").filter({ hasText: "Z." }).waitFor();
    await page.keyboard.press("?");
    const keys = page.locator("#help .keys div");
    await keys.filter({ hasText: "Image, Camera, Video, Many, Toy" }).waitFor();
    assert.equal(await keys.filter({ hasText: "Add a Z" }).locator("kbd").innerText(), "Z");
    assert.equal(await keys.filter({ hasText: "Many, Toy" }).locator("kbd").count(), 5);
    await page.keyboard.press("Escape");
    await page.goBack();
    await page.locator("#tab-image").waitFor();
    await page.keyboard.press("z");
    await page.locator("[data-tab-link=toy]").click();
    await line(page, "toy").filter({ hasText: "Z. left. shown." }).waitFor();
    // By its own address, and by the one that it had.
    await page.goto(`${url}/plaything?a=1`);
    assert.equal(page.url(), `${url}/toy?a=1`);
    await line(page, "toy").filter({ hasText: "opened." }).waitFor();
    assert.equal(await page.locator("[aria-current=page]").innerText(), "Toy");
  });
});

Deno.test("a tab's words go where it is, and nowhere else; one without content is left out", async () => {
  const toy = toyTab("toy", { words: ["streams"], hasContent: () => false });
  await withToys([toy], {}, async ({ page, url }) => {
    assert.equal(await page.locator("[data-tab-link=toy]").count(), 0);
    assert.equal(await page.locator("#tab-toy").count(), 0);
    const words = await page.locator("#live-text").textContent() ?? "";
    assert.equal("streams" in JSON.parse(words), false);
    assert.equal("video" in JSON.parse(words), true);
    assert.equal((await page.request.get(`${url}/toy`)).status(), 404);
  });
});

Deno.test("what only a new tab takes goes there, also before its script has come", async () => {
  await withToys([toyTab("toy", { takes: ["sound"] })], {}, async ({ page, url }) => {
    const release = await hold(page, /toy_tab\.js/);
    const given = { files: [["a.mp3", "ID3", "audio/mpeg"]] } as Parameters<typeof transferWith>[0];
    await page.evaluate(dropOnPage, await page.evaluateHandle(transferWith, given));
    await page.locator("#tab-toy").waitFor();
    assert.equal(page.url(), `${url}/toy`);
    await release();
    await line(page, "toy").filter({ hasText: "opened. no word. a.mp3." }).waitFor();
  });
});

Deno.test("a panel is not seen before its styles hold", async () => {
  await withPage({}, async ({ page }) => {
    const release = await hold(page, /camera_tab\.css/);
    const script = page.waitForResponse(/camera_tab\.js/);
    await page.locator("[data-tab-link=camera]").click();
    await script;
    assert.equal(await page.locator("#tab-camera").isVisible(), false);
    await release();
    await page.locator("#tab-camera").waitFor();
    await page.locator("#camera-start:enabled").waitFor();
  });
});

Deno.test("a tab whose script doesn't come is announced, and opened by the next try", async () => {
  await withPage({}, async ({ page, expectConsole }) => {
    expectConsole(/ERR_INTERNET_DISCONNECTED|dynamically imported module/);
    // When the connection opens the page tries again by itself.
    const connected = new Promise<void>((resolve) =>
      page.on("websocket", (socket) => socket.on("framereceived", () => resolve()))
    );
    await page.reload();
    await connected;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().replace(/.*\/js\//, "")));
    await page.route(/video_tab\.js/, (route) => route.abort("internetdisconnected"));
    await page.keyboard.press("3");
    await announced(page, "This part of the page did not load.");
    await page.unroute(/video_tab\.js/);
    await page.keyboard.press("1");
    await page.keyboard.press("3");
    await page.locator("#video-example:enabled").waitFor();
    const tries = asked.filter((name) => name.startsWith("video_tab.js"));
    assert.deepEqual(tries, ["video_tab.js", "video_tab.js?again=1"]);
  });
});

Deno.test("a tab that could not come while the server was away comes with it, and takes what was given meanwhile", async () => {
  await withPage({}, async ({ page, cutNetwork, expectConsole }) => {
    expectConsole(/dynamically imported module/);
    const mend = cutNetwork();
    await page.keyboard.press("4");
    await announced(page, "This part of the page did not load.");
    const picture = (await Deno.readFile(examplePath("coffee.jpg"))).toBase64();
    const transfer = await page.evaluateHandle(transferOfMany, [[picture, "a.jpg"], [
      picture,
      "b.jpg",
    ]]);
    await page.evaluate(dropOnPage, transfer);
    mend();
    await page.locator("#image-set-gallery [data-state=done]", { hasText: "b.jpg" }).waitFor();
  });
});

Deno.test("an open page refuses the tab of a newer server, and announces what helps", async () => {
  await withPage({}, async ({ page, expectConsole }) => {
    expectConsole(/does not provide an export named 'v_newer'/);
    const script = String(ASSETS.find(({ path }) => path === "js/video_tab.js")?.body);
    const body = script.replace(/v_\w+/, "v_newer");
    await page.route(
      /video_tab\.js/,
      (route) => route.fulfill({ contentType: "text/javascript", body }),
    );
    await page.keyboard.press("3");
    await announced(page, "If the server is running, reload the page.");
    assert.equal(await page.locator("#video-example").isEnabled(), false);
  });
});

Deno.test("a tab that is opened while the server is away works once it is back", async () => {
  await withPage({}, async ({ page, cutNetwork, expectConsole }) => {
    expectConsole(/dynamically imported module/);
    await page.locator("#image-empty .example:enabled").first().waitFor();
    const mend = cutNetwork();
    await announced(page, "Reconnecting …");
    await page.keyboard.press("2");
    await announced(page, "This part of the page did not load.");
    assert.equal(await page.locator("#camera-start").isEnabled(), false);
    mend();
    await page.locator("#camera-start:enabled").waitFor();
  });
});

Deno.test("examples' pictures are asked for once the page is painted, and move nothing", async () => {
  await withPage({}, async ({ page, url }) => {
    const release = await hold(page, /_small\.jpg/);
    const asked = page.waitForRequest(/astronaut_small\.jpg/);
    await page.goto(url);
    await asked;
    const example = page.locator("#image-empty .example").first();
    const before = await example.boundingBox();
    assert.deepEqual([before?.width, before?.height], [64, 64]);
    await release();
    await page.waitForFunction(exampleIsShown);
    assert.deepEqual(await example.boundingBox(), before);
    assert.equal(await page.evaluate(examplesCameAfterPaint), true);
  });
});

for (const [path, count] of [["/", 4], ["/video", 1], ["/image-set", 4]] as const) {
  Deno.test(`examples at ${path} stand where they will, before a script runs`, async () => {
    await withPage({}, async ({ page, url }) => {
      const release = await hold(page, /\.js$/);
      const script = page.waitForRequest(/_tab\.js/);
      await page.goto(url + path, { waitUntil: "commit" });
      await script;
      await page.waitForFunction(hasPainted);
      const before = await page.evaluate(examplePlaces);
      assert.equal(before.length, count);
      await release();
      await page.locator("[data-tab-panel]:not([hidden]) .empty img:not([data-src])").first()
        .waitFor();
      assert.deepEqual(await page.evaluate(examplePlaces), before);
    });
  });
}

Deno.test("the list of keys has room for the digits of eight tabs, on a phone, too", async () => {
  const context = { viewport: { width: 320, height: 844 } };
  await withToys(TOYS, { showStreams: true, context }, async ({ page, shot }) => {
    await page.waitForFunction(isFolded, "pipelines");
    await page.keyboard.press("?");
    await page.locator("#help").waitFor();
    await shot("keys-320");
    assert.deepEqual(await page.evaluate(keysOutside), []);
  });
});

Deno.test("eight tabs, 1280 px wide: all have room, and there is no menu", async () => {
  const context = { viewport: { width: 1280, height: 844 } };
  await withToys(TOYS, { showStreams: true, context }, async (t) => {
    await t.page.waitForFunction(isFolded, "");
    const { bar, isMoreSeen, overlaps } = await t.page.evaluate(linksNow);
    assert.deepEqual(bar, ALL);
    assert.equal(isMoreSeen, false);
    assert.equal(overlaps, false);
    await t.page.keyboard.press("8");
    await line(t.page, "pipelines").filter({ hasText: "opened." }).waitFor();
    await checkAccess(t, { themes: true });
  });
});

for (const width of [900, 700, 390]) {
  Deno.test(`eight tabs, ${width} px wide: what has no room is in the menu, by mouse and by keys`, async () => {
    const isPhone = width < 600;
    const context = { viewport: { width, height: 844 }, hasTouch: isPhone, isMobile: isPhone };
    await withToys(TOYS, { showStreams: true, context }, async (t) => {
      const { page, url, shot } = t;
      await page.waitForFunction(isFolded, "pipelines");
      const links = await page.evaluate(linksNow);
      assert.deepEqual([...links.bar, ...links.menu], ALL);
      assert.deepEqual(links.hidden, []);
      assert.equal(links.overlaps, false);
      if (isPhone) assert.equal(links.bar.length, 4);
      assert.equal(await page.evaluate(documentWidth), width);
      const more = page.locator("#tabs-more");
      if (isPhone) assert.ok((await more.boundingBox())!.height >= 44);
      await more.click();
      await page.locator("#tabs-rest").waitFor();
      assert.equal(await more.getAttribute("aria-expanded"), "true");
      await shot(`tabs-${width}`);
      await checkAccess(t, { themes: true });
      const menu = await page.locator("#tabs-rest").boundingBox();
      assert.ok(menu && menu.x >= 0 && menu.x + menu.width <= width && menu.y >= 0);
      assert.ok(menu.y + menu.height <= 844);
      if (isPhone) {
        assert.ok((await page.locator("#tabs-rest .tab").first().boundingBox())!.height >= 44);
      }
      await page.locator("#tabs-rest [data-tab-link=speech]").click();
      assert.equal(page.url(), `${url}/speech`);
      await page.locator("#tabs-rest").waitFor({ state: "hidden" });
      assert.equal(await more.getAttribute("aria-expanded"), "false");
      await line(page, "speech").filter({ hasText: "opened." }).waitFor();
      const now = await page.evaluate(linksNow);
      assert.equal(now.bar.at(-1), "speech");
      assert.equal(now.overlaps, false);
      assert.deepEqual(now.menu, ALL.filter((name) => !now.bar.includes(name)));
      assert.equal(await page.evaluate(focusedLink), "speech");
      // By keys: into the menu, out of it, and through it.
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(focusedLink), "tabs-more");
      await page.keyboard.press("Enter");
      await page.locator("#tabs-rest").waitFor();
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(focusedLink), now.menu[0]);
      await page.keyboard.press("Escape");
      await page.locator("#tabs-rest").waitFor({ state: "hidden" });
      assert.equal(await page.evaluate(focusedLink), "tabs-more");
      await page.keyboard.press("Space");
      await page.locator("#tabs-rest").waitFor();
      for (const _ of now.menu) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(page.url(), `${url}/${now.menu.at(-1)}`);
      assert.equal(await page.evaluate(focusedLink), now.menu.at(-1));
      // Keys follow the order of all, folded or not.
      await page.keyboard.press("8");
      assert.equal(page.url(), `${url}/pipelines`);
      await page.keyboard.press("1");
      assert.equal(page.url(), `${url}/`);
      assert.deepEqual((await page.evaluate(linksNow)).bar, links.bar);
    });
  });
}

Deno.test("the focus stays on a link that is folded away, or beside it", async () => {
  const context = { viewport: { width: 1600, height: 844 } };
  await withToys(TOYS, { showStreams: true, context }, async ({ page }) => {
    await page.waitForFunction(isFolded, "");
    await page.locator("[data-tab-link=pipelines]").focus();
    await page.setViewportSize({ width: 700, height: 844 });
    await page.waitForFunction(isFolded, "pipelines");
    assert.equal(await page.evaluate(focusedLink), "tabs-more");
    await page.setViewportSize({ width: 1600, height: 844 });
    await page.waitForFunction(isFolded, "");
    assert.equal(await page.evaluate(focusedLink), "image");
    await page.setViewportSize({ width: 700, height: 844 });
    await page.waitForFunction(isFolded, "pipelines");
    await page.locator("#tabs-more").click();
    await page.locator("#tabs-rest [data-tab-link=pipelines]").focus();
    await page.setViewportSize({ width: 1600, height: 844 });
    await page.waitForFunction(isFolded, "");
    assert.equal(await page.evaluate(focusedLink), "pipelines");
    await page.locator("#tabs-rest").waitFor({ state: "hidden" });
  });
});

Deno.test("nothing moves on a phone when the tabs have been measured", async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await withToys(TOYS, { showStreams: true, context }, async ({ page, url }) => {
    for (const path of ["/", "/speech"]) {
      const release = await hold(page, /page\.js/);
      await page.goto(url + path, { waitUntil: "commit" });
      await page.waitForFunction(hasPainted);
      const before = await page.evaluate(linkPlaces);
      assert.equal(before.length, 5);
      await release();
      await page.waitForFunction(isFolded, "pipelines");
      assert.deepEqual(await page.evaluate(linkPlaces), before);
    }
  });
});

Deno.test("without a script the row of tabs scrolls", async () => {
  const context = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
  await withToys(TOYS, { showStreams: true, context }, async ({ page }) => {
    assert.ok(await page.evaluate(scrollRoom) > 100);
    await page.locator("[data-tab-link=pipelines]").scrollIntoViewIfNeeded();
    await page.locator("[data-tab-link=pipelines]").click();
    await page.locator("#tab-pipelines").waitFor();
  });
});

Deno.test("five tabs are all in the bar, in each language, from a small phone on", async () => {
  await withToys([], { showStreams: true }, async ({ context, url }) => {
    for (const locale of ["en-US", "pt-BR", "es-ES"]) {
      const other = await context.browser()!.newContext({ locale });
      const page = await other.newPage();
      for (const width of [1440, 1000, 999, 900, 700, 390, 320]) {
        await page.setViewportSize({ width, height: 700 });
        await page.goto(`${url}/image-set`);
        await page.waitForFunction(isFolded, "");
        const { bar, overlaps } = await page.evaluate(linksNow);
        assert.equal(bar.length, 5, `${locale} ${width}`);
        assert.equal(overlaps, false, `${locale} ${width}`);
      }
      await other.close();
    }
  });
});

Deno.test("the page about the API folds its tabs, too", async () => {
  const context = { viewport: { width: 700, height: 844 } };
  await withToys(TOYS, { showStreams: true, context, path: "/api" }, async ({ page, url }) => {
    await page.waitForFunction(isFolded, "pipelines");
    await page.locator("#tabs-more").click();
    await page.locator("#tabs-rest [data-tab-link=pipelines]").click();
    await page.waitForURL(`${url}/pipelines`);
    await line(page, "pipelines").filter({ hasText: "opened." }).waitFor();
  });
});

Deno.test("what was chosen before a tab was opened holds there", async () => {
  await withPage({}, async ({ page }) => {
    await page.selectOption("#image-processor", "edges");
    await page.locator("[data-tab-link=camera]").click();
    await page.locator("#camera-start").click();
    await page.locator("[data-result=camera] [data-fact=by]", { hasText: "Edges" }).waitFor();
  });
});
