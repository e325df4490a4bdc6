import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import { examplePath, type PageTest, withPage } from "./support.ts";

const coffee = await Deno.readFile(examplePath("coffee.jpg"));

interface Folders {
  readonly env: Record<string, string>;
  put(name: string, bytes?: Uint8Array): Promise<void>;
}

async function withFolders(
  processor: string,
  test: (t: PageTest, folders: Folders) => Promise<void>,
  locale = "en",
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-folder-" });
  const input = `${directory}/scans`;
  await Deno.mkdir(input);
  const env = {
    WATCH_INPUT: input,
    WATCH_OUTPUT: `${directory}/out`,
    WATCH_PROCESSOR: processor,
    SETTLE_MS: "50",
  };
  const put = async (name: string, bytes = coffee) => {
    await Deno.writeFile(`${directory}/arriving`, bytes);
    await Deno.rename(`${directory}/arriving`, `${input}/${name}`);
  };
  try {
    await withPage({ path: "/image-set", env, context: { locale } }, (t) => test(t, { env, put }));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function untilShown(page: Page, words: string | RegExp): Promise<void> {
  return page.locator("#folders .folder", { hasText: words }).waitFor();
}

Deno.test("a watched folder is a line above the pictures that shows its progress", async () => {
  await withFolders("workers", async (t, { put }) => {
    const { page, shot } = t;
    await untilShown(page, "Watched folder scans");
    await untilShown(page, "No file has come yet");
    await shot("folder-empty");
    for (let i = 0; i < 5; i++) await put(`${i}.jpg`);
    await put("broken.jpg", new TextEncoder().encode("no picture"));
    await untilShown(page, "Waiting for a worker; none is connected");
    await untilShown(page, "5 waiting · 1 failed");
    await shot("folder-waits");
    await checkAccess(t, { themes: true });
    await t.startWorker();
    await untilShown(page, "All files are done");
    await untilShown(page, "5 done · 1 failed");
    await shot("folder-done");
    await checkAccess(t, { themes: true });
  });
});

Deno.test("a page that opens later shows what was done before, in its language", async () => {
  await withFolders("grey", async ({ page, shot }, { put }) => {
    await put("a.jpg");
    await untilShown(page, "1 listos");
    await page.reload();
    await untilShown(page, "Carpeta vigilada scans");
    await untilShown(page, "Todos los archivos están listos");
    await shot("folder-es");
  }, "es");
});

Deno.test("a server that watches no folder has no such line", async () => {
  await withPage({ path: "/image-set" }, async ({ page }) => {
    await page.locator("#tab-image-set").waitFor();
    assert.equal(await page.locator("#folders").count(), 0);
  });
});
