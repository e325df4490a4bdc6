/** A client of the live socket for tests. */
import assert from "node:assert/strict";
import { limit } from "../tests/support/limit.ts";

/** A JSON message, of whatever kind. */
export type Message = Record<string, unknown> & { readonly type: string };

/** One result with the picture that came after it. */
export interface Shown {
  readonly message: Message;
  readonly picture: Uint8Array | undefined;
}

/** Collects what comes, and waits for what a test expects. */
export class LiveClient {
  /** All messages so far, in order; a picture is its bytes. */
  readonly received: (Message | Uint8Array)[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<CloseEvent>;
  readonly socket: WebSocket;
  #looking: (() => void)[] = [];
  #read = 0;

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    const socket = this.socket = new WebSocket(address, { headers });
    socket.binaryType = "arraybuffer";
    this.opened = new Promise((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    });
    this.closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    socket.addEventListener("message", ({ data }) => {
      this.received.push(typeof data === "string" ? JSON.parse(data) : new Uint8Array(data));
      for (const look of this.#looking.splice(0)) look();
    });
  }

  /** Sends a frame, or a text message. */
  send(data: Uint8Array<ArrayBuffer> | Record<string, unknown> | string): void {
    const isText = typeof data === "string" || data instanceof Uint8Array;
    this.socket.send(isText ? data : JSON.stringify(data));
  }

  /** The next status of that event that was not given yet; others before it are passed over. */
  async status(event: string): Promise<Message> {
    return await this.#next((message) => message.type === "status" && message.event === event);
  }

  /** The next result with its picture. */
  async result(): Promise<Shown> {
    const message = await this.#next((message) => message.type === "result");
    if (message.width === 0) return { message, picture: undefined };
    const picture = await this.#at(this.#read++);
    assert.ok(picture instanceof Uint8Array, "a result's picture comes right after it");
    return { message, picture };
  }

  /** Closes it. */
  close(code = 1000): void {
    if (this.socket.readyState <= WebSocket.OPEN) this.socket.close(code);
  }

  async #next(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const message = await this.#at(this.#read++);
      if (!(message instanceof Uint8Array) && fits(message)) return message;
    }
  }

  /** @throws {Error} when it has not come in time */
  async #at(index: number): Promise<Message | Uint8Array> {
    const signal = limit();
    const late = Promise.withResolvers<never>();
    const onAbort = () => {
      const came = this.received.map((each) => each instanceof Uint8Array ? "a picture" : each);
      late.reject(new Error(`The message did not come; these did: ${JSON.stringify(came)}`));
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for (;;) {
        const message = this.received[index];
        if (message) return message;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#looking.push(resolve);
        await Promise.race([promise, late.promise]);
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
