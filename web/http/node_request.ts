/**
 * A request of `node:http` as the application takes it: a `Request` of the Fetch standard.
 *
 * @module
 */
import type { IncomingMessage } from "node:http";
import { HttpProblem } from "../api/errors.ts";

/** Methods that a `Request` can't have (Fetch standard, "forbidden method"). */
const FORBIDDEN = new Set(["CONNECT", "TRACE", "TRACK"]);

/**
 * Makes it.
 *
 * @param signal aborts when the client goes away before its answer is sent
 * @throws {HttpProblem} 400 when its address is none, 405 for a method that can't be
 */
export function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const method = incoming.method ?? "GET";
  if (FORBIDDEN.has(method)) {
    throw new HttpProblem(405, "UNIMPLEMENTED", `The method ${method} is not taken here.`);
  }
  const headers = headersOf(incoming);
  const body = hasBody(incoming) ? bodyOf(incoming) : undefined;
  return new Request(addressOf(incoming), {
    method,
    headers,
    signal,
    ...(body && method !== "GET" && method !== "HEAD" ? { body, duplex: "half" } : {}),
  } as RequestInit);
}

/** @throws {HttpProblem} 400 */
function addressOf(incoming: IncomingMessage): string {
  const target = incoming.url ?? "";
  const { socket } = incoming;
  const scheme = "encrypted" in socket && socket.encrypted ? "https" : "http";
  // HTTP/1.0 needs no Host.
  const host = incoming.headers.host ?? hostOf(socket.localAddress ?? "", socket.localPort ?? 0);
  // Proxies may ask with the whole address (RFC 9112, 3.2.2); the host that counts is Host.
  const path = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1] ?? target;
  const address = `${scheme}://${host}${path.startsWith("/") ? "" : "/"}${path}`;
  if (/[\s/?#@\\]/.test(host) || !URL.canParse(address)) {
    throw new HttpProblem(
      400,
      "INVALID_ARGUMENT",
      "The request's address or its Host header can't be read; see RFC 9112, 3.2.",
    );
  }
  return address;
}

function hostOf(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  const { rawHeaders } = incoming;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  }
  return headers;
}

/** Whether a request has a body (RFC 9112, 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/**
 * The body, read as fast as it is asked for. Giving it up leaves the connection as it is: the answer
 * has to go out by it.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isOver = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      incoming.pause();
      incoming.on("data", (chunk: Uint8Array) => {
        if (isOver) return;
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      const end = (error?: Error) => {
        if (isOver) return;
        isOver = true;
        if (error) controller.error(error);
        else controller.close();
      };
      incoming.once("end", () => end());
      incoming.once("error", end);
      incoming.once("close", () => end(new Error("The connection closed before the body's end.")));
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      isOver = true;
      incoming.pause();
    },
  }, { highWaterMark: 1 });
}
