/**
 * Bounds on what a connection can cost before any call of it is seen.
 *
 * HTTP/2 packs headers (HPACK, RFC 7541): a byte can stand for a header of 4 KB. Deno keeps those of a
 * stream until they are whole, and resets the stream when they are too many or too large; neither
 * grpc-js nor we hear of it. A client that does so again and again has nothing to ask
 * (docs/decisions/0018-http2-headers.md).
 *
 * @module
 */
import type grpc from "@grpc/grpc-js";
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/**
 * Headers of a call: HTTP/2's and gRPC's own are ten, a proxy and tracing add some thirty.
 */
const MAX_HEADERS = 48;

/** Their size (RFC 9113, 6.5.2), as gRPC's C core has it (`grpc.absolute_max_metadata_size`). */
const MAX_HEADER_BYTES = 16 * 1024;

/** So many streams of a connection may be reset for what they are; the next one ends it. */
const MAX_RESETS = 20;

/** Length of an RST_STREAM frame (RFC 9113, 6.4): nine bytes of header, four of code. */
const RESET_BYTES = 13;
const RST_STREAM = 3;

/**
 * Codes (RFC 9113, 7) with which a stream is reset for something that only its client can have done
 * wrong: PROTOCOL_ERROR, FLOW_CONTROL_ERROR, STREAM_CLOSED, FRAME_SIZE_ERROR, COMPRESSION_ERROR,
 * ENHANCE_YOUR_CALM (too many or too large headers). Not among them: NO_ERROR, INTERNAL_ERROR, CANCEL, and
 * REFUSED_STREAM (too many calls at once, to be tried again).
 */
const BLAMES = new Set([1, 3, 5, 6, 9, 11]);

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
    throw new Error(
      "grpc-js keeps its HTTP/2 options elsewhere now; reset_guard.ts must learn where.",
    );
  }
  options.maxHeaderListPairs = MAX_HEADERS;
  options.settings = { ...options.settings, maxHeaderListSize: MAX_HEADER_BYTES };
}

/**
 * Leaves calls alone whose stream has ended before grpc-js hears of them, as with a client that never
 * reads its answers: grpc-js would answer an unknown method or content type all the same, which throws
 * where nobody catches it and would end the process. Call it before the server takes connections.
 */
export function skipEndedStreams(server: grpc.Server): void {
  const handler: unknown = Reflect.get(server, STREAM_HANDLER);
  if (typeof handler !== "function") {
    throw new Error("grpc-js takes its streams elsewhere now; reset_guard.ts must learn where.");
  }
  Reflect.set(server, STREAM_HANDLER, function (this: unknown, ...args: unknown[]): void {
    // Its own interceptors, the stream, its headers, and what HTTP/2 has to say besides.
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
 * Cuts a connection after too many of its streams were reset before they were calls. It reads what
 * the server writes: each frame is a write of its own (`Http2Session`, `sendPending`).
 *
 * @param socket decrypted; not yet given to HTTP/2
 * @param cut told how many there were
 */
export function watchResets(socket: Socket, cut: (resets: number) => void): void {
  const write = socket.write;
  let resets = 0;
  socket.write = function (this: Socket, ...args: unknown[]): boolean {
    const [frame] = args;
    if (frame instanceof Uint8Array && isBlamingReset(frame) && ++resets > MAX_RESETS) {
      if (!socket.destroyed) cut(resets);
      socket.destroy();
      return false;
    }
    return Reflect.apply(write, socket, args);
  };
}

function isBlamingReset(frame: Uint8Array): boolean {
  return frame.byteLength === RESET_BYTES && frame[3] === RST_STREAM &&
    BLAMES.has(frame[12] ?? 0) && frame[9] === 0 && frame[10] === 0 && frame[11] === 0;
}

function isOptions(value: unknown): value is Http2Options {
  return typeof value === "object" && value !== null && "maxSendHeaderBlockLength" in value;
}
