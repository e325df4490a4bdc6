/**
 * Bounds on what comes by a WebSocket before it is a message, and on how many messages come.
 *
 * @module
 */
import type { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { ByteAccount } from "../limits/byte_budget.ts";
import { TokenBucket } from "../limits/token_bucket.ts";
import { CLOSE } from "./live_sockets.ts";

/** Messages a second, and at once; a camera sends 30 to 60, a fast program some hundreds. */
const MESSAGES_PER_SECOND = 2000;
const MESSAGES_AT_ONCE = 2000;

/** What one read of a connection brings at most; in it there may be many whole messages. */
const UNBOOKED_BYTES = 64 * 1024;

/**
 * Books the bytes of a message while they come, and bounds the messages read a second:
 * a client that sends more waits, as TCP has it.
 */
export class IncomingPace {
  readonly #socket: WebSocket;
  readonly #account: ByteAccount;
  readonly #bucket = new TokenBucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Bytes since the last whole message. */
  #came = 0;

  /**
   * @param stream the connection beneath
   * @param account where bytes are booked that are no whole message yet
   */
  constructor(socket: WebSocket, stream: Duplex, account: ByteAccount) {
    this.#socket = socket;
    this.#account = account;
    // Before ws takes them: what completes a message is booked when the message is there.
    stream.prependListener("data", (chunk: Uint8Array) => this.#book(chunk.byteLength));
    socket.on("message", () => this.#message());
    socket.on("ping", () => this.#message());
  }

  /** Gives back what is booked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#account.release();
  }

  #book(bytes: number): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#came += bytes;
    if (this.#came <= UNBOOKED_BYTES) return;
    try {
      this.#account.add(bytes);
    } catch (caught) {
      this.#socket.close(CLOSE.tryAgainLater, toFrameboxError(caught).message);
      // Nothing more is taken in, whatever still comes.
      clearTimeout(this.#timer);
      this.#socket.pause();
      this.#account.release();
    }
  }

  #message(): void {
    this.#came = 0;
    this.#account.release();
    this.#bucket.take();
    if (this.#timer === undefined && this.#bucket.waitMs > 0) this.#hold();
  }

  /** Reads on when there is room again; messages that had come before the hold count as well. */
  #hold(): void {
    const { waitMs } = this.#bucket;
    if (waitMs === 0) {
      this.#timer = undefined;
      return this.#socket.resume();
    }
    this.#socket.pause();
    this.#timer = setTimeout(() => this.#hold(), waitMs);
    Deno.unrefTimer(this.#timer);
  }
}
