/**
 * Asks a WebSocket's other end now and then whether it is still there.
 *
 * @module
 */
import type { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";

/**
 * How often, in milliseconds: more often than proxies end connections that are silent (nginx after
 * 60 s, some after 10 s).
 */
const PING_MS = 8000;
/** Pings in a row that may stay without an answer. */
const MAX_UNANSWERED = 3;

/** Pings until it is stopped; cuts a socket whose other end has gone. */
export class Heartbeat {
  readonly #timer: ReturnType<typeof setInterval>;
  #unanswered = 0;

  /**
   * @param stream the connection beneath: whatever comes by it shows that the other end is there, as its
   *   answers wait behind a message that is large
   */
  constructor(
    socket: Pick<WebSocket, "OPEN" | "readyState" | "ping" | "terminate">,
    stream: Pick<Duplex, "on">,
    pingMs: number = PING_MS,
  ) {
    stream.on("data", () => this.#unanswered = 0);
    this.#timer = setInterval(() => {
      if (this.#unanswered++ >= MAX_UNANSWERED) return socket.terminate();
      if (socket.readyState === socket.OPEN) socket.ping();
    }, pingMs);
    Deno.unrefTimer(this.#timer);
  }

  /** No more pings. */
  stop(): void {
    clearInterval(this.#timer);
  }
}
