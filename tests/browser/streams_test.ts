import assert from "node:assert/strict";
import { firstLoad } from "../support/first_load.ts";
import { Child } from "../support/process.ts";
import { checkAccess } from "./access.ts";
import { documentWidth } from "./in_page.js";
import { lines, RESULT, SHOWN, untilFrame, withStreams } from "./streams_support.ts";
import { examplePath, shownText, withPage } from "./support.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

Deno.test("a client's stream is shown live, with its sender and its figures, and its end is shown", async () => {
  await withStreams({ context: { colorScheme: "light" } }, async (t) => {
    const { page, shot } = t;
    await shownText(page, "No client is sending.").waitFor();
    assert.ok((await page.locator("[data-part=empty]").last().innerText()).includes(
      `127.0.0.1:${t.grpcPort}`,
    ));
    await shot("streams-none");
    await checkAccess(t, { themes: true });
    const client = t.imageTest();
    await untilFrame(page, 20);
    const line = lines(page).first();
    assert.equal(await line.getAttribute("aria-pressed"), "true");
    assert.match(await line.innerText(), /127\.0\.0\.1/);
    await page.locator('.stream[data-state="live"]', {
      hasText: /ImageTest · .*Grey · \d+ frames/s,
    })
      .waitFor();
    await page.locator(`${RESULT} [data-fact=by]`, { hasText: "Grey" }).waitFor();
    await page.locator(`${RESULT} [data-fact=size]`, { hasText: "600 × 400" }).waitFor();
    await page.locator(`${RESULT} [data-fact=rate]`, { hasText: /^\d+(\.\d)? fps$/ }).waitFor();
    await page.locator(`${RESULT} [data-part=split]`).waitFor();
    await shot("streams-live");
    await checkAccess(t, { themes: true });
    await client.stop();
    await shownText(page, "127.0.0.1 has ended.").waitFor();
    await page.locator(".stream").waitFor({ state: "detached" });
    await shot("streams-ended");
    t.imageTest();
    await shownText(page, "127.0.0.1 has ended.").waitFor({ state: "hidden" });
    await untilFrame(page, 5);
  });
});

Deno.test("boxes, labels and numbers of a worker lie over a stream's picture and beside it", async () => {
  const worker = new URL("python/boxes_worker.py", import.meta.url).pathname;
  await withStreams({ env: { IMAGETEST_PROCESSOR: "workers" } }, async (t) => {
    const { page, shot } = t;
    t.imageTest();
    await shownText(page, "Waiting for the first result of 127.0.0.1").waitFor();
    await shownText(page, "No worker is connected: its frames wait.").waitFor();
    await shot("streams-waiting");
    await checkAccess(t);
    const child = new Child(PYTHON, { args: [worker, `127.0.0.1:${t.grpcPort}`] });
    try {
      await untilFrame(page, 5);
      await page.locator(`${RESULT} canvas.boxes:visible`).waitFor();
      await page.locator("#stream-values .fact").first().waitFor();
      await shot("streams-boxes");
      await page.keyboard.press("b");
      await page.locator(`${RESULT} canvas.boxes`).waitFor({ state: "hidden" });
    } finally {
      await child.stop("SIGKILL");
    }
  });
});

Deno.test("a stream whose frames fail shows why", async () => {
  await withStreams({}, async (t) => {
    const { page, shot } = t;
    t.imageTest({ BROKEN: "1" });
    await shownText(page, "The newest frame failed.").waitFor();
    await page.locator('.stream[data-state="failing"]', { hasText: /\d+ failed/ }).waitFor();
    await shot("streams-failing");
    await checkAccess(t, { themes: true });
  });
});

Deno.test("why frames fail and why a stream has ended are shown in the page's language", async () => {
  await withStreams({ context: { locale: "es-ES" } }, async (t) => {
    const { page } = t;
    const client = t.imageTest({ BROKEN: "1" });
    await shownText(page, "El fotograma más nuevo falló.").waitFor();
    await shownText(page, "La imagen JPEG no se puede leer").waitFor();
    await client.stop("SIGKILL");
    await shownText(page, "El cliente se desconectó.").waitFor();
  });
});

Deno.test("frames by shared memory are shown with framebox's results for them", async () => {
  await withStreams({}, async (t) => {
    const { page, shot } = t;
    t.mediaGraph();
    await untilFrame(page, 10);
    const line = lines(page).first();
    assert.match(
      await line.innerText(),
      /bar \/ cup[^]*Azure Video Analyzer · 1280×720 BGR24, shared memory[^]*Colour intensity/,
    );
    await page.locator(`${RESULT} .label`, { hasText: "dark" }).waitFor();
    await page.locator(`${RESULT} [data-fact=size]`, { hasText: "1280 × 720" }).waitFor();
    await shot("streams-shared-memory");
  });
});

