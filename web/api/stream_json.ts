/**
 * A machine's stream as the API and the live socket show it: never its session, nor what names its
 * run on the wire.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { IngestStream, IngestStreams, StreamKind } from "../../sources/mod.ts";
import type { WebContext } from "../web_context.ts";

/** A stream, and how it is doing. */
export interface StreamJson {
  /** Names it while it is there. */
  readonly stream: string;
  readonly name: string;
  readonly kind: StreamKind;
  /** What its frames are, for people. */
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
  /** Why the newest frame failed; `null` when it didn't. */
  readonly failure: string | null;
}

/** A stream as JSON. */
export function streamJson(stream: IngestStream): StreamJson {
  const { id, name, kind, format, since, run, figures } = stream;
  return {
    stream: id,
    name,
    kind,
    format,
    since: since.toISOString(),
    processor: run.processor,
    frames: figures.frames,
    failed: figures.failed,
    fps: tenths(figures.framesPerSecond),
    queued_ms: tenths(figures.queuedMs),
    processing_ms: tenths(figures.processingMs),
    failure: figures.failure ?? null,
  };
}

/**
 * The streams that this server shows.
 *
 * @throws {FrameboxError} `NOT_FOUND` when it shows none
 */
export function streamsOf({ streams }: WebContext): IngestStreams {
  if (streams) return streams;
  throw new FrameboxError(
    "NOT_FOUND",
    "This server does not show the streams of machines; its setting SHOW_STREAMS=true does.",
  );
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
