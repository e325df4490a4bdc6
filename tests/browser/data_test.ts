import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import {
  askedFrames,
  boxesAreDrawn,
  clipboardText,
  keepAskedFrames,
  levelOfFocus,
  overlayAlphaAt,
  plotIsDrawn,
  plotMoves,
  tableIsAbove,
} from "./in_data.js";
import { frameIsAbove } from "./in_page.js";
import {
  announced,
  examplePath,
  type PageTest,
  type PageTestOptions,
  withPage,
} from "./support.ts";

const WORKER = await Deno.readTextFile(new URL("python/boxes_worker.py", import.meta.url));
const CAMERA = { path: "/camera" };

/** A page with a worker that finds boxes. */
function withBoxes(
  options: PageTestOptions,
  test: (t: PageTest) => Promise<void>,
): Promise<void> {
  return withPage(options, async (t) => {
    const address = `"127.0.0.1:${t.grpcPort}"`;
    await t.startWorker(() => WORKER.replace("sys.argv[1]", address));
    await t.page.locator("#workers-count", { hasText: "1 worker" }).waitFor();
    await test(t);
  });
}

/** Waits until three boxes are drawn over a tab's result. */
async function boxes(page: Page, kind: string): Promise<void> {
  const wanted: [string, number] = [kind, 3];
  await page.waitForFunction(boxesAreDrawn, wanted);
}

async function startCamera(page: Page, frames = 12): Promise<void> {
  await page.selectOption("#camera-size", "640x480");
  await page.locator("#camera-start").click();
  await page.waitForFunction(frameIsAbove, frames);
}

async function openData(page: Page, view: "Tree" | "Table" | "Plot"): Promise<void> {
  await page.locator("#data-summary", { hasText: "data.mat" }).waitFor();
  await page.locator("#data-details summary").click();
  await page.getByRole("tab", { name: view, exact: true }).click();
}

/** A file that the page gives, as text. */
async function download(page: Page, selector: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(selector).click(),
  ]);
  return { name: file.suggestedFilename(), text: await Deno.readTextFile(await file.path()) };
}

Deno.test("a picture's boxes are drawn where they are, and taken away with B", async () => {
  await withBoxes({}, async (t) => {
    const { page, shot } = t;
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await boxes(page, "image");
    const at = (x: number, y: number) => {
      const place: [string, number, number] = ["image", x, y];
      return page.evaluate(overlayAlphaAt, place);
    };
    assert.ok(await at(0.08, 0.55) > 200, "the left edge of the first box");
    assert.ok(await at(0.7, 0.6) > 200, "the right edge of the second one");
    assert.equal(await at(0.23, 0.6), 0, "inside a box the picture is seen");
    await shot("boxes-image");
    await checkAccess(t, { themes: true });
    const button = page.locator("[data-result=image] [data-part=boxes-button]");
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    await page.keyboard.press("b");
    await page.locator("[data-result=image] canvas.boxes").waitFor({ state: "hidden" });
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    await page.reload();
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await button.waitFor();
    assert.equal(await button.getAttribute("aria-pressed"), "false", "the choice is remembered");
    await button.click();
    await boxes(page, "image");
    await page.keyboard.press("c");
    await boxes(page, "image");
    await shot("boxes-compare");
  });
});

Deno.test("the tree shows what is in data.mat, by keyboard too, and cuts long arrays", async () => {
  await withBoxes({}, async (t) => {
    const { page, shot } = t;
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    await openData(page, "Tree");
    const line = (name: string | RegExp) => page.getByRole("treeitem", { name });
    await line(/^data_00000 /).focus();
    await page.keyboard.press("ArrowRight");
    await line(/^mean /).waitFor();
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(levelOfFocus), "2");
    await line(/^trace /).click();
    await line("First 100 of 12,000").waitFor();
    await line("First 100 of 12,000").click();
    await line("First 200 of 12,000").waitFor();
    await line(/^trace /).click();
    await line(/^road /).click();
    await line("side left char 1 × 4").waitFor();
    await shot("data-tree");
    await checkAccess(t, { themes: true });
    const { name, text } = await download(page, "#data-json");
    assert.equal(name, "data_00000.json");
    assert.equal(JSON.parse(text).variables.data_00000.class, "struct");
    await line(/^xyxy /).click();
    await page.getByRole("tab", { name: "Table" }).click();
    await page.locator("#data-grid tbody tr").nth(2).waitFor();
    const csv = await download(page, "#data-csv");
    assert.equal(csv.text.split("\r\n")[0], "\ufeff1,2,3,4");
    assert.equal(csv.text.split("\r\n").length, 5);
  });
});

