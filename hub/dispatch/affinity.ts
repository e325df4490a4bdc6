/**
 * Affinity: one connection serves a camera, video or stream run alone, since workers such as trackers keep
 * state between its frames.
 *
 * @module
 */
import type { HubOptions, Run, RunKind } from "../api/mod.ts";
import type { FramePeer } from "../run/frame.ts";

/** Kinds of runs whose workers keep state between frames. */
const STATEFUL_KINDS: readonly RunKind[] = ["camera", "video", "stream"];

/** What affinity must know of a run, which it knows by its identity. */
type AffineRun = Pick<Run, "kind">;

/** Which connection serves which run alone. Connections that keep no state don't take part. */
export class Affinity {
  readonly #mode: HubOptions["affinity"];
  readonly #peers = new Map<AffineRun, FramePeer>();

  constructor(mode: HubOptions["affinity"]) {
    this.#mode = mode;
  }

  /** Whether a peer may serve the run. */
  allows(run: AffineRun, peer: FramePeer): boolean {
    const bound = this.#peers.get(run);
    return bound === undefined || bound === peer;
  }

  /** A peer got a frame of the run: it alone serves it from now on, where affinity applies. */
  bind(run: AffineRun, peer: FramePeer): void {
    if (this.#mode === "strict" && STATEFUL_KINDS.includes(run.kind)) this.#peers.set(run, peer);
  }

  /** Any peer may serve the run; with `peer` only if that one served it. */
  release(run: AffineRun, peer?: FramePeer): void {
    if (peer === undefined || this.#peers.get(run) === peer) this.#peers.delete(run);
  }

  /** Any peer may serve the runs that this one served. */
  releaseAll(peer: FramePeer): void {
    for (const [run, bound] of this.#peers) if (bound === peer) this.#peers.delete(run);
  }
}
