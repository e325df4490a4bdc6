/**
 * Whether bytes are text.
 *
 * @module
 */

// Tabs, line breaks and form feeds are text; other control characters are none.
// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/;

/** The text of bytes that are UTF-8 without control characters, or UTF-16 with its mark; `undefined` for others. */
export function plainText(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes, charsetOf(bytes));
  return text === undefined || CONTROL.test(text) ? undefined : text;
}

function charsetOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function decoded(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
