/**
 * Schemas of network cameras.
 *
 * @module
 */
import type { Schema } from "./route.ts";
import { count, nullable, object, text } from "./schema_parts.ts";

/** Component schemas. */
export const CAMERA_SCHEMAS = {
  Camera: object({
    name: text,
    state: {
      enum: ["idle", "connecting", "live", "away"],
      description: "idle: nobody looks; away: it gives no pictures and is tried again.",
    },
    since: { type: "string", format: "date-time" },
    reason: nullable({
      enum: [
        "no-answer",
        "connection-refused",
        "unknown-host",
        "certificate",
        "login",
        "not-found",
        "not-a-stream",
        "no-pictures",
        "ended",
        "bad-pictures",
        "no-ffmpeg",
        "failed",
      ],
      description: "Why it is away.",
    }),
    message: nullable({ ...text, description: "The same as a sentence." }),
    width: nullable({ ...count, description: "Of its newest picture, while somebody looks." }),
    height: nullable(count),
  }),
  CameraTask: {
    type: "object",
    properties: {
      camera: { ...text, description: "Its name." },
      processor: nullable({
        ...text,
        description: "`workers`, or another name of those in /api/v1/status. Left out: " +
          "workers when there are any, " +
          "else framebox's default.",
      }),
    },
    required: ["camera"],
  },
} satisfies Readonly<Record<string, Schema>>;
