/**
 * How a network camera is doing.
 *
 * @module
 */
import type { CameraFault } from "../../media/video/mod.ts";

/**
 * `idle`: no viewer, so not connected; `connecting`: for the first time; `live`: pictures come;
 * `away`: they don't, and it is tried again.
 */
export type CameraState = "idle" | "connecting" | "live" | "away";

/** One camera at one moment. */
export interface CameraStatus {
  /** The name that users pick. */
  readonly name: string;
  /** How it is doing. */
  readonly state: CameraState;
  /** Since when, by framebox's clock. */
  readonly since: Date;
  /** Why it is away, as far as that is known by now. */
  readonly fault: CameraFault | undefined;
  /** Of its newest picture, while there is a viewer. */
  readonly size: { readonly widthPx: number; readonly heightPx: number } | undefined;
}
