/**
 * Sends a `Response` of the application by `node:http`.
 *
 * @module
 */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { hasBody } from "./node_request.ts";

/** How long the rest of a body without a reader is taken in, so that the answer arrives. */
const LINGER_MS = 500;
/** And at most this much of it. */
const LINGER_BYTES = 4 * 1024 * 1024;

/** A client that takes nothing of {@linkcode PIECE_BYTES} for this time reads its answer no more. */
const UNREAD_MS = 60_000;

/** What is written at once, so that a slow client is seen to read. */
const PIECE_BYTES = 64 * 1024;

/**
 * Sends it, as fast as the client takes it; one that takes nothing for `unreadMs` is cut. Resolves when all is
 * handed over, or the client has gone.
 *
 * @throws what the body's stream fails with; the connection is cut then
 */
export async function send(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  unreadMs = UNREAD_MS,
): Promise<void> {
  const isHead = incoming.method === "HEAD";
  // Who is answered before the body was read gets no further request on this connection.
  const isEarly = !incoming.complete && hasBody(incoming);
  if (isEarly) outgoing.shouldKeepAlive = false;
  const reader = response.body?.getReader();
  try {
    if (!reader || isHead) {
      await reader?.cancel();
      writeHead(response, outgoing, reader ? undefined : 0);
      outgoing.end();
    } else {
      await sendBody(reader, response, outgoing, unreadMs);
    }
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
  if (isEarly) linger(incoming);
}

/** A body that is there at once goes out with its length, any other in pieces. */
async function sendBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  response: Response,
  outgoing: ServerResponse,
  unreadMs: number,
): Promise<void> {
  const gone = () => void reader.cancel().catch(() => {});
  outgoing.once("close", gone);
  try {
    let { done, value } = await reader.read();
    let next = reader.read();
    // A failure is seen where it is read.
    next.catch(() => {});
    const second = done ? undefined : await Promise.race([next, nextTurn()]);
    const whole = done ? 0 : second?.done ? value?.byteLength : undefined;
    writeHead(response, outgoing, whole);
    while (!done && value && !outgoing.destroyed) {
      for (let at = 0; at < value.byteLength && !outgoing.destroyed; at += PIECE_BYTES) {
        const isTaken = outgoing.write(value.subarray(at, at + PIECE_BYTES));
        if (!isTaken) await drained(outgoing, unreadMs);
      }
      ({ done, value } = await next);
      if (!done) {
        next = reader.read();
        next.catch(() => {});
      }
    }
    outgoing.end();
    cutUnread(outgoing, unreadMs);
  } finally {
    outgoing.off("close", gone);
    // The client may have gone when it began: then no "close" comes. One that was read to
    // its end has nothing to let go of.
    gone();
  }
}

/** @param length of the body, if it is known and the response doesn't declare it itself */
function writeHead(response: Response, outgoing: ServerResponse, length?: number): void {
  const { status, headers } = response;
  for (const [name, value] of headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  const isBodiless = status === 204 || status === 304 || outgoing.req.method === "HEAD";
  if (length !== undefined && !isBodiless && !headers.has("content-length")) {
    outgoing.setHeader("content-length", length);
  }
  outgoing.writeHead(status);
}

/** Resolves when the client has read on, or has gone. */
async function drained(outgoing: ServerResponse, unreadMs: number): Promise<void> {
  if (outgoing.destroyed) return;
  const timer = setTimeout(() => outgoing.destroy(), unreadMs);
  const stop = new AbortController();
  const { signal } = stop;
  await Promise.race([once(outgoing, "drain", { signal }), once(outgoing, "close", { signal })]);
  stop.abort();
  clearTimeout(timer);
}

/** The end of an answer has to be taken in time, too. */
function cutUnread(outgoing: ServerResponse, unreadMs: number): void {
  if (outgoing.destroyed || outgoing.writableFinished) return;
  const timer = setTimeout(() => outgoing.destroy(), unreadMs);
  outgoing.once("close", () => clearTimeout(timer));
}

/** What is there without waiting comes before this. */
function nextTurn(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}

/**
 * Reads and drops what still comes, for a while: a connection that is closed with unread bytes is
 * reset, and the client may lose the answer with it. Then the connection ends.
 */
function linger(incoming: IncomingMessage): void {
  const { socket } = incoming;
  let bytes = 0;
  const end = () => {
    clearTimeout(timer);
    socket.destroySoon();
  };
  const timer = setTimeout(end, LINGER_MS);
  incoming.on("data", (chunk: Uint8Array) => {
    bytes += chunk.byteLength;
    if (bytes > LINGER_BYTES) end();
  });
  incoming.once("end", end);
  incoming.once("close", end);
  incoming.resume();
}
