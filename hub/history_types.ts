/**
 * What the results of a run said, for those who come late.
 *
 * @module
 */
import type { FrameboxError } from "../errors/mod.ts";
import type { PictureRemark } from "../image/mod.ts";
import type { FrameScale } from "./frame_scale.ts";
import type { DataVariable, Label, Timings } from "./result_types.ts";

/** What one result said, without its picture and within bounds: long texts and lists are cut. */
export interface HistoryEntry {
  /** As in its {@linkcode Outcome}. */
  readonly seq: number;
  /** The frame's number. */
  readonly number: number;
  /** How the frame ended. */
  readonly kind: "done" | "failed";
  /** Name of the worker or built-in that answered. */
  readonly processedBy?: string;
  /** Where its time went. */
  readonly timings?: Timings;
  /** What was recognised, the most probable first. */
  readonly labels: readonly Label[];
  /** Words about the frame. */
  readonly text: string | undefined;
  /** What it left in `data.mat`. */
  readonly variables: readonly Omit<DataVariable, "element">[];
  /** Numbers in its small variables, by their path. */
  readonly values: Readonly<Record<string, number>>;
  /** Of its picture, in pixels, if it had one. */
  readonly width?: number | undefined;
  /** Of its picture, in pixels. */
  readonly height?: number | undefined;
  /** Its frame was given out smaller than it is. */
  readonly scale?: FrameScale | undefined;
  /** What people should know of how its frame was read. */
  readonly remarks?: readonly PictureRemark[] | undefined;
  /** Why it failed. */
  readonly error?: FrameboxError;
}

/** What the newest results of a run said, also those that nobody was there to see. */
export interface History {
  /** The newest outcome's `seq`; 0 while there is none. */
  readonly last: number;
  /** The oldest one's that is kept; `last + 1` when none is. */
  readonly first: number;
  /** Those with a `seq` above this one, the oldest first; `limit` of them at most. */
  after(seq: number, limit: number): readonly HistoryEntry[];
}
