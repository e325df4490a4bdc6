/**
 * Types of the reference model.
 *
 * @module
 */
import type { Connection, Lease, Outcome, Policy, ResultReader, Run, RunKind } from "../api/mod.ts";

/** A frame as the model sees it. `lost`: its lease ended without an answer, and its fate is due. */
export interface ModelFrame {
  readonly run: ModelRun;
  readonly epoch: number;
  readonly number: number;
  /** Frames pushed in one go have the same one. */
  readonly batch: symbol | undefined;
  state: "waiting" | "leased" | "lost" | "completed" | "settled";
  given: boolean;
  failures: number;
  holder: ModelConnection | undefined;
  lease: Lease | undefined;
  delivered: boolean;
  dueAt: number;
  completion: { kind: "done" | "failed"; data: readonly (readonly [string, number])[] } | undefined;
  expected: Outcome["kind"] | undefined;
  /** Of the hub. */
  outcome: Outcome | undefined;
}

/** A run as the model sees it. */
export interface ModelRun {
  readonly run: Run;
  readonly session: number;
  readonly kind: RunKind;
  readonly policy: Policy;
  processor: string;
  hash: string;
  /** Counts resets. */
  epoch: number;
  next: number;
  shown: number;
  over: boolean;
  finishing: boolean;
  /** Pushes that wait for room, each with its batch. */
  pushing: (symbol | undefined)[];
  frames: ModelFrame[];
  servedBy: ModelConnection | undefined;
  data: Map<string, { value: number; by: number }>;
  reader: { real: ResultReader; unread: string[]; reading: boolean; got: string[] } | undefined;
  /** Outcomes that were published since the last reset, in their order. */
  published: string[];
  /** Frames that waited or were shown during this step: reasons to drop older ones of a camera. */
  newest: number;
}

/** A connection as the model sees it. */
export interface ModelConnection {
  readonly name: string;
  readonly real: Connection;
  readonly processor: string;
  readonly sticky: boolean;
  readonly bounds: { readonly latest: number; readonly lossless: number };
  readonly timeoutMs: number;
  closed: boolean;
  graceUntil: number;
  /** Takes that wait, the first to get first. */
  taking: ("one" | "batch")[];
  /** Frames that its takes of batches got in this step: others may come along with them. */
  got: ModelFrame[];
}

/** Bounds that the model shares with the hub under test. */
export interface ModelRules {
  readonly runWindow: number;
  readonly maxDeliveries: number;
}
