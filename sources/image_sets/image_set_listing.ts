/**
 * The results of an image set, as a table for spreadsheets and as JSON for programs.
 *
 * @module
 */
import { scaleFields } from "../../results/mod.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../base/files/mod.ts";
import type { ImageItem } from "./image_set_items.ts";

/** An item, and where its result's picture is in the archive. */
export interface ListedItem {
  /** As it was when the listing was made. */
  readonly item: ImageItem;
  /** Path in the archive; `undefined` when there is none. */
  readonly file: string | undefined;
}

const COLUMNS = [
  "item",
  "name",
  "file",
  "state",
  "frame",
  "width",
  "height",
  "labels",
  "text",
  "error",
  "seconds",
  "processed_by",
] as const;

/** The table: a line of names first. */
export function listingCsv(items: readonly ListedItem[]): string {
  const rows = items.map(({ item, file }) => [
    item.item,
    item.name,
    file,
    item.state,
    item.frame,
    item.input.widthPx,
    item.input.heightPx,
    item.labels.map(({ label, probability }) =>
      probability === undefined ? label : `${label} ${rounded(probability)}`
    ).join("; "),
    item.text,
    item.error?.message,
    seconds(item),
    item.processedBy,
  ]);
  const lines = [COLUMNS, ...rows].map((row) => csvLine(row.map((cell) => cell ?? null)));
  return BYTE_ORDER_MARK + lines.join("");
}

/** The same as JSON: `{"items": […]}`, one item a line. */
export function listingJson(items: readonly ListedItem[]): string {
  const lines = items.map(({ item, file }) =>
    JSON.stringify({
      item: item.item,
      name: item.name,
      file: file ?? null,
      state: item.state,
      frame: item.frame ?? null,
      width: item.input.widthPx,
      height: item.input.heightPx,
      labels: item.labels,
      text: item.text ?? null,
      scale: item.scale ? scaleFields(item.scale) : null,
      remarks: item.remarks,
      error: item.error && { code: item.error.code, message: item.error.message },
      seconds: seconds(item) ?? null,
      processed_by: item.processedBy ?? null,
    })
  );
  return `{"items": [\n${lines.join(",\n")}\n]}\n`;
}

/** From lease to result, to a tenth of a millisecond. */
function seconds({ processingMs }: ImageItem): number | undefined {
  return processingMs === undefined ? undefined : Math.round(processingMs * 10) / 10_000;
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
