/**
 * Schemas of uploads, jobs and videos.
 *
 * @module
 */
import type { Schema } from "./route.ts";
import { count, list, milliseconds, nullable, object, text } from "./schema_parts.ts";

const number: Schema = { type: "number", minimum: 0 };
const said = {
  code: { ...text, description: "For programs." },
  message: { ...text, description: "One sentence for people." },
};
const remark = object({
  ...said,
  details: nullable({
    type: "object",
    additionalProperties: { type: ["string", "number"] },
    description: "What the message is made from; of code frame-scaled the worker and its Scale.",
  }),
});

/** Component schemas. */
export const JOB_SCHEMAS = {
  Upload: object({
    upload: text,
    name: text,
    length: { ...count, description: "In bytes, as it was announced." },
    offset: { ...count, description: "Bytes that have come." },
    complete: { type: "boolean" },
    expires: { type: "string", format: "date-time" },
  }),
  Job: object({
    phase: {
      enum: ["running", "paused", "finishing", "done", "failed", "cancelled"],
      description: "The last three are final.",
    },
    done: { ...count, description: "Frames whose results are in the output." },
    failed: count,
    total: nullable({ ...count, description: "An estimate until the source has ended." }),
    fps: nullable({ ...number, description: "Frames a second, over the last seconds." }),
    remaining_ms: nullable(milliseconds),
    error: nullable(object(said)),
    remarks: list(remark),
  }),
  Video: object({
    name: text,
    width: { ...count, description: "As it is shown: after rotation." },
    height: count,
    rotation: { enum: [0, 90, 180, 270] },
    rate: { ...number, description: "Frames a second; 0 when the file doesn't say." },
    variable_rate: { type: "boolean" },
    duration_ms: nullable(milliseconds),
    frames: nullable(count),
    codec: text,
    audio_codec: nullable(text),
    bytes: count,
    original_url: text,
    timestamps_url: text,
    result: {
      ...nullable(object({ width: count, height: count, bytes: count, url: text })),
      description: "The video of the results, once it is complete.",
    },
  }),
  VideoTask: {
    type: "object",
    properties: {
      upload: { ...text, description: "A complete upload of the session; this or `run`." },
      run: { ...text, description: "A run of the session whose video is processed once more." },
      processor: nullable({
        ...text,
        description: "`workers`, or another name of those in /api/v1/status. Left out: " +
          "workers when there are any, else " +
          "framebox's default.",
      }),
    },
    oneOf: [{ required: ["upload"] }, { required: ["run"] }],
  },
  Timestamps: object({
    rate: { ...number, description: "Frames a second; 0 when the file doesn't say." },
    timestamps_ms: list({ type: "number" }),
  }),
  VideoAbilities: object({
    decoder: {
      enum: ["ffmpeg", null],
      description: "`null`: this server decodes no video; the page does it in the browser.",
    },
    max_bytes: { ...count, description: "Largest upload (setting MAX_VIDEO_MB)." },
  }),
} satisfies Readonly<Record<string, Schema>>;
