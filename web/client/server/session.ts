/** The page's session: made when first needed, kept over a reload, never in an address. */
import { isSession } from "./api_shapes.ts";
import { readAnswer } from "./read_answer.ts";
import { isUnknown, refusalOf } from "./proxy.ts";
import { tabStore } from "../base/storage.ts";
import { serverUrl, storageKey } from "../base/url.ts";

const KEY = storageKey("framebox-session");

/** Close code of a live socket with which the server ends a session. */
export const SESSION_ENDED = 1001;

/** Close code of a live socket whose user has logged out, or is logged out. */
export const LOGIN_ENDED = 4003;

const ASKED = storageKey("framebox-login-asked");

/** The server has as many sessions as it takes. */
export class BusyError extends Error {}

/** @returns the id of an earlier load of this page */
export function rememberedSession(): string | undefined {
  return tabStore.get(KEY);
}

export function forgetSession(): void {
  tabStore.remove(KEY);
}

/** The login has ended: the page is loaded again, and the server asks for one. Once only, until {@linkcode loggedIn}. */
export function askForLogin(): void {
  if (tabStore.get(ASKED) !== undefined) return;
  tabStore.set(ASKED, "yes");
  location.reload();
}

/** The server takes this page's requests. */
export function loggedIn(): void {
  tabStore.remove(ASKED);
}

/** {@linkcode createSession}, remembered as the page's own. */
export async function openSession(): Promise<string> {
  const session = await createSession();
  tabStore.set(KEY, session);
  return session;
}

/**
 * @throws {BusyError} when the server has too many
 * @throws {AnswerError} what the server, or a proxy in front of it, refused
 * @throws {TypeError} when the server can't be reached
 */
export async function createSession(): Promise<string> {
  const response = await fetch(serverUrl("/api/v1/sessions"), { method: "POST" });
  if (response.status === 429) throw new BusyError();
  if (response.status === 401) askForLogin();
  if (!response.ok) throw await refusalOf(response);
  return (await readAnswer(response, isSession)).session;
}

/**
 * @returns false: the server is there and does not know it any more
 * @throws {TypeError} when the server can't be reached
 */
export async function sessionExists(session: string): Promise<boolean> {
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}`), { cache: "no-store" });
  if (response.status === 401) askForLogin();
  return !await isUnknown(response);
}
