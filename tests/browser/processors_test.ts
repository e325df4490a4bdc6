import assert from "node:assert/strict";
import type { Page, WebSocketRoute } from "playwright-core";
import { announced, type PageTest, shownText, withPage } from "./support.ts";

const MENUS = ["image", "camera", "video", "image-set"];

/** A processor of that name, in a file that a restart reads anew. */
async function write(file: string, name: string, title: string): Promise<void> {
  await Deno.writeTextFile(
    file,
    `export default { name: ${JSON.stringify(name)}, title: ${JSON.stringify(title)},
  process: (frames) => frames.map(() => ({ text: "seen by ${name}" })) };`,
  );
}

/** A page whose server has a processor of the operator's, "Spot". */
async function withSpot(test: (t: PageTest, file: string) => Promise<void>, locale = "en") {
  const folder = await Deno.makeTempDir({ prefix: "processors-" });
  const file = `${folder}/own.js`;
  await write(file, "spot", "Spot");
  try {
    await withPage({ env: { PROCESSORS: file }, context: { locale } }, (t) => {
      // The session of before the restart.
      t.expectConsole(/status of 404/);
      return test(t, file);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const menus = (page: Page) => page.locator("select[data-processor]");

/** What every menu of the page shows as chosen, and offers. */
async function menuStates(page: Page): Promise<string[]> {
  const count = await menus(page).count();
  assert.equal(count, MENUS.length);
  return await Promise.all(Array.from({ length: count }, async (_, i) => {
    const menu = menus(page).nth(i);
    return `${await menu.inputValue()} of ${await menu.locator("option").allTextContents()}`;
  }));
}

Deno.test("a processor that has gone while it was chosen is named, and another one answers", async () => {
  await withSpot(async ({ page, restartFramebox }, file) => {
    await page.locator("#image-processor").selectOption("spot");
    await page.locator("#image-empty [data-example]").first().click();
    await shownText(page, "seen by spot").waitFor();
    await restartFramebox(() => write(file, "mean", "Mean"));
    await page.getByRole("button", { name: "Start again" }).click();
    const words = "Spot is not there any more; Grey answers from now on.";
    await announced(page, words);
    await announced(page, words, "live-region");
    await page.locator("[data-result=image] [data-fact=by]", { hasText: "Grey" }).waitFor();
    const offered = "grey of Workers (none connected),Grey,Edges,Invert,Colour intensity,Mean";
    assert.deepEqual(await menuStates(page), MENUS.map(() => offered));
  });
});

Deno.test("a choice that is still there stays, and a screen reader is given what came and went", async () => {
  await withSpot(async ({ page, restartFramebox }, file) => {
    await page.locator("#image-processor").selectOption("edges");
    await restartFramebox(() => write(file, "mean", "Mean"));
    await announced(page, "Mean can be chosen now. Spot can't be chosen any more.", "live-region");
    const offered = "edges of Workers (none connected),Grey,Edges,Invert,Colour intensity,Mean";
    assert.deepEqual(await menuStates(page), MENUS.map(() => offered));
    await page.locator("#image-processor").selectOption("mean");
    await page.locator("#image-empty [data-example]").first().click();
    await shownText(page, "seen by mean").waitFor();
  });
});

Deno.test("a page in another language keeps its words for framebox's own processors", async () => {
  await withSpot(async ({ page, restartFramebox }, file) => {
    await page.locator("#image-processor").selectOption("spot");
    await restartFramebox(() => write(file, "mean", "Média"));
    await announced(page, "Spot já não está disponível; a partir de agora responde Cinza.");
    const [first = ""] = await menuStates(page);
    assert.match(first, /Cinza,Bordas,Inverter,Intensidade de cor,Média$/);
  }, "pt");
});

Deno.test("pictures that wait for a processor that goes are done by the one that takes over", async () => {
  await withPage({ path: "/image-set" }, async ({ page, serverUrl }) => {
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/\/live\?/, (socket) => {
      socket.connectToServer();
      sockets.push(socket);
    });
    await page.reload();
    await page.locator("#image-set-processor").selectOption("workers");
    await page.locator("#image-set-examples:enabled").click();
    await page.locator("#image-set-count", { hasText: /^0 of 4$/ }).waitFor();
    await shownText(page, "Waiting for a worker to connect.").waitFor();
    // The one before the last is that of the page before it was loaded anew.
    const { processors } = await (await fetch(`${serverUrl}/api/v1/status`)).json();
    const list = processors.filter(({ kind }: { kind: string }) => kind !== "workers");
    sockets.at(-1)?.send(JSON.stringify({ type: "status", event: "processors", processors: list }));
    await announced(page, "Workers is not there any more; Grey answers from now on.");
    await page.locator("#image-set-count", { hasText: /^4 of 4$/ }).waitFor();
  });
});
