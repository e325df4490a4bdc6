/**
 * What one file of a result is.
 *
 * @module
 */
import type { Boxes, Label } from "../../hub/mod.ts";
import { type SizePx, sniffFormat } from "../../media/image/mod.ts";
import type { DataContainer, DataValue, Reading } from "../../oscar/answer/mod.ts";
import { boxesAt } from "../../results/mod.ts";
import { boxesIn } from "./boxes.ts";
import { labelsIn } from "./labels.ts";

/** What a file is. */
export type ContentKind = "picture" | "audio" | "video" | "text" | "data" | "archive" | "file";

/** How data is read. */
export interface ContentOptions {
  /** Where the labels are, e.g. `predictions.labels`; left out, they are searched. */
  readonly labelsPath?: string | undefined;
  /** Of the picture that the service was given. */
  readonly sentPx?: SizePx | undefined;
  /** Of the picture that boxes are shown over, where it was made smaller for the service. */
  readonly shownPx?: SizePx | undefined;
}

/** What data has of its picture. */
export interface DataContent {
  /** The most probable first. */
  readonly labels: readonly Label[];
  /** In pixels of the picture; an empty list where nothing was found. */
  readonly boxes: Boxes | undefined;
  /** The values that were read as these. */
  readonly from: ReadonlySet<DataValue>;
}

/** The kind of a file, by its first bytes and the media type that its content has. */
export function kindOf(
  reading: Reading | undefined,
  { mediaType, head }: { readonly mediaType: string; readonly head: Uint8Array },
): ContentKind {
  if (reading?.kind === "data") return "data";
  if (reading?.kind === "text" || reading?.kind === "empty") return "text";
  if (sniffFormat(head) !== undefined) return "picture";
  if (mediaType === "application/zip") return "archive";
  if (mediaType.startsWith("audio/")) return "audio";
  return mediaType.startsWith("video/") ? "video" : "file";
}

/** The labels and boxes in data. */
export function readData(value: DataContainer, options: ContentOptions): DataContent {
  const { labelsPath, sentPx, shownPx } = options;
  const boxes = boxesIn(value, sentPx ?? shownPx);
  const labels = labelsIn(value, labelsPath, boxes?.from);
  return {
    labels: labels?.labels ?? [],
    boxes: boxes && placed(boxes.boxes, options),
    from: new Set([...boxes?.from ?? [], ...labels?.from ?? []]),
  };
}

function placed(boxes: Boxes, { sentPx, shownPx }: ContentOptions): Boxes {
  if (sentPx === undefined || shownPx === undefined) return boxes;
  const factor = [shownPx.widthPx / sentPx.widthPx, shownPx.heightPx / sentPx.heightPx] as const;
  return boxesAt(boxes, { ...shownPx, factor });
}
