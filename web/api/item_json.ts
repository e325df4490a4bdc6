/**
 * One picture of many as the API's JSON shows it.
 *
 * @module
 */
import { type Label, type ScaleFields, scaleFields } from "../../hub/mod.ts";
import type { PictureRemark } from "../../media/image/mod.ts";
import type { ImageItem, ItemState } from "../../sources/mod.ts";
import { type ErrorBody, errorBody } from "./errors.ts";

/** See the schema `Item`. */
export interface ItemJson {
  readonly item: number;
  readonly key: string | null;
  readonly name: string;
  readonly change: number;
  readonly state: ItemState;
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
  readonly labels: readonly Label[];
  readonly text: string | null;
  readonly variables: readonly string[];
  readonly scale: ScaleFields | null;
  readonly remarks: readonly PictureRemark[];
  readonly error: ErrorBody["error"] | null;
  readonly by: string | null;
  readonly seconds: number | null;
}

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
    error: item.error ? errorBody(item.error).error : null,
    by: item.processedBy ?? null,
    seconds: item.processingMs === undefined ? null : Math.round(item.processingMs * 10) / 10_000,
  };
}
