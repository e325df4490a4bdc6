/**
 * The few elements of S3's XML that are read: flat, without attributes, as all servers write them.
 *
 * @module
 */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** The text of the first element of a name. */
export function tagText(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  if (start < 0 || end < 0) return undefined;
  return unescaped(xml.slice(start + name.length + 2, end));
}

/** What stands in each element of a name. */
export function* elements(xml: string, name: string): Generator<string, void, void> {
  const [open, close] = [`<${name}>`, `</${name}>`];
  for (let start = xml.indexOf(open); start >= 0;) {
    const end = xml.indexOf(close, start);
    if (end < 0) return;
    yield xml.slice(start + open.length, end);
    start = xml.indexOf(open, end);
  }
}

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
