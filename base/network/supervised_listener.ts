/**
 * A listening port that is opened again when it is lost.
 *
 * On Deno a `node:net` server whose `accept` fails once, for want of file descriptors, accepts no more and emits
 * no event (docs/decisions/0016-listeners-that-come-back.md). So a port that has been silent for a while is probed
 * with a connection of framebox's own.
 *
 * @module
 */
import net from "node:net";
import { pause } from "../clock/mod.ts";
import { FrameboxError } from "../errors/mod.ts";
import type { Logger } from "../log/mod.ts";
import { hostFromHere } from "../settings/mod.ts";

/** Where and how to listen. */
export interface ListenerOptions {
  /** Address to listen on. */
  readonly host: string;
  /** 0: any free one; it stays the same when the port is opened again. */
  readonly port: number;
}

/** How a listener is watched; times in milliseconds. */
export interface ListenerWatch {
  /** A port without a connection for this time is probed. */
  readonly checkMs: number;
  /** How long a probe may take; after two failures in a row the port is lost. */
  readonly answerMs: number;
  /** A lost port that can't be opened again within this time is given up. */
  readonly relistenMs: number;
}

/** The default watch. */
export const LISTENER_WATCH: ListenerWatch = {
  checkMs: 5000,
  answerMs: 3000,
  relistenMs: 60_000,
};

/** Waits between attempts to open a lost port: the first one, and their bound. */
const FIRST_WAIT_MS = 50;
const MAX_WAIT_MS = 5000;

/** Connections that the system holds before they are accepted: a burst takes their descriptors at once. */
const BACKLOG = 64;

/** See the module. */
export class SupervisedListener {
  readonly #options: ListenerOptions;
  readonly #watch: ListenerWatch;
  readonly #create: () => net.Server;
  readonly #log: Logger;
  readonly #onLost: (error: unknown) => void;
  readonly #closed = new AbortController();
  readonly #closing = new Set<Promise<void>>();
  #server: net.Server | undefined;
  #port: number;
  #accepted = 0;
  #suspected: (() => void) | undefined;

  /**
   * Opens nothing yet.
   *
   * @param create makes a server for each opening of the port; it does not listen yet
   * @param onLost called once when a lost port can't be opened again in time
   */
  constructor(
    options: ListenerOptions,
    watch: ListenerWatch,
    create: () => net.Server,
    log: Logger,
    onLost: (error: unknown) => void,
  ) {
    this.#options = options;
    this.#watch = watch;
    this.#create = create;
    this.#log = log;
    this.#onLost = onLost;
    this.#port = options.port;
  }

  /** The port; real from {@linkcode SupervisedListener.listen} on. */
  get port(): number {
    return this.#port;
  }

  /**
   * Opens the port and watches it.
   *
   * @throws {Error} of `node:net`, with its `code`, when it can't be opened
   */
  async listen(): Promise<number> {
    await this.#open();
    this.#watchOn();
    return this.#port;
  }

  /** Probes the port at once: call it on signs of a loss, such as too many connections. */
  suspect(): void {
    this.#suspected?.();
  }

  /**
   * Accepts no more; existing connections stay.
   *
   * @returns resolves when the last of them has closed
   */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#shut();
    await Promise.all(this.#closing);
  }

  #open(): Promise<void> {
    const server = this.#create();
    server.on("connection", () => this.#accepted++);
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port: this.#port, host: this.#options.host, backlog: BACKLOG }, () => {
        server.off("error", reject);
        server.on("error", (error) => this.#log.warn("listener_error", { error: error.message }));
        this.#server = server;
        const address = server.address();
        if (typeof address === "object" && address) this.#port = address.port;
        // Closed while it was being opened.
        if (this.#closed.signal.aborted) this.#shut();
        resolve();
      });
    });
  }

  #shut(): void {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closing = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#closing.add(closing);
    closing.then(() => this.#closing.delete(closing));
  }

  /** Each check begins when the one before has ended; none while the port is lost. */
  async #watchOn(): Promise<void> {
    const { signal } = this.#closed;
    for (;;) {
      const before = this.#accepted;
      const suspicion = new AbortController();
      this.#suspected = () => suspicion.abort();
      await pause(this.#watch.checkMs, AbortSignal.any([signal, suspicion.signal]));
      if (signal.aborted) return;
      if (this.#accepted !== before || await this.#probe() || await this.#probe()) continue;
      if (signal.aborted) return;
      if (this.#accepted === 0) {
        // No connection was ever accepted: this process can't reach the port, and probes prove nothing.
        return this.#log.debug("listener_unwatched", { port: this.#port });
      }
      if (!await this.#reopen()) return;
    }
  }

  /** @returns whether the port is open again */
  async #reopen(): Promise<boolean> {
    const { signal } = this.#closed;
    const { relistenMs } = this.#watch;
    const since = performance.now();
    let cause: unknown = new FrameboxError(
      "UNAVAILABLE",
      "The port accepts no connections, probably for want of file descriptors; raise the limit of " +
        "open files (ulimit -n).",
    );
    this.#log.error("listener_lost", cause, { port: this.#port });
    for (let waitMs = FIRST_WAIT_MS;; waitMs = Math.min(2 * waitMs, MAX_WAIT_MS)) {
      this.#shut();
      try {
        await this.#open();
        if (await this.#probe()) break;
      } catch (caught) {
        cause = caught;
      }
      if (signal.aborted) return false;
      const leftMs = relistenMs - (performance.now() - since);
      if (leftMs <= 0) {
        this.#onLost(cause);
        return false;
      }
      await pause(Math.min(waitMs, leftMs), signal);
      if (signal.aborted) return false;
    }
    const seconds = (performance.now() - since) / 1000;
    this.#log.warn("listener_back", { port: this.#port, after_s: Number(seconds.toFixed(1)) });
    return true;
  }

  /** Whether a connection to the port is accepted in time. */
  #probe(): Promise<boolean> {
    const before = this.#accepted;
    return new Promise((resolve) => {
      const socket = net.connect({ host: hostFromHere(this.#options.host), port: this.#port });
      const settle = () => {
        clearTimeout(timer);
        this.#server?.off("connection", settle);
        this.#closed.signal.removeEventListener("abort", settle);
        socket.destroy();
        resolve(this.#accepted !== before);
      };
      const timer = setTimeout(settle, this.#watch.answerMs);
      // Any accepted connection proves that the port works.
      this.#server?.on("connection", settle);
      this.#closed.signal.addEventListener("abort", settle, { once: true });
      socket.on("error", settle);
      if (this.#closed.signal.aborted) settle();
    });
  }
}
