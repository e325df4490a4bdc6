/**
 * Bounds on what a connection can cost before a call of it is visible.
 *
 * HTTP/2 compresses headers (HPACK, RFC 7541): a byte can stand for a header of 4 KB. Deno keeps those of a
 * stream until they are complete, and resets the stream when they are too many or too large; neither grpc-js
 * nor framebox is notified. A client that repeats this is cut (docs/decisions/0018-http2-headers.md).
 *
 * @module
 */
import type grpc from "@grpc/grpc-js";
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** Headers of a call: HTTP/2's and gRPC's own are ten, a proxy and tracing add some thirty. */
const MAX_HEADERS = 48;

/** Their size (RFC 9113, 6.5.2), as gRPC's C core has it (`grpc.absolute_max_metadata_size`). */
const MAX_HEADER_BYTES = 16 * 1024;

/** Streams of a connection that may be reset for their client's fault; the next one ends it. */
const MAX_RESETS = 20;

/** Length of an RST_STREAM frame (RFC 9113, 6.4): nine bytes of header, four of code. */
const RESET_BYTES = 13;
const RST_STREAM = 3;

/**
 * Codes (RFC 9113, 7) of faults that only a client can have made: PROTOCOL_ERROR, FLOW_CONTROL_ERROR, STREAM_CLOSED,
 * FRAME_SIZE_ERROR, COMPRESSION_ERROR, ENHANCE_YOUR_CALM (too many or too large headers). Not among them: NO_ERROR,
 * INTERNAL_ERROR, CANCEL, and REFUSED_STREAM (too many calls at once, to be tried again).
 */
const CLIENT_FAULTS = new Set([1, 3, 5, 6, 9, 11]);

/** The options that grpc-js makes its HTTP/2 servers with. */
interface Http2Options {
  settings?: { maxConcurrentStreams?: number; maxHeaderListSize?: number };
  maxHeaderListPairs?: number;
}

/** Bounds the headers of a call. Call it before the server takes connections. */
export function boundHeaders(server: grpc.Server): void {
  const options: unknown = Reflect.get(server, "commonServerOptions");
  if (!isOptions(options)) {
    // Nothing public gives these options.
    throw new Error("This grpc-js has other HTTP/2 options; adapt reset_guard.ts.");
  }
  options.maxHeaderListPairs = MAX_HEADERS;
  options.settings = { ...options.settings, maxHeaderListSize: MAX_HEADER_BYTES };
}

/**
 * Skips calls whose stream has ended before grpc-js gets them, as with a client that never reads its answers.
 * grpc-js would still answer an unknown method or content type, which throws where nothing catches it and would
 * end the process. Call it before the server takes connections.
 */
export function skipEndedStreams(server: grpc.Server): void {
  const handler: unknown = Reflect.get(server, STREAM_HANDLER);
  if (typeof handler !== "function") {
    throw new Error("This grpc-js has another stream handler; adapt reset_guard.ts.");
  }
  Reflect.set(server, STREAM_HANDLER, function (this: unknown, ...args: unknown[]): void {
    // Its own interceptors, the stream, its headers, and flags of HTTP/2.
    const [, stream] = args;
    if (!isStream(stream)) throw new Error("grpc-js gave no stream.");
    if (!stream.destroyed) return Reflect.apply(handler, this, args);
    stream.on("error", () => {});
  });
}

function isStream(value: unknown): value is EventEmitter & { readonly destroyed: boolean } {
  return value instanceof EventEmitter && "destroyed" in value;
}

/** What grpc-js calls with each stream, while channelz is off. */
const STREAM_HANDLER = "_streamHandler";

/**
 * Cuts a connection after too many of its streams were reset before they became calls. It reads what the server
 * writes: each frame is one write (`Http2Session`, `sendPending`).
 *
 * @param socket decrypted; not yet given to HTTP/2
 * @param onCut called with the number of resets
 */
export function watchResets(socket: Socket, onCut: (resets: number) => void): void {
  const write = socket.write;
  let resets = 0;
  socket.write = function (this: Socket, ...args: unknown[]): boolean {
    const [frame] = args;
    if (frame instanceof Uint8Array && isClientFault(frame) && ++resets > MAX_RESETS) {
      if (!socket.destroyed) onCut(resets);
      socket.destroy();
      return false;
    }
    return Reflect.apply(write, socket, args);
  };
}

function isClientFault(frame: Uint8Array): boolean {
  return frame.byteLength === RESET_BYTES && frame[3] === RST_STREAM &&
    CLIENT_FAULTS.has(frame[12] ?? 0) && frame[9] === 0 && frame[10] === 0 && frame[11] === 0;
}

function isOptions(value: unknown): value is Http2Options {
  return typeof value === "object" && value !== null && "maxSendHeaderBlockLength" in value;
}
