/**
 * Schemas and other pieces that several routes' OpenAPI descriptions share.
 *
 * @module
 */
import { READ_KINDS } from "../../media/image/mod.ts";
import { CAMERA_SCHEMAS } from "./camera_schemas.ts";
import { FOLDER_SCHEMAS } from "./folder_schemas.ts";
import { JOB_SCHEMAS } from "./job_schemas.ts";
import type { Answer, Content, Parameter, Schema } from "./route.ts";
import { STREAM_SCHEMAS } from "./stream_schemas.ts";
import { count, list, local, milliseconds, nullable, object, text } from "./schema_parts.ts";

/** A reference to one of {@linkcode SCHEMAS}. */
export function ref(name: SchemaName): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

const timings = object({
  queued_ms: { ...milliseconds, description: "From arrival to the processor that answered." },
  processing_ms: { ...milliseconds, description: "From there to its result." },
  total_ms: milliseconds,
});

const content = {
  width: { ...count, description: "In pixels; 0 when the result has no picture." },
  height: count,
  labels: list(local("Label")),
  text: { type: ["string", "null"] },
  variables: list(local("Variable")),
  values: local("Values"),
  boxes: {
    oneOf: [local("Boxes"), { type: "null" }],
    description: "In pixels of the result's picture, or of the frame where there is none.",
  },
  scale: { oneOf: [local("Scale"), { type: "null" }] },
  remarks: list(local("Remark")),
};

