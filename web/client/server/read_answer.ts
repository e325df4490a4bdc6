/**
 * The one place where an answer of the API gets a type. A page of a proxy, or what a server of another version
 * answers, is reported in words instead of failing somewhere else.
 */
import { type Guard, parsed } from "../base/shape.ts";
import { text } from "../base/text.ts";
import { ProxyError, refusal } from "./proxy.ts";

/**
 * @param body of an answer that is a success
 * @throws {ProxyError} it is no JSON, or JSON of something else
 */
export function parseAnswer<T>(status: number, body: string, guard: Guard<T>): T {
  const value = parsed(body);
  if (value === undefined) throw refusal(status, body);
  if (!guard(value)) throw new ProxyError(status, text.places.otherVersion);
  return value;
}

/**
 * The same for an answer of `fetch`.
 *
 * @throws {ProxyError} it is no JSON, or JSON of something else
 */
export async function readAnswer<T>(response: Response, guard: Guard<T>): Promise<T> {
  return parseAnswer(response.status, await response.text(), guard);
}
