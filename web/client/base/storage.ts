/**
 * What the browser keeps for the page. Where it keeps nothing (blocked, full, a sandboxed frame),
 * the page's own memory does, as long as the page is open: nothing here throws.
 */
import { fieldsOf, parsed, type Shape, shaped } from "./shape.ts";

export interface Store {
  get: (key: string) => string | undefined;
  set: (key: string, value: string) => void;
  remove: (key: string) => void;
}

/** Kept over a reload, of this tab of the browser alone. */
export const tabStore = storeOver(() => sessionStorage);

/** Kept for the next visit, too. */
export const lastingStore = storeOver(() => localStorage);

/**
 * Reads what was kept as a JSON object.
 *
 * @param shape all of its fields; others are left out
 * @returns undefined: there is none, or it is of another version, or of another program at the same address
 */
export function readRecord<T extends object>(
  store: Store,
  key: string,
  shape: Required<Shape<T>>,
): T | undefined {
  const fields = fieldsOf(parsed(store.get(key) ?? "null"));
  const found: unknown = Object.fromEntries(fields.filter(([name]) => Object.hasOwn(shape, name)));
  return shaped<T>(shape)(found) ? found : undefined;
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
