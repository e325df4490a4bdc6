/**
 * The page's scripts and styles as they are embedded: bundled from web/client/ and web/assets/css/, the same
 * bytes each time.
 *
 * @module
 */
import { doorOf, importedBy } from "./page_door.ts";
import { named, type Scripts, withMerged } from "./page_scripts.ts";

/** Where the bundle is kept. */
export const BUILT = "web/assets/built";

/** What is bundled; all other scripts are imported by these, at once or later. */
const SCRIPTS = ["web/client/page.ts", "web/client/jpeg_worker.ts"];
const STYLES = ["web/assets/css/styles.css", "web/assets/css/streams.css"];

/** What the page's script shares with those that come later, in one file. */
const SHARED = "shared.js";

/** Bundled files with code of packages, and where the licences are that go with them. */
const LICENCES: Readonly<Record<string, string>> = {
  "uPlot.esm.js": "uplot/LICENSE",
  "styles.css": "uplot/LICENSE",
};

/** The bundle's files by their names, with `mod.ts`, which embeds them. */
export async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ...await merged(named(await bundled(SCRIPTS, ["--code-splitting"]))),
    ...await bundled(STYLES, []),
  ]);
  for (const [name, specifier] of Object.entries(LICENCES)) {
    const licence = await Deno.readTextFile(new URL(import.meta.resolve(specifier)));
    files.set(name, `/*!\n${licence}*/\n${files.get(name)}`);
  }
  return files.set("mod.ts", await doorOf(files));
}

/** Writes what has changed, and removes what is no longer made. */
export async function writeBundle(): Promise<void> {
  const files = await bundlePage();
  await Deno.mkdir(BUILT, { recursive: true });
  for await (const { name } of Deno.readDir(BUILT)) {
    if (!files.has(name)) await Deno.remove(`${BUILT}/${name}`);
  }
  // The door comes last, when all that it imports is there.
  for (const [name, text] of files) {
    const path = `${BUILT}/${name}`;
    if (await Deno.readTextFile(path).catch(() => undefined) !== text) {
      await Deno.writeTextFile(path, text);
    }
  }
}

/**
 * Puts what page.js imports at once into one file: a bundler makes a file of each set of modules that the same
 * entries share, and a browser asks for each.
 */
async function merged(scripts: Scripts): Promise<Scripts> {
  const parts = [...importedBy("page.js", scripts)].filter((name) => name !== "page.js").sort();
  const { barrel, others } = withMerged(scripts, parts, SHARED);
  const sources = new Map([...parts.map((name) => [name, scripts.get(name) ?? ""] as const)]);
  return await inFolder(async (folder) => {
    for (const [name, text] of sources.set(SHARED, barrel)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    return new Map([...others, ...await bundled([`${folder}/${SHARED}`], [])]);
  });
}

async function bundled(entries: readonly string[], options: readonly string[]): Promise<Scripts> {
  return await inFolder(async (folder) => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["bundle", "--quiet", "--frozen", "--platform=browser", "--minify", ...options],
        ...[`--outdir=${folder}`, ...entries],
      ],
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
    const files = new Map<string, string>();
    for await (const { name } of Deno.readDir(folder)) {
      files.set(name, await Deno.readTextFile(`${folder}/${name}`));
    }
    return files;
  });
}

async function inFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = `dist/page-${crypto.randomUUID()}`;
  await Deno.mkdir(folder, { recursive: true });
  try {
    return await action(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
