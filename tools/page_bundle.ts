/**
 * The page's scripts and styles as they are embedded: bundled from web/client/ and web/assets/css/, the same
 * bytes each time.
 *
 * @module
 */

/** Where the bundle is kept. */
export const BUILT = "web/assets/built";

/** What is bundled; all other scripts are imported by these, at once or later. */
const SCRIPTS = ["web/client/page.ts", "web/client/jpeg_worker.ts"];
const STYLES = ["web/assets/css/styles.css", "web/assets/css/streams.css"];

/** Files of packages that are served as they are: the path, and what is imported. */
const OTHERS = [["js/htmx.min.js", "htmx.org/dist/htmx.min.js"]];

/** Embedded as text; all others as bytes. */
const TEXTS = /\.(css|js|py|sh|svg)$/;

/** Bundled files of others, by their names, and whose licence goes with them. */
const LICENSED: readonly (readonly [name: RegExp, licence: string])[] = [
  [/^uPlot\.esm\.js$/, "uplot/LICENSE"],
  [/^styles\.css$/, "uplot/LICENSE"],
];

/** The bundle's files by their names, with `mod.ts`, which embeds them. */
export async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ...named(new Map(await bundled(SCRIPTS, ["--code-splitting"]))),
    ...await bundled(STYLES, []),
  ]);
  for (const [name, text] of files) {
    const [, licence] = LICENSED.find(([names]) => names.test(name)) ?? [];
    if (licence) files.set(name, `/*!\n${await licenceText(licence)}*/\n${text}`);
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

async function bundled(
  entries: readonly string[],
  options: readonly string[],
): Promise<[string, string][]> {
  const folder = `dist/page-${crypto.randomUUID()}`;
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["bundle", "--quiet", "--frozen", "--platform=browser", "--minify", ...options],
        ...[`--outdir=${folder}`, ...entries],
      ],
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
    const files: [string, string][] = [];
    for await (const { name } of Deno.readDir(folder)) {
      files.push([name, await Deno.readTextFile(`${folder}/${name}`)]);
    }
    return files;
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** A reference to another script, wherever it stands. */
const REFERENCE = /"\.\/([^"]+\.js)"/g;

/**
 * The bundler's names have a hash of a file's contents, and of where its sources are on this machine: `tab-QX2K7PL1.js`
 * becomes `tab.js`, the next of that name `tab-2.js`, in the order in which the scripts name each other.
 */
function named(files: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map(
    [...files.keys()].filter((name) => !HASHED.test(name)).sort().map((n) => [n, n]),
  );
  // Those that are named here are reached in turn.
  for (const old of names.keys()) {
    for (const [, other = ""] of (files.get(old) ?? "").matchAll(REFERENCE)) {
      if (files.has(other) && !names.has(other)) {
        names.set(other, freeName(other, [...names.values()]));
      }
    }
  }
  return new Map(
    [...names].map(([old, name]) => [
      name,
      (files.get(old) ?? "").replace(REFERENCE, (text, other) => {
        const found = names.get(other);
        return found === undefined ? text : `"./${found}"`;
      }),
    ]),
  );
}

const HASHED = /-[A-Z0-9]{8}\.js$/;

function freeName(hashed: string, taken: readonly string[]): string {
  const base = hashed.replace(HASHED, "");
  let name = `${base}.js`;
  for (let n = 2; taken.includes(name); n++) name = `${base}-${n}.js`;
  return name;
}

async function licenceText(specifier: string): Promise<string> {
  return await Deno.readTextFile(new URL(import.meta.resolve(specifier)));
}

/** The module that embeds the bundle, and the files that are served as they are. */
async function doorOf(bundle: ReadonlyMap<string, string>): Promise<string> {
  const files = [
    ...[...bundle.keys()].map((name) => [`${/[^.]*$/.exec(name)}/${name}`, `./${name}`]),
    ...(await asTheyAre()).map((path) => [path, `../${path}`]),
    ...OTHERS,
  ].sort(([a = ""], [b = ""]) => a < b ? -1 : 1);
  const imports = files.map(([path = "", specifier], i) => {
    const type = TEXTS.test(path) ? "text" : "bytes";
    return `import file${i} from "${specifier}" with { type: "${type}" };`;
  });
  const atOnce = [...importedBy("page.js", (name) => bundle.get(name) ?? "")].sort();
  return `// Made by \`deno task build:page\`; not for editing.
${imports.join("\n")}

/** Every embedded file by the path at which it is served. */
export const EMBEDDED: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
${files.map(([path], i) => `  "${path}": file${i},`).join("\n")}
};

/** Scripts that page.js imports, directly or through others; all others come when they are needed. */
export const AT_ONCE: readonly string[] = [
${atOnce.map((name) => `  "js/${name}",`).join("\n")}
];
`;
}

/** Paths of the files that are served as they are, from web/assets/. */
async function asTheyAre(): Promise<string[]> {
  const paths = ["favicon.svg"];
  for (const folder of ["code", "examples"]) {
    for await (const { name } of Deno.readDir(`web/assets/${folder}`)) {
      if (!name.endsWith(".md")) paths.push(`${folder}/${name}`);
    }
  }
  return paths;
}

/** Names of a script and of those that it imports at once, whether directly or not. */
function importedBy(
  name: string,
  textOf: (name: string) => string,
  found = new Set<string>(),
): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, imported = ""] of textOf(name).matchAll(/\b(?:from|import)"\.\/([^"]+)"/g)) {
    importedBy(imported, textOf, found);
  }
  return found;
}
