/**
 * The direction of imports, as docs/architecture.md draws it: which folder may use which, and that
 * others are used through their doors only.
 *
 * @module
 */

/** What each folder may import besides itself. The three basics import nothing but each other here. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  log: [],
  network: ["errors", "log", "settings"],
  settings: ["errors", "log"],
  mat: ["errors"],
  image: ["errors", "log"],
  media: ["errors", "log", "image"],
  hub: ["errors", "log", "settings", "image", "mat"],
  sources: ["errors", "log", "settings", "hub", "media", "image", "mat"],
  processors: ["errors", "log", "settings", "hub", "image", "mat"],
  speech: ["errors", "log", "settings", "hub", "image", "mat"],
  grpc: [
    "network",
    "errors",
    "log",
    "settings",
    "processors",
    "sources",
    "speech",
    "hub",
    "image",
    "mat",
    "protos",
  ],
  cli: ["errors", "log", "settings", "mat"],
  web: [
    "network",
    "errors",
    "log",
    "settings",
    "processors",
    "sources",
    "speech",
    "hub",
    "media",
    "image",
    "mat",
    "examples",
  ],
};

/** Doors: what files of other folders may import. `jobs.ts` is what a pool worker loads of a folder. */
const DOORS = /^(mod|jobs)\.ts$/;

/** Tests, and what they share; these may use `tests/support/` as well. */
const IN_TESTS = /(^|\/)test_\w+\.ts$|_test\.ts$/;

/** One import that goes the wrong way. */
export interface WrongImport {
  /** Path of the importing file, from the project's root. */
  readonly file: string;
  /** What it imports. */
  readonly specifier: string;
  /** Why that is wrong, and what would be right. */
  readonly why: string;
}

/** Relative specifiers of a module's static and dynamic imports and re-exports. */
export function relativeImports(source: string): string[] {
  const found: string[] = [];
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"']+)["']/g;
  const code = source.replace(/^\s*\*.*$/gm, "");
  for (const match of code.matchAll(pattern)) {
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
}

/**
 * Judges one import.
 *
 * @param file path of the importing file from the project's root, with `/`
 * @returns the fault, or `undefined` if the import is as it should be
 */
export function judgeImport(file: string, specifier: string): WrongImport | undefined {
  const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
  const [from = ""] = file.split("/");
  const [to = "", ...rest] = target.split("/");
  const allowed = ALLOWED[from];
  if (allowed === undefined || from === to) return undefined;
  if (IN_TESTS.test(file) && target.startsWith("tests/support/")) return undefined;
  if (!allowed.includes(to)) {
    return { file, specifier, why: `${from}/ may import ${allowed.join(", ") || "nothing"} only` };
  }
  const inner = rest.join("/");
  const isSource = inner.endsWith(".ts") || inner.endsWith(".tsx");
  if (isSource && !DOORS.test(inner)) {
    return { file, specifier, why: `of ${to}/ only its door, mod.ts, may be imported` };
  }
  return undefined;
}

/** Checks every TypeScript file below the project's root. */
export async function findWrongImports(root: URL): Promise<WrongImport[]> {
  const wrong: WrongImport[] = [];
  for (const folder of Object.keys(ALLOWED)) {
    for await (const file of sourceFiles(root, folder)) {
      const source = await Deno.readTextFile(new URL(file, root));
      for (const specifier of relativeImports(source)) {
        const fault = judgeImport(file, specifier);
        if (fault) wrong.push(fault);
      }
    }
  }
  return wrong;
}

/** Paths of the TypeScript files below a folder, from the root. Missing folders have none. */
export async function* sourceFiles(root: URL, folder: string): AsyncGenerator<string> {
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(new URL(`${folder}/`, root))) entries.push(entry);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sourceFiles(root, path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}
