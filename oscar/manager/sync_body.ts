/**
 * The body of a synchronous call.
 *
 * @module
 */

/** What Python's `json.loads` takes and standard base64 can be: numbers without a dot or a minus, and words. */
const JSON_SCALAR = /^(?:true|null|Infinity|(?:0|[1-9]\d*)(?:[eE]\+?\d+)?)$/;

/**
 * An input as the supervisor never misreads it: standard base64, whatever the input is. The supervisor tries JSON first,
 * and fails on a number or a word of JSON; such base64 gets a line break in its middle.
 */
export function synchronousBody(input: Uint8Array): string {
  const text = input.toBase64();
  if (!JSON_SCALAR.test(text)) return text;
  const middle = text.length / 2;
  return `${text.slice(0, middle)}\n${text.slice(middle)}`;
}
