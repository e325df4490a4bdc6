/**
 * Results.
 *
 * @module
 */
import type { ErrorJson, NoticeJson } from "./error.ts";

/** What a frame shows, in words. */
export interface LabelJson {
  readonly label: string;
  /** From 0 to 1. */
  readonly probability?: number;
  /** What it is about, e.g. `colorIntensity`. */
  readonly about?: string;
}

/** A variable without its contents. */
export interface VariableJson {
  readonly name: string;
  /** MATLAB class, e.g. `double` or `struct`. */
  readonly class: string;
  readonly dims: readonly number[];
}

/** Where things are in a picture; all lists are equally long. */
export interface BoxesJson {
  /** Left, top, right, bottom in pixels. */
  readonly xyxy: readonly (readonly number[])[];
  readonly conf: readonly (number | null)[];
  readonly cls: readonly (number | null)[];
  readonly id: readonly (number | null)[];
  readonly names: readonly (string | null)[];
}

/** How a frame was given out smaller than it is. */
export interface ScaleJson {
  /** Of the frame as it was given out, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Of the frame itself, in pixels. */
  readonly source_width: number;
  readonly source_height: number;
  /** What its message would have had in full size. */
  readonly source_bytes: number;
  /** What its message may have. */
  readonly limit_bytes: number;
  /** Who sets that limit. */
  readonly by: "default" | "worker" | "setting" | "message";
  /** What the frame was given out as. */
  readonly format: "mat" | "jpeg";
}

/** What is to be known of how a frame was read. */
export type RemarkJson = NoticeJson;

/** What a result holds besides its picture. */
export interface ContentJson {
  /** In pixels; 0 when the result has no picture. */
  readonly width: number;
  readonly height: number;
  readonly labels: readonly LabelJson[];
  readonly text: string | null;
  readonly variables: readonly VariableJson[];
  /** Numeric scalars of the frame by their path; `null`: no finite number. */
  readonly values: Readonly<Record<string, number | null>>;
  /** In pixels of the picture, or of the frame where there is none; `null`: it is not declared. */
  readonly boxes: BoxesJson | null;
  /** `null`: the frame was given out as it is. */
  readonly scale: ScaleJson | null;
  readonly remarks: readonly RemarkJson[];
}

/** Where a frame's time went, in milliseconds. */
export interface TimingsJson {
  /** From arrival to the processor that answered. */
  readonly queued_ms: number;
  /** From there to its result. */
  readonly processing_ms: number;
  readonly total_ms: number;
}

/** The answer for one picture. */
export interface ImageJson extends ContentJson {
  readonly session: string;
  readonly run: string;
  readonly frame: number;
  readonly processor: string;
  /** Name of the worker or built-in that answered. */
  readonly by: string;
  /** The result's picture, as JPEG; `null`: it has none. */
  readonly image_url: string | null;
  /** `data.mat`, if the result left data. */
  readonly data_url: string | null;
  readonly timings: TimingsJson;
}

/** One result that a run's history keeps. */
export interface HistoryEntryJson extends ContentJson {
  /** Its number in its run. */
  readonly seq: number;
  readonly frame: number;
  readonly kind: "done" | "failed";
  readonly by: string | null;
  readonly timings: TimingsJson | null;
  /** Its picture, as JPEG, where that is still kept. */
  readonly image_url: string | null;
  /** Of a failed frame. */
  readonly error: ErrorJson | null;
}

/** The newest results of a run. */
export interface HistoryJson {
  readonly run: string;
  readonly processor: string;
  /** No more results come. */
  readonly ended: boolean;
  /** The number of the oldest one that is kept; `last` + 1 for none. */
  readonly first: number;
  /** The number of the newest one; 0 for none. */
  readonly last: number;
  /** Results after those that were asked for that are no longer kept. */
  readonly missing: number;
  readonly results: readonly HistoryEntryJson[];
}
