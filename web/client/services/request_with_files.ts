/**
 * The request of a service that takes files and parameters as JSON: `oscar-files`, each file in base64, and each
 * parameter under its name.
 */
import type { ServiceParameterJson } from "../../wire/mod.ts";

/** A file of a request. */
export interface RequestFile {
  /** Name of its parameter. */
  readonly key: string;
  readonly name: string;
  readonly base64: string;
}

/** Base64 that a preview shows of a file. */
const PREVIEWED = 24;

/** What a file is called where a service lists no parameter for one. */
const FILE_KEY = "files";

/** The body. Lists and objects are texts of JSON, for services hand each value to a command line. */
export function requestWithFiles(
  files: readonly RequestFile[],
  values: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify(requestOf(files, values));
}

/** The same to be read by users: indented, and of each file only the beginning. */
export function previewOf(
  files: readonly RequestFile[],
  values: Readonly<Record<string, unknown>>,
): string {
  const short = files.map((file) => ({ ...file, base64: shortened(file.base64) }));
  return JSON.stringify(requestOf(short, values), null, 2);
}

/** Parameters that are files; one of its own where a service lists none. */
export function fileKeys(parameters: readonly ServiceParameterJson[]): string[] {
  const keys = parameters.filter(({ type }) => type === "file").map(({ name }) => name);
  return keys.length > 0 ? keys : [FILE_KEY];
}

/** Why what was typed is no value of a parameter. */
export type ValueProblem = "missing" | "notNumber" | "notInteger" | "json";

/**
 * What was typed as a value.
 *
 * @returns a value, undefined where none is sent, or what is wrong
 */
export function valueOf(
  { type, required }: Pick<ServiceParameterJson, "type" | "required">,
  typed: string,
): { value?: unknown; problem?: ValueProblem } {
  if (typed.trim() === "") return required ? { problem: "missing" } : {};
  if (type === "integer" || type === "number") {
    const value = Number(typed);
    if (!Number.isFinite(value)) return { problem: "notNumber" };
    return type === "integer" && !Number.isInteger(value) ? { problem: "notInteger" } : { value };
  }
  if (type === "boolean") return { value: typed === "true" };
  if (type === "json") {
    try {
      return { value: JSON.parse(typed) };
    } catch {
      return { problem: "json" };
    }
  }
  return { value: typed };
}

function requestOf(files: readonly RequestFile[], values: Readonly<Record<string, unknown>>) {
  const encoded = files.map(({ key, name, base64 }) => ({
    key,
    file_format: formatOf(name),
    data: base64,
  }));
  const sent = Object.entries(values).filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value]);
  return {
    ...(encoded.length > 0 ? { "oscar-files": encoded } : {}),
    ...Object.fromEntries(sent),
  };
}

/** The end of a name, as services put it behind the names of their own files. */
function formatOf(name: string): string {
  const [, format = ""] = /\.([A-Za-z0-9]{1,10})$/.exec(name) ?? [];
  return format === "" ? "bin" : format.toLowerCase();
}

function shortened(base64: string): string {
  return base64.length > PREVIEWED ? `${base64.slice(0, PREVIEWED)}…` : base64;
}
