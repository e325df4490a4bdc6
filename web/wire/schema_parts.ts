/**
 * Small pieces of schemas, and the type of what a schema describes.
 *
 * @module
 */
import * as v from "valibot";

/** What a schema describes, as JSON that is not changed. */
export type Json<Schema extends v.GenericSchema> = ReadonlyDeep<v.InferOutput<Schema>>;

type ReadonlyDeep<T> = T extends readonly (infer Item)[] ? readonly ReadonlyDeep<Item>[]
  : T extends object ? { readonly [Name in keyof T]: ReadonlyDeep<T[Name]> }
  : T;

/** Any text. */
export const text = v.string();
/** A whole number, 0 or more. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A number, 0 or more. */
export const amount = v.pipe(v.number(), v.minValue(0));
/** A point in time, ISO 8601. */
export const time = v.pipe(v.string(), v.isoTimestamp());
/** What a sentence is made from, so that it can be translated. */
export const details = v.record(v.string(), v.union([v.string(), v.number()]));
/** What has a form of its own, e.g. a file. */
export const anything = v.unknown();

/** The same, described. */
export function described<Schema extends v.GenericSchema>(
  schema: Schema,
  description: string,
): v.SchemaWithPipe<
  readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]
> {
  return v.pipe(schema, v.description<v.InferOutput<Schema>, string>(description));
}

const components: Record<string, v.GenericSchema> = {};

/** The schemas that have names in the OpenAPI document. */
export const COMPONENTS: Readonly<Record<string, v.GenericSchema>> = components;

/** The same with a name, by which the OpenAPI document refers to it wherever it stands. */
export function named<Schema extends v.GenericSchema>(name: string, schema: Schema): Schema {
  if (Object.hasOwn(components, name)) throw new Error(`There are two schemas named ${name}.`);
  return components[name] = schema;
}

/** An object of exactly these properties, {@linkcode named}. */
export function component<Entries extends v.ObjectEntries>(
  name: string,
  entries: Entries,
): v.StrictObjectSchema<Entries, undefined> {
  return named(name, v.strictObject(entries));
}
