/**
 * A network camera as the API and the live socket show it.
 *
 * @module
 */
import type { CameraState, CameraStatus } from "../../sources/mod.ts";

/** How a camera is doing; never its address. */
export interface CameraJson {
  readonly name: string;
  readonly state: CameraState;
  /** Since when, ISO 8601. */
  readonly since: string;
  /** Why it is away: a stable word, `null` while it is not. */
  readonly reason: string | null;
  /** The same as a sentence. */
  readonly message: string | null;
  /** Of its newest picture, in pixels; `null` while there is none. */
  readonly width: number | null;
  readonly height: number | null;
}

/** A camera's status as JSON. */
export function cameraJson({ name, state, since, fault, size }: CameraStatus): CameraJson {
  return {
    name,
    state,
    since: since.toISOString(),
    reason: fault?.reason ?? null,
    message: fault?.message ?? null,
    width: size?.widthPx ?? null,
    height: size?.heightPx ?? null,
  };
}