Deno.test("the camera's boxes are live; numbers stand in a table and as CSV without formulas", async () => {
  await withBoxes(CAMERA, async (t) => {
    const { page, shot } = t;
    await startCamera(page);
    await boxes(page, "camera");
    await shot("boxes-camera");
    await openData(page, "Table");
    await page.locator("#data-grid th", { hasText: "road.angle" }).waitFor();
    const newest = () => page.locator("#data-grid tbody th").first().textContent().then(Number);
    const before = await newest();
    await page.waitForFunction(frameIsAbove, before + 20);
    await page.waitForFunction(tableIsAbove, before);
    await page.keyboard.press("Space");
    await shot("data-table");
    await checkAccess(t, { themes: true });
    const { name, text } = await download(page, "#data-csv");
    assert.equal(name, "values.csv");
    const [head, first, ...more] = text.split("\r\n");
    assert.deepEqual(
      head?.split(",").toSorted(),
      [
        "\ufeffframe",
        "boxes",
        "mean",
        "road.angle",
        "wave",
      ].toSorted(),
    );
    assert.equal(first?.split(",")[0], "0");
    assert.ok(more.length > 10);
    await t.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator("#data-copy").click();
    await announced(page, "Copied");
    const copied = await page.evaluate(clipboardText);
    assert.equal(copied.split(/\r?\n/)[0], head?.slice(1), "the same without the byte order mark");
    const frames = more.slice(0, 4).map((line) => Number(line.split(",")[0]));
    const [from = 0, , , to = 0] = frames;
    await page.fill("#data-from", String(from));
    await page.fill("#data-to", String(to));
    await page.selectOption("#data-table-what", { label: "Boxes of all frames" });
    await page.locator("#data-grid th", { hasText: "name" }).waitFor();
    const found = await download(page, "#data-csv");
    assert.equal(found.name, "boxes.csv");
    const [boxHead, ...lines] = found.text.trimEnd().split("\r\n");
    assert.equal(boxHead, "\ufeffframe,x1,y1,x2,y2,conf,cls,id,name");
    // The worker finds nothing at every tenth frame.
    const expected = frames.filter((frame) => frame % 10 !== 9).flatMap((frame) => {
      return [`${frame} 0.92 0 3 person`, `${frame} 0.71 2 7 car`, `${frame} 0.5 2  car`];
    });
    const rows = lines.map((line) => {
      const [frame, , , , , ...rest] = line.split(",");
      return [frame, ...rest].join(" ");
    });
    assert.deepEqual(rows, expected);
    const json = JSON.parse((await download(page, "#data-json")).text);
    assert.ok(json.frames.every(({ frame }: { frame: number }) => frame >= from && frame <= to));
  });
});

Deno.test("numbers are plotted live; hovering shows frame and value, a click asks for the frame", async () => {
  await withBoxes(CAMERA, async (t) => {
    const { page, shot } = t;
    await startCamera(page, 30);
    await openData(page, "Plot");
    await page.waitForFunction(plotIsDrawn);
    assert.equal(await page.locator("#data-plots .chart").count(), 2);
    await page.getByLabel("wave").check();
    await page.getByLabel("boxes", { exact: true }).check();
    const summary = page.locator("#data-plots .chart p").first();
    await page.waitForFunction(plotMoves, await summary.textContent() ?? "");
    assert.match(await summary.textContent() ?? "", /from frame \d.* lowest .* last/);
    await page.waitForFunction(frameIsAbove, 90);
    await page.keyboard.press("Space");
    await page.evaluate(keepAskedFrames);
    await page.locator("#data-plots .chart-canvas").first().click({ position: { x: 300, y: 60 } });
    await page.locator(".chart-at", { hasText: /^frame \d+: [\d.-]+$/ }).first().waitFor();
    assert.equal((await page.evaluate(askedFrames)).length, 1);
    await shot("data-plot");
    await checkAccess(t);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(plotIsDrawn);
    await shot("data-plot-dark");
    await checkAccess(t);
    const { text } = await download(page, "#data-csv");
    assert.match(text, /^\ufeffframe,(mean|wave|boxes|road\.angle)/);
    await page.keyboard.press("Space");
    await page.locator("[data-result=camera] [data-part=boxes-button]").waitFor();
    await page.keyboard.press("r");
    await page.waitForFunction(plotMoves, await summary.textContent() ?? "");
  });
});

Deno.test("on a phone the views take the width there is", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await withBoxes({ context: { ...phone, colorScheme: "dark" } }, async (t) => {
    const { page, shot } = t;
    await page.setInputFiles("#image-file", examplePath("coffee.jpg"));
    await boxes(page, "image");
    await shot("data-phone-boxes");
    await openData(page, "Table");
    await page.locator("#data-grid tbody tr").first().waitFor();
    await page.locator("#data").scrollIntoViewIfNeeded();
    await shot("data-phone-table");
    await page.getByRole("tab", { name: "Tree" }).click();
    await page.getByRole("treeitem").first().click();
    await page.getByRole("treeitem", { name: /^mean .* double/ }).waitFor();
    await shot("data-phone-tree");
    await page.getByRole("tab", { name: "Plot" }).click();
    await page.locator("#data-plots canvas").first().waitFor();
    await shot("data-phone-plot");
    await checkAccess(t);
  });
});

Deno.test("labels with probabilities are bars, the most probable first, five and the rest", async () => {
  await withPage({}, async (t) => {
    const { page, shot } = t;
    await page.route("**/images?*", async (route) => {
      // A picture on its way can't be read here: the test sends the same one itself.
      const body = await Deno.readFile(examplePath("chelsea.jpg"));
      const answer = await fetch(route.request().url(), { method: "POST", body });
      const labels = [0.02, 0.61, 0.2, 0.07, 0.05, 0.03, 0.02].map((probability, i) => {
        return { label: `breed number ${i}`, probability };
      });
      await route.fulfill({ json: { ...await answer.json(), labels } });
    });
    await page.setInputFiles("#image-file", examplePath("chelsea.jpg"));
    const ranks = page.locator("[data-result=image] .rank");
    await ranks.nth(4).waitFor();
    assert.equal(await ranks.count(), 5);
    assert.match(await ranks.first().textContent() ?? "", /breed number 1\s*61\.0 %/);
    await shot("labels-ranked");
    await checkAccess(t, { themes: true });
    await page.getByRole("button", { name: "2 more" }).click();
    assert.equal(await ranks.count(), 7);
  });
});
