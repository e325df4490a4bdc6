/**
 * The module that embeds what the browser needs.
 *
 * @module
 */

/** Files of packages that are served as they are: the path, and what is imported. */
const OTHERS = [["js/htmx.min.js", "htmx.org/dist/htmx.min.js"]];

/** Embedded as text; all others as bytes. */
const TEXTS = /\.(css|js|py|sh|svg)$/;

/** @param bundle scripts and styles by their names */
export async function doorOf(bundle: ReadonlyMap<string, string>): Promise<string> {
  const files = [
    ...[...bundle.keys()].map((name) => [`${/[^.]*$/.exec(name)}/${name}`, `./${name}`]),
    ...(await asTheyAre()).map((path) => [path, `../${path}`]),
    ...OTHERS,
  ].sort(([a = ""], [b = ""]) => a < b ? -1 : 1);
  const imports = files.map(([path = "", specifier], i) => {
    const type = TEXTS.test(path) ? "text" : "bytes";
    return `import file${i} from "${specifier}" with { type: "${type}" };`;
  });
  return `// Made by \`deno task build:page\`; not for editing.
${imports.join("\n")}

/** Every embedded file by the path at which it is served. */
export const EMBEDDED: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
${files.map(([path], i) => `  "${path}": file${i},`).join("\n")}
};
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
