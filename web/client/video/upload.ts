/**
 * Sends a large file in parts and resumes where it stopped: after a lost connection by itself, after
 * a reload when the same file is chosen again (tus 1.0, https://tus.io/protocols/resumable-upload).
 */
import { Backoff } from "../base/backoff.ts";
import { readRecord, tabStore } from "../base/storage.ts";
import { AnswerError } from "../server/answer_error.ts";
import { isAway, ProxyError, refusal, refusalOf } from "../server/proxy.ts";
import { serverUrl, storageKey } from "../base/url.ts";

/** Large enough to be fast, small enough that a lost connection costs little. */
const PART_BYTES = 8 * 1024 * 1024;
/** A proxy that takes less than that in one request takes no uploads. */
const LEAST_PART_BYTES = 64 * 1024;

/** Smaller once a proxy in front has refused a part. */
let partBytes = PART_BYTES;

const KEY = storageKey("framebox-upload");
const TUS = { "Tus-Resumable": "1.0.0" };

export type Remembered = { file: string; url: string; session: string };

/**
 * @param options.onAway the connection is lost, or is back
 * @returns the upload's id
 * @throws {AnswerError} what the server, or a proxy in front of it, refused
 */
export async function uploadFile(
  session: string,
  file: File,
  { signal, onSent, onAway }: {
    signal: AbortSignal;
    onSent: (sentBytes: number) => void;
    onAway: (isAway: boolean) => void;
  },
): Promise<string> {
  const backoff = new Backoff();
  let { url, offset } = await begin(session, file, signal);
  onSent(offset);
  while (offset < file.size) {
    try {
      const before = offset;
      offset = await sendPart(url, file, offset, signal, (bytes) => onSent(before + bytes));
      onSent(offset);
      onAway(false);
      backoff.reset();
    } catch (error) {
      signal.throwIfAborted();
      if (isTooLarge(error) && partBytes > LEAST_PART_BYTES) {
        // A last part may be smaller than what was refused before.
        partBytes = Math.max(LEAST_PART_BYTES, Math.min(partBytes, file.size - offset) / 2 | 0);
        continue;
      }
      if (!(error instanceof AnswerError) || !mayComeBack(error.status)) throw error;
      onAway(true);
      await pause(backoff.next(), signal);
      const there = await offsetOf(url, signal);
      if (there === undefined) ({ url, offset } = await create(session, file, signal));
      else offset = there ?? offset;
      onSent(offset);
    }
  }
  forget();
  return url.slice(url.lastIndexOf("/") + 1);
}

/** Notifies the server that what was sent is not wanted. */
export function withdrawUpload(session: string): void {
  const known = remembered();
  forget();
  if (known?.session !== session) return;
  // The answer isn't awaited: the session's end removes it just as well.
  fetch(known.url, { method: "DELETE", headers: TUS }).catch(() => {});
}

async function begin(session: string, file: File, signal: AbortSignal) {
  const known = remembered();
  if (known?.session === session && known.file === nameOf(file)) {
    const offset = await offsetOf(known.url, signal).catch(() => undefined);
    if (typeof offset === "number") return { url: known.url, offset };
  }
  return await create(session, file, signal);
}

async function create(session: string, file: File, signal: AbortSignal) {
  const name = new TextEncoder().encode(file.name);
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}/uploads`), {
    method: "POST",
    headers: {
      ...TUS,
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${btoa(String.fromCharCode(...name))}`,
    },
    signal,
  }).catch((error) => {
    signal.throwIfAborted();
    throw new AnswerError(0, String(error));
  });
  if (!response.ok) throw await refusalOf(response);
  const { pathname } = new URL(response.headers.get("location") ?? "", location.href);
  const known = { file: nameOf(file), url: pathname, session };
  tabStore.set(KEY, JSON.stringify(known));
  return { url: pathname, offset: 0 };
}

/**
 * How much the server has.
 *
 * @returns `undefined`: it knows no such upload; `null`: no answer
 */
async function offsetOf(url: string, signal: AbortSignal): Promise<number | null | undefined> {
  const response = await fetch(url, { method: "HEAD", headers: TUS, signal, cache: "no-store" })
    .catch(() => undefined);
  signal.throwIfAborted();
  if (!response) return null;
  // Of a server that a proxy can't reach, nothing is known.
  if (!response.ok) return isAway(response.status) ? null : undefined;
  return Number(response.headers.get("upload-offset"));
}

/**
 * XMLHttpRequest, because fetch reports no progress.
 *
 * @returns the new offset
 */
function sendPart(
  url: string,
  file: File,
  offset: number,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<number> {
  const request = new XMLHttpRequest();
  const part = file.slice(offset, offset + partBytes);
  return new Promise((resolve, reject) => {
    request.open("PATCH", url);
    request.setRequestHeader("tus-resumable", "1.0.0");
    request.setRequestHeader("upload-offset", String(offset));
    request.setRequestHeader("content-type", "application/offset+octet-stream");
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("load", () => {
      signal.removeEventListener("abort", abort);
      if (request.status === 204) resolve(Number(request.getResponseHeader("upload-offset")));
      else reject(refusal(request.status, request.responseText, part.size));
    });
    request.addEventListener("error", () => reject(new AnswerError(0, "")));
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    request.send(part);
  });
}

/** No answer, another part is still being written, or the server is busy or stopping. */
function mayComeBack(status: number) {
  return isAway(status) || [0, 408, 409, 423, 429].includes(status);
}

/** A proxy takes no part of that size; the server itself takes them all. */
function isTooLarge(error: unknown) {
  return error instanceof ProxyError && error.status === 413;
}

function nameOf(file: File) {
  return `${file.name} ${file.size} ${file.lastModified}`;
}

function remembered(): Remembered | undefined {
  return readRecord<Remembered>(tabStore, KEY, {
    file: "string",
    url: "string",
    session: "string",
  });
}

function forget() {
  tabStore.remove(KEY);
}

function pause(ms: number, signal: AbortSignal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
