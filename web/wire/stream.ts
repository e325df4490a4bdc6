/**
 * Ingest streams.
 *
 * @module
 */

/** The service that a stream came by. */
export type StreamKindJson = "media-graph" | "image-test";

/** A stream, and how it is doing. */
export interface StreamJson {
  /** Names it while it is there. */
  readonly stream: string;
  readonly name: string;
  readonly kind: StreamKindJson;
  /** What its frames are, for users. */
  readonly format: string;
  /** When it came, ISO 8601. */
  readonly since: string;
  readonly processor: string;
  /** Frames that were answered, failed ones too. */
  readonly frames: number;
  readonly failed: number;
  /** Answered per second, over the last seconds. */
  readonly fps: number;
  /** Medians of the newest 200 frames. */
  readonly queued_ms: number;
  readonly processing_ms: number;
  /** Why the newest frame failed, in English; `null` when it didn't. */
  readonly failure: string | null;
}
