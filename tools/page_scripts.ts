/**
 * What is changed in the scripts that the bundler has made: their names, and how many a page asks for at once.
 *
 * @module
 */
import { exportsOf, importsOf, referencesIn, replaced } from "./script_links.ts";

/** Scripts by their names. */
export type Scripts = ReadonlyMap<string, string>;

const HASHED = /-[A-Z0-9]{8}\.js$/;

/**
 * The bundler's names have a hash of a file's contents, and of where its sources are on this machine:
 * `tab-QX2K7PL1.js` becomes `tab.js`, the next of that name `tab-2.js`, in the order in which the scripts name each
 * other.
 */
export function named(scripts: Scripts): Scripts {
  const entries = [...scripts.keys()].filter((name) => !HASHED.test(name)).sort();
  const names = new Map(entries.map((name) => [name, name]));
  // Those that are named here are reached in turn.
  for (const old of names.keys()) {
    for (const { path } of referencesIn(scripts.get(old) ?? "")) {
      const other = path.slice(2);
      if (!scripts.has(other) || names.has(other)) continue;
      names.set(other, freeName(other, [...names.values()]));
    }
  }
  const renamed = (source: string) =>
    withPaths(source, (path) => {
      const found = names.get(path.slice(2));
      return found === undefined ? path : `./${found}`;
    });
  return new Map([...names].map(([old, name]) => [name, renamed(scripts.get(old) ?? "")]));
}

/** A script that names others by other paths. */
export function withPaths(source: string, pathOf: (path: string) => string): string {
  const pieces = referencesIn(source).map((piece) => ({
    ...piece,
    text: JSON.stringify(pathOf(piece.path)),
  }));
  return replaced(source, pieces);
}

/**
 * Names of what several scripts share, as far as it isn't loaded by `import()` alone: the bundler calls them chunks.
 */
export function sharedBy(scripts: Scripts): string[] {
  return [...scripts.keys()].filter((name) => /^chunk(-\d+)?\.js$/.test(name)).sort();
}

function freeName(hashed: string, taken: readonly string[]): string {
  const base = hashed.replace(HASHED, "");
  let name = `${base}.js`;
  for (let n = 2; taken.includes(name); n++) name = `${base}-${n}.js`;
  return name;
}

/**
 * Has others import from one script what they imported from several.
 *
 * @param parts names of those several
 * @param into name of the one
 * @returns barrel: the source of the one, which exports all that the several do; others: all the other scripts
 */
export function withMerged(
  scripts: Scripts,
  parts: readonly string[],
  into: string,
): { barrel: string; others: Scripts } {
  const merged = (name: string, part: string) => `${name}_${parts.indexOf(part)}`;
  const barrel = parts.map((part) => {
    const exported = exportsOf(scripts.get(part) ?? "")
      .map((name) => `${name} as ${merged(name, part)}`);
    return exported.length > 0
      ? `export {${exported.join(", ")}} from "./${part}";\n`
      : `import "./${part}";\n`;
  }).join("");
  const rewritten = (source: string) => {
    const pieces = importsOf(source).flatMap(({ from, bindings, ...piece }) => {
      const part = from.slice(2);
      if (!parts.includes(part)) return [];
      const names = bindings.map(({ name, local }) => `${merged(name, part)} as ${local}`);
      const text = names.length > 0
        ? `import{${names.join(",")}}from"./${into}"`
        : `import"./${into}"`;
      return [{ ...piece, text }];
    });
    return replaced(source, pieces);
  };
  const others = [...scripts].filter(([name]) => !parts.includes(name));
  return { barrel, others: new Map(others.map(([name, text]) => [name, rewritten(text)])) };
}

/**
 * Has scripts load only beside the version of another that they were made with. The names by which they import are
 * short and others in each version, so an open page of an older server would bind its `page.js` to what merely has
 * the same name now. Where the version's own name is missing, a browser refuses the script instead.
 *
 * @param others scripts, of which some import the other
 * @param into its name
 * @param made its source
 */
export async function withVersion(others: Scripts, into: string, made: string): Promise<Scripts> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(made));
  const version = `v_${new Uint8Array(hash).toHex().slice(0, 12)}`;
  const tied = [...others].map(([name, source]) => {
    const isTied = importsOf(source).some(({ from }) => from === `./${into}`);
    return [name, isTied ? `import{${version}}from"./${into}";${source}` : source] as const;
  });
  return new Map([...tied, [into, `${made.trimEnd()}export const ${version}=1;\n`]]);
}
