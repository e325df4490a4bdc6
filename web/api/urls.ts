/**
 * Where the API's things are; root-relative, so that they hold behind any name.
 *
 * @module
 */
import type { Run, Session } from "../../hub/mod.ts";

/**
 * A session.
 *
 * @param base what stands before every path for this caller
 */
export function sessionUrl(base: string, session: Session): string {
  return `${base}/api/v1/sessions/${session.id}`;
}

/** A run; `base` as in {@linkcode sessionUrl}. */
export function runUrl(base: string, run: Run): string {
  return `${sessionUrl(base, run.session)}/runs/${run.id}`;
}

/** The picture of a kept result; `base` as in {@linkcode sessionUrl}. */
export function pictureUrl(
  base: string,
  run: Run,
  frame: number,
  extension: "jpg" | "png",
): string {
  return `${runUrl(base, run)}/frames/${frame}.${extension}`;
}

/** The run's accumulated `data.mat`; `base` as in {@linkcode sessionUrl}. */
export function dataUrl(base: string, run: Run): string {
  return `${sessionUrl(base, run.session)}/data.mat?run=${run.id}`;
}