/** The component schemas of the OpenAPI document. */
export const SCHEMAS = {
  Error: object({
    error: object({
      code: { ...text, description: "A code of gRPC's list, e.g. INVALID_ARGUMENT." },
      message: { ...text, description: "One sentence: what was wrong, and what would be right." },
    }),
  }),
  Label: {
    type: "object",
    properties: {
      label: text,
      probability: { type: "number", minimum: 0, maximum: 1 },
      about: { ...text, description: "What it is about, e.g. colorIntensity." },
    },
    required: ["label"],
    additionalProperties: false,
  },
  Remark: object({
    code: { ...text, description: "Stable, e.g. first-picture-only." },
    message: { ...text, description: "One sentence." },
    details: {
      type: "object",
      description: "What the sentence is made from, to say it in another language.",
      additionalProperties: { type: ["string", "number"] },
    },
  }),
  Variable: object({
    name: text,
    class: { ...text, description: "MATLAB class, e.g. double or struct." },
    dims: list(count),
  }),
  Values: {
    type: "object",
    additionalProperties: { type: ["number", "null"] },
    description: "Numeric scalars of the frame's struct by their path, e.g. mean or road.angle, " +
      "and the number of boxes as boxes; null for NaN and infinities.",
  },
  Boxes: {
    ...object({
      xyxy: list({
        type: "array",
        items: { type: "number" },
        minItems: 4,
        maxItems: 4,
        description: "Left, top, right, bottom in pixels.",
      }),
      conf: list({ type: ["number", "null"] }),
      cls: list({ type: ["number", "null"] }),
      id: list({ type: ["number", "null"] }),
      names: list({ type: ["string", "null"] }),
    }),
    description: "What was found, from the fields xyxy, conf, cls, id and names of the frame's " +
      "struct; all lists are equally long, 1,000 at most.",
  },
  Scale: {
    ...object({
      width: { ...count, description: "Of the frame as it was given out, in pixels." },
      height: count,
      source_width: { ...count, description: "Of the frame itself, in pixels." },
      source_height: count,
      source_bytes: { ...count, description: "What its message would have had in full size." },
      limit_bytes: { ...count, description: "What its message may have." },
      by: {
        enum: ["default", "worker", "setting", "message"],
        description: "Who sets that limit: gRPC's usual 4 MB, the worker's max-receive-bytes, " +
          "SUBMIT_MAX_BYTES, or MAX_MESSAGE_MB.",
      },
      format: { enum: ["mat", "jpeg"], description: "What `im` was: pixels, or a JPEG file." },
    }),
    description: "How a frame was made smaller for its worker, where it was.",
  },
  Timings: timings,
  Image: object({
    session: text,
    run: text,
    frame: count,
    processor: text,
    by: { ...text, description: "Name of the worker or built-in that answered." },
    ...content,
    image_url: {
      type: ["string", "null"],
      description: "The result's picture, as JPEG; with .png instead of .jpg without loss.",
    },
    data_url: { type: ["string", "null"], description: "data.mat, if the result left data." },
    timings: local("Timings"),
  }),
  Session: object({ session: text }),
  SessionState: object({ session: text, runs: list(local("RunState")) }),
  RunState: object({
    run: text,
    kind: { enum: ["image", "camera", "video", "folder", "stream"] },
    policy: { enum: ["latest", "lossless"] },
    processor: text,
    ended: { type: "boolean" },
    frames: object({
      waiting: count,
      leased: count,
      pushed: count,
      done: count,
      failed: count,
      dropped: count,
    }),
    job: nullable(local("Job")),
    video: nullable(local("Video")),
  }),
  ...JOB_SCHEMAS,
  ...FOLDER_SCHEMAS,
  ...CAMERA_SCHEMAS,
  ...STREAM_SCHEMAS,
  Data: object({ run: text, bytes: count, variables: list(local("Variable")) }),
  History: object({
    run: text,
    processor: text,
    ended: { type: "boolean", description: "No more results come." },
    first: { ...count, description: "The oldest one's number that is kept; last + 1 for none." },
    last: { ...count, description: "The newest one's number; 0 while there is none." },
    missing: { ...count, description: "Results after `after` that are no longer kept." },
    results: list(object({
      seq: { ...count, description: "Its number in its run." },
      frame: count,
      kind: { enum: ["done", "failed"] },
      by: { type: ["string", "null"] },
      timings: { anyOf: [local("Timings"), { type: "null" }] },
      ...content,
      image_url: {
        type: ["string", "null"],
        description: "Its picture, as JPEG, where that is still kept.",
      },
      error: {
        anyOf: [
          object({ code: text, message: text }),
          { type: "null" },
        ],
      },
    })),
  }),
  Worker: object({
    name: text,
    since: { type: "string", format: "date-time" },
    frames_done: count,
    in_hand: { ...count, description: "Frames that it holds now." },
    leaving: { type: "boolean", description: "Gone a moment ago; it may come back." },
    stopped_asking_at: {
      ...nullable({ type: "string", format: "date-time" }),
      description: "When its last call for a frame ended, if it asks no more; null while it asks " +
        "or is at work.",
    },
  }),
  Processor: object({ name: text, title: text, help: text }),
  WatchedFolder: object({
    name: text,
    state: { enum: ["idle", "busy", "no-workers", "away", "blocked", "stopped"] },
    processor: text,
    waiting: count,
    done: { ...count, description: "Since the start of framebox." },
    failed: { ...count, description: "Since the start of framebox." },
    before: { ...count, description: "Found with a result, or as failed, from an earlier time." },
    files_per_second: nullable({ type: "number" }),
    remaining_ms: nullable(milliseconds),
  }),
  Status: object({
    version: text,
    draining: { type: "boolean" },
    workers: list(local("Worker")),
    gone: {
      ...nullable(
        object({ name: text, stopped_asking_at: { type: "string", format: "date-time" } }),
      ),
      description: "The worker that left last, while none has come since.",
    },
    processors: list(local("Processor")),
    default_processor: { ...text, description: "Who answers when nobody chose." },
    folders: list(local("WatchedFolder")),
    pictures: object({
      jpeg: {
        enum: ["libturbojpeg", "WebAssembly"],
        description: "What reads and makes JPEGs: the system's library, which is faster, or the " +
          "codec that framebox brings.",
      },
    }),
    video: local("VideoAbilities"),
    sessions: count,
    runs: count,
    waiting: {
      type: "object",
      additionalProperties: count,
      description: "Frames that wait, by processor.",
    },
    leased: count,
    totals: object({
      done: count,
      failed: count,
      dropped: count,
      redelivered: count,
      late_results: count,
    }),
  }),
} satisfies Readonly<Record<string, Schema>>;

