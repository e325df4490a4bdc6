/**
 * What JSON should be: a value from outside becomes one with a type only by passing a guard. A guard looks at what
 * the page relies on, and takes the rest to be as its type has it.
 */

/** Whether a value is what it should be. */
export type Guard<T> = (value: unknown) => value is T;

type KindOf<V> = [V] extends [string] ? "string"
  : [V] extends [number] ? "number"
  : [V] extends [boolean] ? "boolean"
  : [V] extends [readonly unknown[]] ? "array"
  : "object";

/** Fields that are checked, each with the kind that its type has; `?` where it may be `null`. */
export type Shape<T> = {
  readonly [Name in keyof T]?: null extends T[Name] ? `${KindOf<NonNullable<T[Name]>>}?`
    : KindOf<T[Name]>;
};

/** The guard of an object with these fields. */
export function shaped<T extends object>(shape: Shape<T>): Guard<T> {
  const kinds: [string, unknown][] = Object.entries(shape);
  return (value): value is T => {
    if (!isOfKind(value, "object")) return false;
    const fields = new Map(fieldsOf(value));
    return kinds.every(([name, kind]) => isOfKind(fields.get(name), String(kind)));
  };
}

/** JSON as a value that is still to be looked at; undefined: it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What a value has of its own: nothing where it is no object. */
export function fieldsOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function isOfKind(value: unknown, kind: string): boolean {
  if (kind.endsWith("?")) return value === null || isOfKind(value, kind.slice(0, -1));
  if (kind === "array") return Array.isArray(value);
  return typeof value === kind && value !== null && !Array.isArray(value);
}
