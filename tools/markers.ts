/** Parts of a Markdown file that are written by a program, between `<!-- NAME -->` and `<!-- /NAME -->`. */

/**
 * Puts each part between its markers.
 *
 * @throws {Error} when a part's markers are missing
 */
export function fillMarkers(text: string, parts: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [name, part] of Object.entries(parts)) {
    const open = `<!-- ${name} -->`;
    const close = `<!-- /${name} -->`;
    const from = filled.indexOf(open);
    const to = filled.indexOf(close);
    if (from < 0 || to < from) throw new Error(`The text has no markers ${open} … ${close}.`);
    filled = `${filled.slice(0, from + open.length)}\n\n${part}\n\n${filled.slice(to)}`;
  }
  return filled;
}