Deno.test("a processor of one's own is in the menus, and is shown with a stream that asks for it", async () => {
  const PROCESSORS =
    new URL("../../docs/examples/processors/brightest_spot.js", import.meta.url).pathname;
  const context = { colorScheme: "dark" } as const;
  await withStreams({ env: { PROCESSORS }, context }, async (t) => {
    const { page, shot } = t;
    t.mediaGraph({ PROCESSOR: "brightest_spot" });
    t.mediaGraph({ NAME: "hall/door", PICTURE: examplePath("chelsea.jpg") });
    t.imageTest({ PICTURES: examplePath("astronaut.jpg") });
    await lines(page).nth(2).waitFor();
    await page.locator(".stream", { hasText: "bar / cup" }).click();
    await untilFrame(page, 30);
    await page.locator(`${RESULT} canvas.boxes[data-count="1"]:visible`).waitFor();
    await page.locator(`${RESULT} [data-fact=by]`, { hasText: "Brightest spot" }).waitFor();
    await page.locator("#stream-values", { hasText: /brightness\d+/ }).waitFor();
    await page.locator('.stream[data-state="live"]').nth(2).waitFor();
    await shot("streams-own-processor");
    await checkAccess(t, { themes: true });
    await page.keyboard.press("1");
    await page.selectOption("#image-processor", { label: "Brightest spot" });
    await page.locator("[data-example]").last().click();
    await page.locator('[data-result=image] canvas.boxes[data-count="1"]').waitFor();
  });
});

Deno.test("of several streams one is picked, by pointer or by keys, and only that one is watched", async () => {
  await withStreams(
    { context: { viewport: { width: 390, height: 844 }, colorScheme: "dark" } },
    async (t) => {
      const { page, shot } = t;
      const empty = page.locator("#tab-streams [data-part=empty]");
      await shownText(page, "No client is sending.").waitFor();
      assert.ok(await empty.evaluate((box) => box.scrollHeight <= box.clientHeight), "it is cut");
      t.imageTest();
      await untilFrame(page, 5);
      t.imageTest({ PICTURES: examplePath("astronaut.jpg") });
      await lines(page).nth(1).waitFor();
      await lines(page).nth(1).click();
      await page.locator(`${RESULT} [data-fact=size]`, { hasText: "512 × 512" }).waitFor();
      assert.equal(await lines(page).nth(1).getAttribute("aria-pressed"), "true");
      await page.locator("#main").focus();
      await page.keyboard.press("ArrowUp");
      await page.locator(`${RESULT} [data-fact=size]`, { hasText: "600 × 400" }).waitFor();
      assert.ok(await page.evaluate(documentWidth) <= 390);
      await shot("streams-phone");
      await checkAccess(t, { themes: true });
    },
  );
});

Deno.test("another tab watches no stream; the connection lost and mended shows it again", async () => {
  await withStreams({}, async (t) => {
    const { page } = t;
    t.imageTest();
    await untilFrame(page, 5);
    await page.keyboard.press("1");
    await page.keyboard.press("5");
    assert.equal(page.url(), `${t.url}/streams`);
    const frame = Number(await page.locator(`${RESULT} [data-fact=frame]`).textContent());
    await untilFrame(page, frame + 5);
    const mend = t.cutNetwork();
    await page.locator("body.offline").waitFor();
    mend();
    await page.locator("body:not(.offline)").waitFor();
    const before = Number(await page.locator(`${RESULT} [data-fact=frame]`).textContent());
    await untilFrame(page, before + 5);
  });
});

Deno.test("a server that shows no streams sends nothing of them", async () => {
  await withPage({}, async ({ page, url }) => {
    const { status } = await fetch(`${url}/streams`);
    assert.equal(status, 404);
    const html = await (await fetch(url)).text();
    assert.ok(html.includes('id="live-text"'));
    assert.doesNotMatch(html, /tab-streams|\/streams|"streams"|of clients|MediaGraph/);
    await page.keyboard.press("5");
    assert.equal(page.url(), `${url}/`);
  });
});

Deno.test("the first load of /streams is small; its script and styles come when it is first opened", async () => {
  await withPage({ env: SHOWN }, async ({ page, context, url }) => {
    const browser = context.browser();
    assert.ok(browser);
    const { bytes } = await firstLoad(browser, `${url}/streams`);
    assert.ok(bytes < 150_000, `${bytes} bytes`);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(url);
    await page.locator("#image-empty").waitFor();
    assert.deepEqual(asked.filter((address) => /streams/.test(address)), []);
    const coming = page.waitForRequest(/css\/streams_tab\.css$/);
    await page.keyboard.press("5");
    await coming;
    await shownText(page, "No client is sending.").waitFor();
  });
});
