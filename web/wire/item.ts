/**
 * The pictures of an image set.
 *
 * @module
 */
import type { ErrorJson } from "./error.ts";
import type { LabelJson, RemarkJson, ScaleJson } from "./result.ts";

/** What became of a picture so far. */
export type ItemStateJson = "waiting" | "working" | "done" | "failed" | "cancelled";

/** One picture of an image set. */
export interface ItemJson {
  readonly item: number;
  readonly key: string | null;
  readonly name: string;
  /** Grows with each change. */
  readonly change: number;
  readonly state: ItemStateJson;
  readonly frame: number | null;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly result: {
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly format: "jpeg" | "png";
  } | null;
  readonly labels: readonly LabelJson[];
  readonly text: string | null;
  readonly variables: readonly string[];
  readonly scale: ScaleJson | null;
  readonly remarks: readonly RemarkJson[];
  readonly error: ErrorJson | null;
  readonly by: string | null;
  readonly seconds: number | null;
}

/** The pictures that have changed. */
export interface ItemsJson {
  readonly items: readonly ItemJson[];
  /** What is asked for next: what has changed after that. */
  readonly last: number;
  /** There are more of them now. */
  readonly more: boolean;
}
