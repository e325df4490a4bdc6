/** Types of settings: how a text becomes a value, and how a right value looks, for error texts. */

/** How the text of an environment variable or flag becomes a value. */
export interface SettingType<T> {
  /** What a right value is, in a few words: `a port, 0–65535`. */
  readonly expects: string;
  /** The value, or `undefined` if the text is no such value. */
  readonly parse: (text: string) => T | undefined;
  /** A value of this type as a text that `parse` reads. */
  readonly format: (value: unknown) => string;
  /** A flag without a value means `true`. */
  readonly isSwitch?: boolean;
  /** Never printed. */
  readonly isSecret?: boolean;
  /** What is wrong with a text that is no such value, in words that give no secret away. */
  readonly problem?: (text: string) => string | undefined;
  /** What may be printed of a secret value; without it only that there is one. */
  readonly shown?: (value: unknown) => string;
}

/** Parsing by a function that gives the value, or the sentence about what is wrong; values are no strings. */
export function parsedBy<T extends object>(
  read: (text: string) => T | string,
): Required<Pick<SettingType<T>, "parse" | "problem">> {
  const found = (text: string) => {
    const value = read(text);
    return typeof value === "string" ? { problem: value } : { value };
  };
  return { parse: (text) => found(text).value, problem: (text) => found(text).problem };
}

/** Bounds of a whole number, both included. */
export interface WholeRange {
  readonly min: number;
  readonly max: number;
  /** What is counted: `ms`, `MB`, `frames`. */
  readonly unit?: string;
}

/** A whole number within bounds. */
export function whole(range: WholeRange): SettingType<number> {
  const unit = range.unit ? ` (${range.unit})` : "";
  return {
    expects: `a whole number from ${range.min} to ${range.max}${unit}`,
    parse: (text) => {
      if (!/^\d{1,15}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= range.min && value <= range.max ? value : undefined;
    },
    format: String,
  };
}

/** `auto`, or a whole number: 0, or one within bounds. */
export function autoOrWhole(range: WholeRange): SettingType<"auto" | number> {
  const number = whole(range);
  return {
    expects: `auto, 0, or ${number.expects}`,
    parse: (text) => text === "auto" ? "auto" : text === "0" ? 0 : number.parse(text),
    format: String,
  };
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(): SettingType<number> {
  return { ...whole({ min: 0, max: 65535 }), expects: "a port, 0–65535 (0: any free one)" };
}

/** Ports, separated by commas; empty for none. */
export function ports(): SettingType<readonly number[]> {
  const one = port();
  return {
    expects: "ports separated by commas, or nothing",
    parse: (text) => allOf(words(text).map(one.parse)),
    format: String,
  };
}

/** Words, separated by commas; empty for none. */
export function list(): SettingType<readonly string[]> {
  return {
    expects: "words separated by commas, or nothing",
    parse: words,
    format: String,
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(choices: readonly W[]): SettingType<W> {
  return {
    expects: `one of ${choices.join(", ")}`,
    parse: (text) => choices.find((choice) => choice === text),
    format: String,
  };
}

/** Yes or no: `true`, `1`, `yes`, `on` and their opposites. */
export function yesNo(): SettingType<boolean> {
  return {
    expects: "true or false",
    parse: (text) => {
      if (/^(true|1|yes|on)$/i.test(text)) return true;
      if (/^(false|0|no|off)$/i.test(text)) return false;
      return undefined;
    },
    format: String,
    isSwitch: true,
  };
}

/** Any text without control characters. */
export function text(expects: string): SettingType<string> {
  return {
    expects,
    // deno-lint-ignore no-control-regex
    parse: (value) => /[\u0000-\u001f]/.test(value) ? undefined : value,
    format: String,
  };
}

/** A text that is never printed: only visible ASCII, so that it can be sent in a header as it is. */
export function secret(): SettingType<string> {
  return {
    expects: "nothing, or visible ASCII characters without spaces",
    parse: (value) => /^[\x21-\x7e]*$/.test(value) ? value : undefined,
    format: String,
    isSecret: true,
  };
}

/** A text that is never printed and may hold any character but control characters. */
export function password(): SettingType<string> {
  return { ...text("nothing, or a text without control characters"), isSecret: true };
}

function words(value: string): string[] {
  return value.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function allOf<T>(values: readonly (T | undefined)[]): T[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
