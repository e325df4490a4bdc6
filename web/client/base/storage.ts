/**
 * What the browser keeps for the page. Where it keeps nothing (blocked, full, a sandboxed frame),
 * the page's own memory does, as long as the page is open: nothing here throws.
 */

export interface Store {
  get: (key: string) => string | undefined;
  set: (key: string, value: string) => void;
  remove: (key: string) => void;
}

/** Kept over a reload, of this tab of the browser alone. */
export const tabStore = storeOver(() => sessionStorage);

/** Kept for the next visit, too. */
export const lastingStore = storeOver(() => localStorage);

interface FieldTypes {
  string: string;
  number: number;
}

const IS: { [Type in keyof FieldTypes]: (value: unknown) => value is FieldTypes[Type] } = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
};

/**
 * Reads what was kept as a JSON object.
 *
 * @param fields their names and types; others are left out
 * @returns undefined: there is none, or it is of another version, or of another program at the same address
 */
export function readRecord<const Fields extends Record<string, keyof FieldTypes>>(
  store: Store,
  key: string,
  fields: Fields,
): { [Name in keyof Fields]: FieldTypes[Fields[Name]] } | undefined {
  const record = attempt((): unknown => JSON.parse(store.get(key) ?? "null"));
  if (typeof record !== "object" || record === null) return undefined;
  const known = Object.entries(record).filter(([name]) => Object.hasOwn(fields, name));
  const found: Record<string, unknown> = Object.fromEntries(known);
  return hasFields(found, fields) ? found : undefined;
}

function hasFields<Fields extends Record<string, keyof FieldTypes>>(
  record: Record<string, unknown>,
  fields: Fields,
): record is { [Name in keyof Fields]: FieldTypes[Fields[Name]] } {
  return Object.entries(fields).every(([name, type]) => IS[type](record[name]));
}

/**
 * A cookie of the server, for what the server has to know when it makes the page.
 *
 * @param maxAgeS 0 forgets it
 * @param path below which the server is
 */
export function setCookie(name: string, value: string, maxAgeS: number, path: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  attempt(() => {
    document.cookie = `${name}=${value}; path=${path}; max-age=${maxAgeS}; samesite=lax${secure}`;
  });
}

/** @param open reading the property alone throws where storage is blocked */
export function storeOver(open: () => Storage): Store {
  /** What the browser did not take; undefined: removed */
  const memory: Map<string, string | undefined> = new Map();
  return {
    get(key) {
      if (memory.has(key)) return memory.get(key);
      return attempt(() => open().getItem(key)) ?? undefined;
    },
    set(key, value) {
      memory.set(key, value);
      attempt(() => {
        open().setItem(key, value);
        memory.delete(key);
      });
    },
    remove(key) {
      memory.set(key, undefined);
      attempt(() => {
        open().removeItem(key);
        memory.delete(key);
      });
    },
  };
}

/** @returns undefined: it throws, as what the browser does not allow */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
