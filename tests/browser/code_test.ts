import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { checkAccess } from "./access.ts";
import { clipboardText } from "./in_page.js";
import { examplePath, withPage } from "./support.ts";
import { limit } from "../support/limit.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const PATHS = { image: "/", camera: "/camera", video: "/video", image_set: "/image-set" } as const;

type Kind = keyof typeof PATHS;
type Ending = "sh" | "py" | "js";

const COMMANDS: Readonly<Record<Ending, (file: string) => string[]>> = {
  sh: (file) => ["/bin/sh", file],
  py: (file) => [PYTHON, file],
  js: (file) => [Deno.execPath(), "run", "--no-config", "--allow-all", file],
};

const STARTS = {
  jpg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47],
  zip: [0x50, 0x4b, 0x03, 0x04],
};

/** The code as it stands on the page, in one of its languages. */
async function codeOf(page: Page, kind: Kind, ending: Ending): Promise<string> {
  await page.locator(`#code-${ending}`).click();
  const shown = page.locator(`#code-text[data-shows="${kind}.${ending}"]`);
  return await shown.textContent() ?? "";
}

/** Runs it in a folder that has what it reads; resolves to the files that it wrote. */
async function run(code: string, ending: Ending): Promise<Map<string, Uint8Array>> {
  const folder = await Deno.makeTempDir({ prefix: "framebox-code-" });
  try {
    await Deno.copyFile(examplePath("coffee.jpg"), `${folder}/photo.jpg`);
    await Deno.copyFile(examplePath("chelsea.jpg"), `${folder}/other.jpg`);
    await Deno.copyFile(examplePath("clip.mp4"), `${folder}/clip.mp4`);
    const before = new Set([...Deno.readDirSync(folder)].map(({ name }) => name));
    await Deno.writeTextFile(`${folder}/code.${ending === "js" ? "mjs" : ending}`, code);
    const [command = "", ...args] = COMMANDS[ending](`code.${ending === "js" ? "mjs" : ending}`);
    const { success, stderr, stdout } = await new Deno.Command(command, {
      args,
      cwd: folder,
      signal: limit(),
    }).output();
    const printed = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
    assert.ok(success, `${code}\n\n${printed}`);
    const written = [...Deno.readDirSync(folder)].filter(({ name }) =>
      !before.has(name) && !name.startsWith("code.")
    );
    return new Map(
      await Promise.all(
        written.map(async ({ name }) => [name, await Deno.readFile(`${folder}/${name}`)] as const),
      ),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function assertIs(bytes: Uint8Array | undefined, kind: keyof typeof STARTS): void {
  const start = STARTS[kind];
  assert.deepEqual([...bytes?.subarray(0, start.length) ?? []], start);
}

/** Opens the dialog of a tab, with a processor chosen, and gives each language's code to a check. */
async function eachLanguage(
  kind: Kind,
  check: (files: Map<string, Uint8Array>, ending: Ending, page: Page) => void | Promise<void>,
): Promise<void> {
  await withPage({ path: PATHS[kind] }, async ({ page, shot }) => {
    const tab = kind === "image_set" ? "image-set" : kind;
    await page.selectOption(`#${tab}-processor`, "invert");
    await page.locator(`[data-code=${kind}]`).click();
    await page.locator("#code[open]").waitFor();
    for (const ending of ["sh", "py", "js"] as const) {
      const code = await codeOf(page, kind, ending);
      assert.ok(code.includes("invert") && !code.includes("edges"), code);
      assert.ok(code.includes(new URL(page.url()).host) && !code.includes(":7860"), code);
      await check(await run(code, ending), ending, page);
    }
    await shot(`code-${kind}`);
  });
}

Deno.test("the code for an image runs as it stands on the page, for each answer", async () => {
  await eachLanguage("image", async (jpeg, ending, page) => {
    assert.deepEqual([...jpeg.keys()], ["result.jpg"]);
    assertIs(jpeg.get("result.jpg"), "jpg");
    await page.selectOption("#code-answer", "png");
    await page.locator("#code-text", { hasText: "result.png" }).waitFor();
    const png = await run(await codeOf(page, "image", ending), ending);
    assertIs(png.get("result.png"), "png");
    await page.selectOption("#code-answer", "jpeg");
    await page.locator("#code-text", { hasText: "result.jpg" }).waitFor();
  });
});

Deno.test("the code for a camera runs as it stands on the page", async () => {
  await eachLanguage("camera", (files) => {
    assert.deepEqual([...files.keys()].sort(), [0, 1, 2, 3, 4].map((n) => `result${n}.jpg`));
    for (const bytes of files.values()) assertIs(bytes, "jpg");
  });
});

Deno.test("the code for a video runs as it stands on the page", async () => {
  await eachLanguage("video", (files) => {
    const video = files.get("result.mp4");
    assert.equal(new TextDecoder().decode(video?.subarray(4, 8)), "ftyp");
  });
});

Deno.test("the code for an image set runs as it stands on the page", async () => {
  await eachLanguage("image_set", (files) => {
    assert.deepEqual([...files.keys()], ["results.zip"]);
    const zip = files.get("results.zip");
    assertIs(zip, "zip");
    const names = new TextDecoder("latin1").decode(zip);
    assert.ok(names.includes("photo") && names.includes("other"));
  });
});

Deno.test("the code is chosen by keys, copied, and every user can use its dialog", async () => {
  const context = { permissions: ["clipboard-read", "clipboard-write"], locale: "pt-BR" };
  await withPage({ context }, async (t) => {
    const { page } = t;
    await page.locator("[data-code=image]").focus();
    await page.keyboard.press("Enter");
    await page.locator("#code[open]").waitFor();
    await page.locator("#code-sh").focus();
    await page.keyboard.press("ArrowRight");
    await page.locator("#code-py:focus[aria-selected=true]").waitFor();
    const code = await codeOf(page, "image", "py");
    await page.locator("#code-copy").click();
    await page.locator("#code-said", { hasText: "Copiado" }).waitFor({ state: "attached" });
    assert.equal((await page.evaluate(clipboardText)).trim(), code);
    await t.shot("code-pt");
    await checkAccess(t, { themes: true });
    await page.keyboard.press("Escape");
    await page.locator("[data-code=image]:focus").waitFor();
  });
});
