/**
 * What the browser keeps for the page. Where it keeps nothing (blocked, full, a sandboxed frame),
 * the page's own memory does, as long as the page is open: nothing here throws.
 */

/**
 * @typedef {object} Store
 * @property {(key: string) => string | undefined} get
 * @property {(key: string, value: string) => void} set
 * @property {(key: string) => void} remove
 */

/** Kept over a reload, of this tab of the browser alone. */
export const tabStore = storeOver(() => sessionStorage);

/** Kept for the next visit, too. */
export const lastingStore = storeOver(() => localStorage);

/**
 * @param {Store} store
 * @param {string} key
 * @returns {any} what was kept as JSON; undefined when there is none that can be read
 */
export function readJson(store, key) {
  try {
    return JSON.parse(store.get(key) ?? "null") ?? undefined;
  } catch {
    return undefined; // Of another version, or of another program at the same address.
  }
}

/**
 * A cookie of the server, for what the server has to know when it makes the page.
 * @param {string} name
 * @param {string} value
 * @param {number} maxAgeS 0 forgets it
 * @param {string} path below which the server is
 */
export function setCookie(name, value, maxAgeS, path) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  attempt(() => {
    document.cookie = `${name}=${value}; path=${path}; max-age=${maxAgeS}; samesite=lax${secure}`;
  });
}

/**
 * @param {() => Storage} open reading the property alone throws where storage is blocked
 * @returns {Store}
 */
export function storeOver(open) {
  /** @type {Map<string, string | undefined>} what the browser did not take; undefined: removed */
  const memory = new Map();
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

/**
 * @template T
 * @param {() => T} action
 * @returns {T | undefined} undefined: the browser does not allow it
 */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
