/**
 * An ingest stream as the API and the live socket show it: never its session, nor what names its
 * run on the wire.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { IngestStream, IngestStreams } from "../../sources/mod.ts";
import type { StreamJson } from "../wire/mod.ts";
import { errorJson } from "./errors.ts";

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
    failure: figures.failure?.message ?? null,
    error: figures.failure ? errorJson(figures.failure) : null,
  };
}

/**
 * The streams that this server shows.
 *
 * @throws {FrameboxError} `NOT_FOUND` when it shows none
 */
export function streamsOf(
  { streams }: { readonly streams: IngestStreams | undefined },
): IngestStreams {
  if (streams) return streams;
  throw new FrameboxError(
    "NOT_FOUND",
    "This server does not show the streams of clients; its setting SHOW_STREAMS=true does.",
    undefined,
    because("no-streams"),
  );
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
