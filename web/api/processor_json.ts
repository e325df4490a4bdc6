/**
 * A processor as the API and the live socket show it.
 *
 * @module
 */
import type { ProcessorInfo } from "../../processors/mod.ts";
import type { ProcessorJson } from "../wire/mod.ts";

/** A processor as JSON. What its provider knows of it besides, as an address or a token, stays in the server. */
export function processorJson(info: ProcessorInfo): ProcessorJson {
  const { name, title, help, kind, takes, gives } = info;
  return { name, title, help, kind, takes, gives };
}
