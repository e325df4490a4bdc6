/**
 * A stream's own choice of processor, by `extension_configuration`.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";

/** Longest text, in UTF-16 units: parsing a whole message as JSON would block all streams. */
const MAX_TEXT = 100_000;

/** What a stream's configuration comes to. */
export interface Choice {
  /** The processor of its frames. */
  readonly processor: string;
  /** The name in the configuration, if no processor has it. */
  readonly unknown?: string;
}

/** The processors that can be chosen. */
export interface Choices {
  /** The processor of streams that name none. */
  readonly default: string;
  /** All that could be chosen. */
  readonly names: readonly string[];
  /**
   * Whether there is a processor of that name.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` for one that takes no pictures
   */
  has(name: string): boolean;
}

/**
 * Reads it: `{"processor": …}`, or `{"pipeline": {"name": …}}` as some clients write it. Other keys
 * are ignored, for other extensions may read the same text.
 *
 * @param text empty: no choice
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no JSON object, its `processor` no name, or one that takes
 * no pictures; `RESOURCE_EXHAUSTED` when it is too long to be parsed
 */
export function readConfiguration(text: string, choices: Choices): Choice {
  const asked = text.trim() === "" ? undefined : nameIn(objectOf(text));
  if (asked === undefined) return { processor: choices.default };
  if (choices.has(asked)) return { processor: asked };
  return { processor: choices.default, unknown: asked };
}

function objectOf(text: string): object {
  if (text.length > MAX_TEXT) {
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `The extension_configuration has ${text.length} characters; ${MAX_TEXT} are read.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused("The extension_configuration is no JSON", cause);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw refused("The extension_configuration is JSON, but no object");
}

function nameIn(configuration: object): string | undefined {
  const { processor, pipeline }: { processor?: unknown; pipeline?: unknown } = configuration;
  if (typeof processor === "string") return processor;
  if (processor !== undefined) {
    throw refused("The processor in extension_configuration is no text");
  }
  if (typeof pipeline !== "object" || pipeline === null || !("name" in pipeline)) return undefined;
  return typeof pipeline.name === "string" ? pipeline.name : undefined;
}

function refused(what: string, cause?: unknown): FrameboxError {
  const right = `it should be like {"processor": "grey"}, or empty.`;
  return new FrameboxError("INVALID_ARGUMENT", `${what}; ${right}`, cause);
}
