/**
 * One picture of an image set as the API's JSON shows it.
 *
 * @module
 */
import { scaleFields } from "../../results/mod.ts";
import type { ImageItem } from "../../sources/mod.ts";
import { errorJson } from "./errors.ts";
import type { ItemJson } from "../wire/mod.ts";

/** An item as JSON. */
export function itemJson(item: ImageItem): ItemJson {
  const { input, result } = item;
  return {
    item: item.item,
    key: item.key ?? null,
    name: item.name,
    change: item.change,
    state: item.state,
    frame: item.frame ?? null,
    width: input.widthPx,
    height: input.heightPx,
    bytes: input.byteLength,
    result: result
      ? {
        width: result.widthPx,
        height: result.heightPx,
        bytes: result.byteLength,
        format: result.format,
      }
      : null,
    labels: item.labels,
    text: item.text ?? null,
    variables: item.variables,
    scale: item.scale ? scaleFields(item.scale) : null,
    remarks: item.remarks,
    error: item.error ? errorJson(item.error) : null,
    by: item.processedBy ?? null,
    seconds: item.processingMs === undefined ? null : Math.round(item.processingMs * 10) / 10_000,
  };
}
