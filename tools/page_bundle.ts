/**
 * The page's scripts and styles as they are embedded: bundled from web/client/ and web/assets/css/, the same
 * bytes each time. A tab is a folder of web/client/ with a `tab.ts`, and a `tab.css` if it has styles of its own.
 *
 * @module
 */
import { doorOf } from "./page_door.ts";
import {
  named,
  type Scripts,
  sharedBy,
  withMerged,
  withPaths,
  withVersion,
} from "./page_scripts.ts";

/** Where the bundle is kept. */
export const BUILT = "web/assets/built";

/** The script that every page runs. */
const PAGE = "web/client/page.ts";
/** It runs in a thread of its own, so it shares nothing with the page. */
const WORKER = "web/client/jpeg_worker.ts";
const STYLES = "web/assets/css/styles.css";

/** Bundled files with code of packages, and where the licences are that go with them. */
const LICENCES: Readonly<Record<string, string>> = {
  "uPlot.esm.js": "uplot/LICENSE",
  "styles.css": "uplot/LICENSE",
};

/** The bundle's files by their names, with `mod.ts`, which embeds them. */
export async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ...await merged(named(await bundled([PAGE, ...await ofTabs("tab.ts")], ["--code-splitting"]))),
    ...await bundled([WORKER], []),
    ...await bundled([STYLES], []),
    ...await bundled(await ofTabs("tab.css"), []),
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
 * Puts what scripts share into page.js: a bundler makes a file of each set of modules that the same entries share,
 * and a browser asks for each. So a tab's script is one file that imports page.js, which is there before it.
 */
async function merged(scripts: Scripts): Promise<Scripts> {
  const page = "page.js";
  const parts = [page, ...sharedBy(scripts)];
  const { barrel, others } = withMerged(scripts, parts, page);
  return await inFolder(async (folder) => {
    for (const name of parts) {
      await Deno.writeTextFile(`${folder}/${name}`, scripts.get(name) ?? "");
    }
    await Deno.writeTextFile(`${folder}/all.js`, barrel);
    // What is loaded by `import()` alone stays a file of its own.
    const external = [...others.keys()].map((name) => `--external=./${name}`);
    const made = await bundled([`${folder}/all.js`], external);
    return await withVersion(others, page, made.get("all.js") ?? "");
  });
}

/** Paths of the files of that name in the folders of tabs, in their order. */
async function ofTabs(name: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name: folder, isDirectory } of Deno.readDir("web/client")) {
    const path = `web/client/${folder}/${name}`;
    if (isDirectory && await Deno.stat(path).catch(() => undefined)) paths.push(path);
  }
  return paths.sort();
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
    return await flattened(folder);
  });
}

/** Files by their names, those of a folder with its name before theirs: `video/tab.js` is `video_tab.js`. */
async function flattened(folder: string): Promise<Scripts> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) {
      files.set(name, await Deno.readTextFile(`${folder}/${name}`));
      continue;
    }
    for (const [inner, text] of await flattened(`${folder}/${name}`)) {
      const isScript = inner.endsWith(".js");
      const moved = isScript ? withPaths(text, (path) => path.replace("../", "./")) : text;
      files.set(`${name}_${inner}`, moved);
    }
  }
  return files;
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
