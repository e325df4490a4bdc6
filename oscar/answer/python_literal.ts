/**
 * Reads Python literals as `ast.literal_eval` does, by a parser of their own: nothing is evaluated. JSON's `true`,
 * `NaN` and so on are read as well, and what NumPy and PyTorch print of their values.
 *
 * Source: The Python Language Reference, 2.4 (literals) and 6.2 (atoms).
 *
 * @module
 */
import type { DataValue } from "./reading.ts";
import { readNumber } from "./python_number.ts";
import { readString } from "./python_string.ts";

/** Deeper values are refused. */
export const MAX_DEPTH = 100;
/** More values, at all depths together, are refused. */
export const MAX_VALUES = 1_000_000;

/** A list, a dict or a set that was read, and where it stands. */
export interface LiteralPart {
  readonly value: DataValue;
  readonly start: number;
  readonly end: number;
}

/** What was read. */
export interface LiteralEnd {
  /** `undefined` where no literal starts, or where it doesn't end. */
  readonly value: DataValue | undefined;
  /** Where the literal ends, or where the text stopped being one. */
  readonly end: number;
  /** Without a value: the last list or dict that was whole. What is still open can't become one. */
  readonly lastPart: LiteralPart | undefined;
  /** Whether it is deeper, or has more values, than the bounds allow. */
  readonly isTooLarge: boolean;
}

const NAMES: Readonly<Record<string, DataValue>> = {
  None: null,
  null: null,
  True: true,
  true: true,
  "np.True_": true,
  False: false,
  false: false,
  "np.False_": false,
  nan: NaN,
  NaN: NaN,
  "np.nan": NaN,
  inf: Infinity,
  "np.inf": Infinity,
  Infinity: Infinity,
};

/** Calls that stand for their first argument. */
const WRAPPERS =
  /^((np|numpy)\.)?(u?int\d*|float\d*|bool_?|str_|array|longlong|long|double)$|^(torch\.)?tensor$|^(frozen)?set$/;

/** Reads the literal that starts at a place of a text. */
export function readLiteral(text: string, at: number): LiteralEnd {
  const reader = new Reader(text, at);
  try {
    const value = reader.value(0);
    return { value, end: reader.at, lastPart: undefined, isTooLarge: false };
  } catch (caught) {
    if (caught !== NO_LITERAL && caught !== TOO_LARGE) throw caught;
    const { at: end, lastPart } = reader;
    return { value: undefined, end, lastPart, isTooLarge: caught === TOO_LARGE };
  }
}

/** Thrown inside this file alone; they have no stack, for most texts are no literals. */
const NO_LITERAL = Symbol("no literal");
const TOO_LARGE = Symbol("too large");

class Reader {
  at: number;
  lastPart: LiteralPart | undefined;
  readonly #text: string;
  #values = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(depth: number): DataValue {
    if (depth > MAX_DEPTH || ++this.#values > MAX_VALUES) throw TOO_LARGE;
    this.#blanks();
    const start = this.at;
    switch (this.#text[start]) {
      case "{":
        return this.#part(start, this.#braces(depth));
      case "[":
        return this.#part(start, this.#list(depth, "]").items);
      case "(": {
        const { items, hasComma } = this.#list(depth, ")");
        // Parentheses around one value are no tuple.
        return items.length === 1 && !hasComma ? items[0]! : items;
      }
      default:
        return this.#scalar(depth);
    }
  }

  #part(start: number, value: DataValue): DataValue {
    this.lastPart = { value, start, end: this.at };
    return value;
  }

  #scalar(depth: number): DataValue {
    const found = readString(this.#text, this.at) ?? readNumber(this.#text, this.at);
    if (found === undefined) return this.#name(depth);
    this.at = found.end;
    if (typeof found.value !== "string" || found.isNumber) return found.value;
    // Strings that follow each other are one; pprint wraps long ones so.
    const parts = [found.value];
    for (;;) {
      const before = this.at;
      this.#blanks();
      const next = readString(this.#text, this.at);
      if (next === undefined) {
        this.at = before;
        return parts.length === 1 ? parts[0]! : parts.join("");
      }
      parts.push(next.value);
      this.at = next.end;
    }
  }

  /** A dict or a set. */
  #braces(depth: number): DataValue {
    const entries: [string, DataValue][] = [];
    const items: DataValue[] = [];
    this.at++;
    while (!this.#closes("}")) {
      const key = this.value(depth + 1);
      this.#blanks();
      if (this.#text[this.at] === ":" && items.length === 0) {
        this.at++;
        entries.push([keyOf(key), this.value(depth + 1)]);
      } else if (entries.length === 0) items.push(key);
      else throw NO_LITERAL;
      this.#comma("}");
    }
    return items.length > 0 ? items : Object.fromEntries(entries);
  }

  #list(depth: number, closing: string): { items: DataValue[]; hasComma: boolean } {
    const items: DataValue[] = [];
    let hasComma = false;
    this.at++;
    while (!this.#closes(closing)) {
      items.push(this.value(depth + 1));
      hasComma = this.#comma(closing) || hasComma;
    }
    return { items, hasComma };
  }

  #closes(closing: string): boolean {
    this.#blanks();
    if (this.#text[this.at] !== closing) return false;
    this.at++;
    return true;
  }

  #comma(closing: string): boolean {
    this.#blanks();
    const isComma = this.#text[this.at] === ",";
    if (isComma) this.at++;
    else if (this.#text[this.at] !== closing) throw NO_LITERAL;
    return isComma;
  }

  #name(depth: number): DataValue {
    const name = this.#word();
    if (this.#text[this.at] === "(") return this.#call(name, depth);
    const value = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (value === undefined) throw NO_LITERAL;
    return value;
  }

  /** `np.float32(0.5)`, `array([1, 2], dtype=int8)`, `OrderedDict([('a', 1)])`, `set()`. */
  #call(name: string, depth: number): DataValue {
    if (!WRAPPERS.test(name) && name !== "OrderedDict") throw NO_LITERAL;
    this.at++;
    let first: DataValue | undefined;
    for (let isFirst = true; !this.#closes(")"); isFirst = false) {
      const value = this.#argument(depth + 1);
      if (isFirst) first = value;
      this.#comma(")");
    }
    if (name !== "OrderedDict") return first ?? [];
    if (!Array.isArray(first)) return first ?? {};
    return Object.fromEntries(first.map((pair) => {
      if (!Array.isArray(pair) || pair.length !== 2) throw NO_LITERAL;
      return [keyOf(pair[0]), pair[1]];
    }));
  }

  /** A positional argument; one with a name has no value that counts. */
  #argument(depth: number): DataValue {
    this.#blanks();
    const named = matchAt(/[A-Za-z_]\w{0,40}\s?=\s?/y, this.#text, this.at);
    if (named === undefined) return this.value(depth);
    this.at += named.length;
    const word = matchAt(/[A-Za-z_][\w.]{0,40}(?=[\s,)])/y, this.#text, this.at);
    if (word === undefined) return this.value(depth);
    this.at += word.length;
    return word;
  }

  #word(): string {
    const word = matchAt(/[A-Za-z_][\w.]{0,40}/y, this.#text, this.at);
    if (word === undefined) throw NO_LITERAL;
    this.at += word.length;
    return word;
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }
}

function keyOf(value: DataValue | undefined): string {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}
