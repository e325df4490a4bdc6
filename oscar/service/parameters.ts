/**
 * Parameters of a service that takes JSON with files, as its answer to `{"help": ""}` lists them: the help text of
 * Python's argparse, as DEEPaaS writes it.
 *
 * @module
 */
import { type DataValue, wholeData } from "../answer/mod.ts";

/** What a parameter takes. `json`: a list or a dict. */
export type ParameterType = "text" | "integer" | "number" | "boolean" | "json" | "file";

/** One parameter, for a form. */
export interface ServiceParameter {
  /** Its key in the request. */
  readonly name: string;
  /** What it takes. */
  readonly type: ParameterType;
  /** What it means, in the service's own words. */
  readonly help: string;
  /** Whether a call without it fails. */
  readonly isRequired: boolean;
  /** Its values, where only some are allowed. */
  readonly choices: readonly DataValue[] | undefined;
  /** As the help names it; `undefined` where it doesn't. */
  readonly defaultText: string | undefined;
}

const MAX_PARAMETERS = 200;
const MAX_TEXT_LENGTH = 200_000;

const OPTION = /^ {1,6}(?:-\w[\w ]*, )?--([A-Za-z_][\w-]*)(?:[ =](\S+))?\s*(.*)$/;
const SECTION = /^\S.*:$/;
const TYPES: Readonly<Record<string, ParameterType>> = {
  bool: "boolean",
  boolean: "boolean",
  int: "integer",
  integer: "integer",
  float: "number",
  number: "number",
  dict: "json",
  list: "json",
  file: "file",
  filepath: "file",
};

/** Options that argparse and the command itself have besides. */
const NOT_PARAMETERS = new Set(["help", "version", "config-file", "config-dir"]);

/** The request that lists them. */
export const HELP_REQUEST = '{"help": ""}';

/** Reads the parameters in an answer; none where it has no such list. */
export function readParameters(answer: string): ServiceParameter[] {
  const text = answer.slice(-MAX_TEXT_LENGTH);
  const found: ServiceParameter[] = [];
  const usage = /^usage:[^]*?(?=\n\S|\n\s*\n|$(?![^]))/m.exec(text)?.[0] ?? "";
  let option: { readonly name: string; readonly lines: string[] } | undefined;
  const finish = () => {
    if (option) found.push(parameterOf(option.name, option.lines, usage));
    option = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const [, name, , rest = ""] = OPTION.exec(line) ?? [];
    if (name !== undefined || SECTION.test(line)) finish();
    if (name === undefined) option?.lines.push(line.trim());
    else if (!NOT_PARAMETERS.has(name)) option = { name, lines: rest === "" ? [] : [rest] };
    if (found.length >= MAX_PARAMETERS) return found;
  }
  finish();
  return found;
}

function parameterOf(name: string, lines: readonly string[], usage: string): ServiceParameter {
  const text = lines.join("\n");
  const typeText = /^Type: *([A-Za-z]+)(.*)$/m.exec(text);
  const isFile = /filepath/i.test(typeText?.[0] ?? "");
  const choices = choicesOf(text);
  const type = isFile ? "file" : TYPES[typeText?.[1]?.toLowerCase() ?? ""] ?? "text";
  const help = lines.filter((line) => line !== "" && !/^(Type:|Choices:|\*Required\*)/.test(line));
  return {
    name,
    type,
    help: help.join(" "),
    isRequired: /^\*Required\*$/m.test(text) || isBareIn(usage, name),
    choices,
    defaultText: defaultOf(text),
  };
}

/** `default: 0.5`, `default is 'a'`, `by default "a"`. */
function defaultOf(text: string): string | undefined {
  const named =
    /\bdefaults?(?:(?: is|:| to|=) *|\s+(?=['"]))['"]?([^\s'",;)]+?)\.?(?=['"\s,;)]|$)/i;
  return named.exec(text)?.[1];
}

function choicesOf(text: string): readonly DataValue[] | undefined {
  const list = /^Choices: *(\[[^]*?\])\s*$/m.exec(text)?.[1];
  const value = list === undefined ? undefined : wholeData(list);
  return Array.isArray(value) ? value : undefined;
}

/** Whether the usage has the option without brackets around it: it can't be left out. */
function isBareIn(usage: string, name: string): boolean {
  return new RegExp(`(?<!\\[)--${RegExp.escape(name)}(?![\\w-])`).test(usage);
}

/** A file of a request. */
export interface RequestFile {
  /** Name of its parameter, e.g. `files`. */
  readonly key: string;
  /** Extension, without a dot; scripts give the file's name that end. */
  readonly format: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

/**
 * The body of a request with files and parameters. Lists and objects are texts of JSON, for the service hands each
 * value to a command line; what has no value is left out.
 */
export function requestWithFiles(
  files: readonly RequestFile[],
  parameters: Readonly<Record<string, DataValue>>,
): string {
  const values = Object.entries(parameters).filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value]);
  const encoded = files.map(({ key, format, bytes }) => ({
    key,
    file_format: format.replace(/^\.+/, "").replace(/[^A-Za-z0-9]/g, "") || "bin",
    data: bytes.toBase64(),
  }));
  return JSON.stringify({
    ...encoded.length > 0 ? { "oscar-files": encoded } : {},
    ...Object.fromEntries(values),
  });
}
