/**
 * An ingest stream as the API and the live socket show it: never its session, nor what names its
 * run on the wire.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { IngestStream, IngestStreams } from "../../sources/mod.ts";
import type { WebContext } from "../web_context.ts";
import { amount, component, count, described, type Json, text, time } from "./schema_parts.ts";

/** A stream, and how it is doing. */
export const streamSchema = component("Stream", {
  stream: described(text, "Names it while it is there."),
  name: described(text, "What its sender calls it."),
  kind: described(
    v.picklist(["media-graph", "image-test"]),
    "How it comes: Azure Video Analyzer's MediaGraphExtension, or ImageTest.",
  ),
  format: described(text, "What its frames are, for users."),
  since: time,
  processor: described(text, "Who processes its frames."),
  frames: described(count, "Answered so far, failed ones too."),
  failed: count,
  fps: described(amount, "Answered per second, over the last seconds."),
  queued_ms: described(amount, "Median of the newest 200 frames."),
  processing_ms: described(amount, "Median of the newest 200 frames."),
  failure: v.nullable(described(text, "Why the newest frame failed, if it did.")),
});

/** See {@linkcode streamSchema}. */
export type StreamJson = Json<typeof streamSchema>;

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
    undefined,
    because("no-streams"),
  );
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
