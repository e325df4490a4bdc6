/**
 * A network camera as the API and the live socket show it.
 *
 * @module
 */
import type { CameraStatus } from "../../sources/mod.ts";
import type { CameraJson } from "../wire/mod.ts";

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
