/** What the browser tests of image sets share. */
import type { Locator, Page } from "playwright-core";
import { transferOfMany } from "./in_page.js";
import { examplePath } from "./support.ts";

/** A file as the user has it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const EXAMPLES = ["astronaut", "coffee", "chelsea", "rocket"] as const;

/** The four example pictures. */
export async function examples(): Promise<GivenFile[]> {
  return await Promise.all(EXAMPLES.map(async (name) => ({
    name: `${name}.jpg`,
    bytes: await Deno.readFile(examplePath(`${name}.jpg`)),
  })));
}

/** A JPEG whose header is whole and whose pixels are missing. */
export async function brokenPicture(): Promise<GivenFile> {
  const bytes = await Deno.readFile(examplePath("coffee.jpg"));
  return { name: "broken.jpg", bytes: bytes.subarray(0, 1500) };
}

/** A file that is no picture, whatever its name. */
export const NO_PICTURE: GivenFile = {
  name: "notes.jpg",
  bytes: new TextEncoder().encode("These are notes, not a picture."),
};

/** Drops files on the gallery, as the browser does it. */
export async function dropFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  await page.locator("#image-set-examples:enabled").waitFor({ state: "attached" });
  const encoded = files.map(({ name, bytes }) => [new Uint8Array(bytes).toBase64(), name]);
  const dataTransfer = await page.evaluateHandle(transferOfMany, encoded);
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("#image-set-stage", event, { dataTransfer });
  }
}

/** The gallery's place of that name. */
export function cell(page: Page, name: string): Locator {
  return page.locator("#image-set-gallery .cell", {
    has: page.locator(".cell-name", { hasText: name }),
  });
}

/** Waits until the count reads so. */
export async function untilCount(page: Page, words: string): Promise<void> {
  await page.locator("#image-set-count", { hasText: new RegExp(`^${words}$`) }).waitFor();
}

/** Waits until a picture is there with its thumbnail. */
export async function untilState(page: Page, name: string, state: string): Promise<void> {
  await cell(page, name).and(page.locator(`[data-state=${state}]`)).waitFor();
}
