/**
 * All live sockets of one web entrance, and the runs whose sockets are gone.
 *
 * @module
 */
import { because } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { Gate } from "../limits/gate.ts";
import type { Delivery } from "./delivery.ts";

/** WebSocket close codes (RFC 6455, 7.4.1, and IANA's registry; 4000 and up are the program's own). */
export const CLOSE = {
  goingAway: 1001,
  restart: 1012,
  tryAgainLater: 1013,
  takenOver: 4001,
  loggedOut: 4003,
} as const;

/** A run without a socket: what its page resumes. */
export interface ParkedRun {
  readonly delivery: Delivery;
  /** Binary messages that came for it. */
  readonly received: number;
  /** Resolves when those are in the run. */
  readonly settled: Promise<void>;
  /** The frame count was reset: those that are not in the run yet belong to the old one. */
  reset(): void;
  /** The page doesn't come back. */
  abandon(): void;
}

/** A live socket, as others see it. */
export interface LivePeer {
  readonly session: Session;
  /** Publishes what happens to a run that was started another way. */
  follow(run: Run): void;
  /** Shows that run no more, if its results went by this socket, and gives it on. */
  release(run: Run): ParkedRun | undefined;
  sendDraining(): void;
  close(code: number, reason: string): void;
}

/** The open sockets by their sessions. */
export class LiveSockets {
  readonly #gate: Gate;
  readonly #reconnectMs: number;
  readonly #peers = new Map<Session, Set<LivePeer>>();
  readonly #parked = new Map<Run, { parked: ParkedRun; timer: ReturnType<typeof setTimeout> }>();

  /**
   * @param bound sockets that may be open at once
   * @param reconnectMs how long a run waits for its page to come back
   */
  constructor(bound: number, reconnectMs: number) {
    this.#gate = new Gate(
      bound,
      "Too many pages are open at this server; try again in a minute.",
      because("too-many-pages"),
    );
    this.#reconnectMs = reconnectMs;
  }

  /** How many are open. */
  get count(): number {
    return this.#gate.inside;
  }

  /**
   * Takes a place for a socket that is about to be opened. Call the returned function when it is
   * closed.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` at the bound
   */
  enter(): () => void {
    return this.#gate.enter();
  }

  /** A socket is open. Call the returned function when it is closed. */
  add(peer: LivePeer): () => void {
    const { session } = peer;
    let peers = this.#peers.get(session);
    if (!peers) this.#peers.set(session, peers = new Set());
    peers.add(peer);
    return () => {
      peers.delete(peer);
      if (peers.size === 0 && this.#peers.get(session) === peers) this.#peers.delete(session);
    };
  }

  /** A run was started elsewhere: its session's sockets follow it. */
  announce(session: Session, run: Run): void {
    for (const peer of this.#peers.get(session) ?? []) peer.follow(run);
  }

  /** A page comes back to its run: a socket that still carries it, half dead perhaps, makes way. */
  takeOver(run: Run): ParkedRun | undefined {
    const waiting = this.#parked.get(run);
    clearTimeout(waiting?.timer);
    this.#parked.delete(run);
    let found = waiting?.parked;
    for (const peer of [...this.#peers.get(run.session) ?? []]) {
      const parked = peer.release(run);
      if (!parked) continue;
      peer.close(CLOSE.takenOver, "The run continues over another socket.");
      found = parked;
    }
    return found;
  }

  /** A run's socket is gone: unless a page comes back, it is abandoned after a while. */
  park(parked: ParkedRun): void {
    const { run } = parked.delivery;
    const timer = setTimeout(() => {
      this.#parked.delete(run);
      parked.abandon();
    }, this.#reconnectMs);
    Deno.unrefTimer(timer);
    this.#parked.set(run, { parked, timer });
  }

  /** Notifies all that framebox is stopping. */
  sendDraining(): void {
    for (const peer of this.#all()) peer.sendDraining();
  }

  /** Closes all, and waits until they are closed, or for the signal. */
  async close(reason: string, signal: AbortSignal): Promise<void> {
    for (const peer of this.#all()) peer.close(CLOSE.restart, reason);
    await this.#gate.empty(signal);
    for (const { parked, timer } of this.#parked.values()) {
      clearTimeout(timer);
      parked.abandon();
    }
    this.#parked.clear();
  }

  #all(): LivePeer[] {
    return [...this.#peers.values()].flatMap((peers) => [...peers]);
  }
}
