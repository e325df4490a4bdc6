/**
 * What has become of many images, as a table for spreadsheets and as JSON for programs.
 *
 * @module
 */
import type { ImageItem } from "./image_items.ts";

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

/** The table: RFC 4180, UTF-8, a line of names first. No cell can start a formula. */
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
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
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

/** A spreadsheet takes text that begins so for a formula; a quote before it keeps it text. */
const FORMULA = /^[=+\-@\t\r\n]/;

function cell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
