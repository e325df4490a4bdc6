/**
 * Schemas of the streams of machines.
 *
 * @module
 */
import type { Schema } from "./route.ts";
import { count, milliseconds, nullable, object, text } from "./schema_parts.ts";

/** Component schemas. */
export const STREAM_SCHEMAS = {
  Stream: object({
    stream: { ...text, description: "Names it while it is there." },
    name: { ...text, description: "What its sender calls it." },
    kind: {
      enum: ["media-graph", "image-test"],
      description: "How it comes: Azure Video Analyzer's MediaGraphExtension, or ImageTest.",
    },
    format: { ...text, description: "What its frames are, for people." },
    since: { type: "string", format: "date-time" },
    processor: { ...text, description: "Who processes its frames." },
    frames: { ...count, description: "Answered so far, failed ones too." },
    failed: count,
    fps: { type: "number", minimum: 0, description: "Answered per second, over the last seconds." },
    queued_ms: { ...milliseconds, description: "Median of the newest 200 frames." },
    processing_ms: { ...milliseconds, description: "Median of the newest 200 frames." },
    failure: nullable({ ...text, description: "Why the newest frame failed, if it did." }),
  }),
} satisfies Readonly<Record<string, Schema>>;
