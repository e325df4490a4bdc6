import type { MatFile } from "./read.ts";
import type { MatNumeric, MatSparse, MatValue } from "./types.ts";

/** How much of each array is shown. */
const SHOWN_NUMBERS = 8;
const SHOWN_ITEMS = 10;
const SHOWN_CHARACTERS = 60;

/** Lines that one variable may take. */
const SHOWN_LINES = 200;

/**
 * A file's contents as text: a tree of its variables with class, dimensions and first values.
 * Control characters in names and text are shown as escapes, so that they can't reach a terminal.
 */
export function formatMatText(file: MatFile): string {
  const count = file.variables.length;
  const lines = [
    `Level ${file.version}, ${count} ${count === 1 ? "variable" : "variables"}` +
    (file.header === "" ? "" : `: ${quoted(file.header)}`),
  ];
  for (const { name, value, global } of file.variables) {
    const tree = treeOf(shownName(name), value, "  ");
    let left = SHOWN_LINES;
    for (const line of tree) {
      if (left-- === 0) {
        lines.push("    …");
        break;
      }
      lines.push(global && left === SHOWN_LINES - 1 ? `${line}  (global)` : line);
    }
  }
  return `${lines.join("\n")}\n`;
}

function* treeOf(label: string, value: MatValue, indent: string): Generator<string> {
  yield `${indent}${label}  ${describe(value)}`;
  const deeper = `${indent}  `;
  switch (value.kind) {
    case "cell":
      for (const [i, item] of value.cells.slice(0, SHOWN_ITEMS).entries()) {
        yield* treeOf(`{${i + 1}}`, item, deeper);
      }
      yield* rest(value.cells.length, deeper);
      break;
    case "struct":
    case "object": {
      const { fields, values } = value;
      const elements = fields.length === 0 ? 0 : values.length / fields.length;
      for (let e = 0; e < Math.min(elements, SHOWN_ITEMS); e++) {
        const element = elements === 1 ? "" : `(${e + 1})`;
        for (const [f, field] of fields.entries()) {
          const inner = values[e * fields.length + f];
          if (inner !== undefined) {
            yield* treeOf(`${element}.${shownName(field)}`, inner, deeper);
          }
        }
      }
      yield* rest(elements, deeper);
      break;
    }
    case "function":
    case "opaque":
      yield* treeOf("content", value.content, deeper);
      break;
  }
}

function* rest(count: number, indent: string): Generator<string> {
  if (count > SHOWN_ITEMS) yield `${indent}… ${count - SHOWN_ITEMS} more`;
}

/** A value in one line: class, dimensions, first values. */
export function describe(value: MatValue): string {
  switch (value.kind) {
    case "numeric":
      return `${numericClass(value)} ${sized(value.dims)}${numbersShown(value)}`;
    case "char": {
      const shown = value.rows.slice(0, SHOWN_ITEMS).map(quoted).join(" ");
      const more = value.rows.length > SHOWN_ITEMS ? " …" : "";
      return `char ${sized(value.dims)}${shown === "" ? "" : `  ${shown}${more}`}`;
    }
    case "cell":
    case "struct":
      return `${value.kind} ${sized(value.dims)}`;
    case "object":
      return `object ${shownName(value.className)} ${sized(value.dims)}`;
    case "function":
      return "function";
    case "opaque":
      return `object ${shownName(value.className)} (${shownName(value.typeSystem)})`;
    case "sparse":
      return `sparse ${sparseClass(value)} ${sized(value.dims)}, ${value.rowIndices.length} stored`;
  }
}

function numericClass(value: MatNumeric): string {
  return (value.imag === undefined ? "" : "complex ") + (value.logical ? "logical" : value.class);
}

function sparseClass(value: MatSparse): string {
  return value.logical ? "logical" : value.imag === undefined ? "double" : "complex double";
}

function sized(dims: readonly number[]): string {
  return dims.join("x");
}

function numbersShown({ data, imag }: MatNumeric): string {
  if (data.length === 0) return "";
  const shown: string[] = [];
  for (let i = 0; i < Math.min(data.length, SHOWN_NUMBERS); i++) {
    const real = `${data[i]}`;
    const imaginary = imag === undefined ? "" : `${imag[i]}`;
    if (imag === undefined) shown.push(real);
    else shown.push(`${real}${imaginary.startsWith("-") ? "" : "+"}${imaginary}i`);
  }
  return `  ${shown.join(" ")}${data.length > SHOWN_NUMBERS ? " …" : ""}`;
}

function quoted(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return escaped(JSON.stringify(cut));
}

function shownName(name: string): string {
  return /^[A-Za-z_][\w.]*$/.test(name) ? name : quoted(name);
}

/** Escapes what JSON leaves as it is and a terminal may obey: DEL, C1 controls, direction marks. */
function escaped(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
