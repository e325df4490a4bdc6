/** The page's session: made when first needed, kept over a reload, never in an address. */
import { isUnknown, refusalOf } from "./proxy.js";
import { tabStore } from "./storage.js";
import { serverUrl, storageKey } from "./url.js";

const KEY = storageKey("framebox-session");

/** The server has as many sessions as it takes. */
export class BusyError extends Error {}

/** @returns {string | undefined} the id of an earlier load of this page */
export function rememberedSession() {
  return tabStore.get(KEY);
}

export function forgetSession() {
  tabStore.remove(KEY);
}

/**
 * @returns {Promise<string>}
 * @throws {BusyError} when the server has too many
 * @throws {import("./answer_error.js").AnswerError} what the server, or a proxy in front of it, refused
 * @throws {TypeError} when the server can't be reached
 */
export async function openSession() {
  const response = await fetch(serverUrl("/api/v1/sessions"), { method: "POST" });
  if (response.status === 429) throw new BusyError();
  if (!response.ok) throw await refusalOf(response);
  /** @type {import("../../wire/mod.ts").SessionJson} */
  const { session } = await response.json();
  tabStore.set(KEY, session);
  return session;
}

/**
 * @param {string} session
 * @returns {Promise<boolean>} false: the server is there and does not know it any more
 * @throws {TypeError} when the server can't be reached
 */
export async function sessionExists(session) {
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}`), { cache: "no-store" });
  return !await isUnknown(response);
}
