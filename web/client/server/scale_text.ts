/** That a frame was made smaller for its worker, why, and how it gets frames in full size. */
import type { Details, ScaleJson } from "../../wire/mod.ts";
import { shaped } from "../base/shape.ts";
import { bytesText, fill, text } from "../base/text.ts";

export type Scale = ScaleJson;

const isScale = shaped<Scale>({
  ...{ width: "number", height: "number", source_width: "number", source_height: "number" },
  ...{ source_bytes: "number", limit_bytes: "number", by: "string", format: "string" },
});

/**
 * Reads a notice about frames made smaller.
 *
 * @returns undefined: it is about something else
 */
export function scaledIn(
  { code, details }: { code: string; details?: Details | null },
): { scale: Scale; worker: string } | undefined {
  if (code !== "frame-scaled" || !details) return undefined;
  const scale: unknown = details;
  return isScale(scale) ? { scale, worker: String(details.worker) } : undefined;
}

/** Of the frame itself, where it was made smaller: boxes without a picture of their own are in it. */
export function sourceSize(scale: Scale | null): { width: number; height: number } | undefined {
  return scale ? { width: scale.source_width, height: scale.source_height } : undefined;
}

/** @param name of the worker */
export function scaleText(scale: Scale, name: string): string {
  const { width: w, height: h, source_bytes, limit_bytes, by, format } = scale;
  const why = fill(text.scaled[by] ?? "", { limit: bytesText(limit_bytes) });
  const size = bytesText(source_bytes);
  return fill(text.scaled.sentence, {
    ...{ size, w, h, name, why },
    format: format === "jpeg" ? "JPEG" : ".mat",
  });
}
