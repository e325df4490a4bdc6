/**
 * Small pieces of JSON Schema.
 *
 * @module
 */
import type { Schema } from "./route.ts";

/** Any text. */
export const text: Schema = { type: "string" };
/** A whole number, 0 or more. */
export const count: Schema = { type: "integer", minimum: 0 };
/** A time, with fractions. */
export const milliseconds: Schema = { type: "number", minimum: 0 };

/** An object of exactly these properties, all of them there. */
export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return {
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** An array. */
export function list(items: Schema): Schema {
  return { type: "array", items };
}

/** It, or `null`. */
export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}

/** A reference to a component schema. */
export function local(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
