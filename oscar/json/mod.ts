/**
 * Fields of a cluster's JSON. Generations differ in what they leave out, and any list may be null; what is of another
 * type than it should be counts as left out, so that one odd field hides no service.
 *
 * @module
 */
import * as v from "valibot";

/** A text; empty where there is none. */
export const text = v.fallback(v.optional(v.string(), ""), "");

/** A truth value; false where there is none. */
export const flag = v.fallback(v.optional(v.boolean(), false), false);

/** A whole number; 0 where there is none. */
export const count = v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0), 0);

/** Texts by their names; values that are none are left out. */
export const texts = v.fallback(
  v.pipe(
    v.nullish(v.record(v.string(), v.unknown()), {}),
    v.transform((values): Readonly<Record<string, string>> => {
      const entries = Object.entries(values).filter((entry): entry is [string, string] =>
        typeof entry[1] === "string"
      );
      return Object.fromEntries(entries);
    }),
  ),
  {},
);

/** A list; items that can't be read are left out. */
export function list<Item extends v.GenericSchema>(
  item: Item,
): v.GenericSchema<unknown, v.InferOutput<Item>[]> {
  return v.fallback(
    v.pipe(
      v.nullish(v.array(v.unknown()), []),
      v.transform((items): v.InferOutput<Item>[] =>
        items.map((value) => v.safeParse(item, value))
          .flatMap(({ success, output }) => success ? [output] : [])
      ),
    ),
    [],
  );
}

/** An object; `undefined` where there is none. */
export function maybe<Schema extends v.GenericSchema>(
  schema: Schema,
): v.GenericSchema<unknown, v.InferOutput<Schema> | undefined> {
  return v.fallback(v.optional(schema), undefined);
}

/** What a schema makes of a value; `undefined` where it doesn't fit. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, json);
  return success ? output : undefined;
}