/** Name of a component schema. */
export type SchemaName = keyof typeof SCHEMAS;

/** An answer that is JSON. */
export function jsonAnswer(description: string, schema: Schema): Answer {
  return { description, content: { "application/json": { schema } } };
}

/** An answer that is a line of text. */
export function textAnswer(description: string): Answer {
  return { description, content: { "text/plain": { schema: text } } };
}

/** A picture file. */
export const pictureContent: Content = {
  "image/jpeg": { schema: {} },
  "image/png": { schema: {} },
};

const ERROR_TEXTS: Readonly<Record<number, string>> = {
  400: "Something in the request is wrong",
  403: "It came from another site, or for another host",
  404: "There is none, or no longer",
  406: "The result has no picture",
  408: "The upload stood still, or brought next to nothing",
  409: "It is not as this needs it: ended already, or not complete yet",
  411: "The length is not said",
  412: "Another version of the protocol",
  413: "The picture or the upload is over the limit",
  415: "Not the media type, or not a Content-Encoding, that goes here",
  416: "The range lies beyond the file's end",
  423: "Another request is at it",
  426: "It is a WebSocket",
  429: "framebox has too much to do at this moment",
  500: "The processor or framebox failed",
  501: "This server has not what is needed for it",
  503: "framebox is stopping, or the worker is gone",
  504: "The result did not come in time",
};

/** The error answers of these statuses. */
export function errors(...statuses: readonly number[]): Record<string, Answer> {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      jsonAnswer(ERROR_TEXTS[status] ?? "An error", ref("Error")),
    ]),
  );
}

/** The answers for what is given whole or in ranges. */
export function rangedAnswers(
  content: Content,
  ...problems: readonly number[]
): Record<string, Answer> {
  return {
    "200": { description: "The whole file", content },
    "206": { description: "The range of it that was asked for", content },
    "304": { description: "It is the one that If-None-Match names" },
    ...errors(403, 404, ...problems, 416),
  };
}

/** Which part of a file. */
export const rangeParameter: Parameter = {
  name: "Range",
  in: "header",
  description: "One range of bytes.",
  schema: text,
};

/** A session's id in the path. */
export const sessionParameter: Parameter = {
  name: "session",
  in: "path",
  required: true,
  description: "The session's id.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{16,64}$" },
};

/** A run's id in the path. */
export const runPathParameter: Parameter = {
  name: "run",
  in: "path",
  required: true,
  description: "The run in its session.",
  schema: { type: "string", pattern: "^[1-9][0-9]{0,8}$" },
};

/** Whose frames they are. */
export const processorParameter: Parameter = {
  name: "processor",
  in: "query",
  description: "Who processes: `workers`, or another name of those in /api/v1/status. Left out: " +
    "workers when there are any, else framebox's default.",
  schema: text,
};

const binary: Schema = {};

/** What the image calls take. */
export const imageRequest = {
  parameters: [
    processorParameter,
    {
      name: "timeout_ms",
      in: "query",
      description: "How long to wait for the result.",
      schema: { type: "integer", minimum: 1 },
    },
  ],
  requestBody: {
    description: `A picture file (${READ_KINDS}; its bytes decide), or a form with it. ` +
      "`Content-Encoding` may be gzip, deflate, br or zstd, here and for every other body but the " +
      "parts of an upload.",
    required: true,
    content: {
      "image/*": { schema: binary },
      "application/octet-stream": { schema: binary },
      "multipart/form-data": {
        schema: { type: "object", properties: { image: binary }, required: ["image"] },
      },
    },
  },
} as const satisfies {
  parameters: readonly Parameter[];
  requestBody: unknown;
};

/** What the image calls give. */
export const imageResponse: Answer = {
  description: "The result, in the form that Accept asks for",
  content: { "application/json": { schema: ref("Image") }, ...pictureContent },
};
