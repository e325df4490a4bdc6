/**
 * Network cameras.
 *
 * @module
 */

/** What a camera does. */
export type CameraStateJson = "idle" | "connecting" | "live" | "away";

/** How a network camera is doing; never its address. */
export interface CameraJson {
  readonly name: string;
  readonly state: CameraStateJson;
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
