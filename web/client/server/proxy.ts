/**
 * Answers that the server has not given: something in front of it, a proxy mostly, has answered in its
 * place, with a page of its own. They are put into words, and its limit is measured.
 */
import type { ErrorBody, ErrorJson } from "../../wire/mod.ts";
import { parsed, shaped } from "../base/shape.ts";
import { fill, numberText, text } from "../base/text.ts";
import { AnswerError } from "./answer_error.ts";
import { serverUrl } from "../base/url.ts";

/** Whether a server is stopping, or a proxy can't reach it or doesn't wait for it any longer. */
export function isAway(status: number): boolean {
  return [502, 503, 504].includes(status);
}

const KB = 1024;
const MB = 1024 * KB;

/** Usual limits, set or by default: nginx 1 MB. */
const USUAL_LIMITS = [
  ...[64, 128, 256, 512].map((n) => n * KB),
  ...[1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 50, 64, 100].map((n) => n * MB),
];

/**
 * An answer that is not the server's, or not of the version that this page is of. Its sentence is in the page's
 * language.
 */
export class ProxyError extends AnswerError {
  /** The server may be there again in a moment. */
  get isPassing(): boolean {
    return isAway(this.status);
  }
}

/**
 * What an answer that is no success means.
 *
 * @param sentBytes how much was sent with the request
 * @returns a {@link ProxyError} if it is not the server's own
 */
export function refusal(status: number, body: string, sentBytes: number = 0): AnswerError {
  const answer = parsed(body);
  return isErrorBody(answer) && isError(answer.error)
    ? AnswerError.of(status, answer.error)
    : new ProxyError(status, sentence(status, sentBytes));
}

const isErrorBody = shaped<ErrorBody>({ error: "object" });
const isError = shaped<ErrorJson>({ code: "string", message: "string" });

/** The same for an answer of `fetch`. */
export async function refusalOf(response: Response, sentBytes?: number): Promise<AnswerError> {
  return refusal(response.status, await response.text().catch(() => ""), sentBytes);
}

/**
 * Whether the server itself answers that it doesn't know what was asked for; a proxy's own 404 doesn't
 * count.
 */
export async function isUnknown(response: Response): Promise<boolean> {
  return response.status === 404 && !(await refusalOf(response) instanceof ProxyError);
}

function sentence(status: number, sentBytes: number) {
  if (status === 413) return tooLargeText(sentBytes, undefined);
  return fill(isAway(status) ? text.places.answered : text.places.otherAnswer, { status });
}

/**
 * A proxy took no more than that in one request.
 *
 * @param limit in bytes; `undefined`: it is not known
 */
export function tooLargeText(sentBytes: number, limit: number | undefined): string {
  const size = megabytes(sentBytes);
  const sentence = limit === undefined
    ? fill(text.places.tooLargeUnknown, { size })
    : fill(text.places.tooLarge, { limit: megabytes(limit), size });
  const lines = `client_max_body_size ${Math.ceil(sentBytes / MB)}m;`;
  return `${sentence} ${fill(text.places.inNginx, { lines })}`;
}

let measured: Promise<number | undefined> | undefined;

/**
 * How much a proxy takes that has refused this size: the largest of the usual limits that comes
 * through. It is found out once.
 *
 * @returns in bytes; `undefined`: it is not known
 */
export function proxyLimit(refusedBytes: number): Promise<number | undefined> {
  measured ??= measure(refusedBytes).then((limit) => {
    if (limit === undefined) measured = undefined;
    return limit;
  });
  return measured;
}

async function measure(refusedBytes: number) {
  const sizes = USUAL_LIMITS.filter((size) => size < refusedBytes);
  const first = sizes.findLastIndex((size) => size <= MB);
  if (first < 0) return undefined;
  if (await comesThrough(sizes[first] ?? 0)) {
    let last = first;
    while (last + 1 < sizes.length && await comesThrough(sizes[last + 1] ?? 0)) last += 1;
    return sizes[last];
  }
  for (let at = first - 1; at >= 0; at -= 1) {
    if (await comesThrough(sizes[at] ?? 0)) return sizes[at];
  }
  return undefined;
}

async function comesThrough(bytes: number) {
  const body = new Uint8Array(bytes);
  const response = await fetch(serverUrl("/api/v1/access"), { method: "POST", body })
    .catch(() => undefined);
  return response !== undefined &&
    (response.ok || !(await refusalOf(response) instanceof ProxyError));
}

/** In the unit of proxies' and the server's own settings, so that both show the same number. */
function megabytes(bytes: number) {
  if (bytes < MB) return `${numberText(bytes / KB)} kB`;
  return `${numberText(bytes / MB, 1)} MB`;
}
