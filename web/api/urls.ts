/**
 * Where the API's things are; root-relative, so that they hold behind any name.
 *
 * @module
 */
import type { Run } from "../../hub/mod.ts";

/** The picture of a kept result. */
export function pictureUrl(run: Run, frame: number, extension: "jpg" | "png"): string {
  return `/api/v1/sessions/${run.session.id}/runs/${run.id}/frames/${frame}.${extension}`;
}

/** The run's accumulated `data.mat`. */
export function dataUrl(run: Run): string {
  return `/api/v1/sessions/${run.session.id}/data.mat?run=${run.id}`;
}
