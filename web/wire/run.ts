/**
 * Sessions, runs, long runs and what sessions upload.
 *
 * @module
 */
import * as v from "valibot";
import { callSchema } from "./cluster.ts";
import { problemSchema } from "./error.ts";
import {
  amount,
  component,
  count,
  described,
  details,
  type Json,
  text,
  time,
} from "./schema_parts.ts";
import { videoSchema } from "./video.ts";

/** How far a long run is. */
export const longRunSchema = component("Job", {
  phase: described(
    v.picklist(["running", "paused", "finishing", "done", "failed", "cancelled"]),
    "The last three are final.",
  ),
  done: described(count, "Frames whose results are in the output."),
  failed: count,
  total: v.nullable(described(count, "An estimate until the source has ended.")),
  fps: v.nullable(described(amount, "Frames a second, over the last seconds.")),
  remaining_ms: v.nullable(amount),
  error: v.nullable(problemSchema),
  remarks: v.array(v.strictObject({
    code: described(text, "For programs."),
    message: described(text, "One sentence for users."),
    details: v.nullable(described(
      details,
      "What the message is made from; of code frame-scaled the worker and its Scale.",
    )),
  })),
});

/** See {@linkcode longRunSchema}. */
export type LongRunJson = Json<typeof longRunSchema>;

/** A run, and how far it is. */
export const runSchema = component("RunState", {
  run: text,
  kind: described(
    v.picklist(["image", "camera", "video", "images", "stream"]),
    "`images`: an image set; versions before called it `folder`.",
  ),
  policy: v.picklist(["latest", "lossless"]),
  processor: text,
  ended: v.boolean(),
  frames: v.strictObject({
    waiting: count,
    leased: count,
    pushed: count,
    done: count,
    failed: count,
    dropped: count,
  }),
  // Null where its frames come from elsewhere.
  job: v.nullable(longRunSchema),
  video: v.nullable(videoSchema),
});

/** See {@linkcode runSchema}. */
export type RunJson = Json<typeof runSchema>;

/** An open run of any user, for operators: nothing that gives access to it. */
export const openRunSchema = component("OpenRun", {
  owner: described(text, "Id of its user, e.g. login:ana."),
  kind: runSchema.entries.kind,
  processor: text,
  frames: runSchema.entries.frames,
});

/** See {@linkcode openRunSchema}. */
export type OpenRunJson = Json<typeof openRunSchema>;

/** An open call of a service. */
export const openCallSchema = component("OpenCall", {
  owner: openRunSchema.entries.owner,
  service: described(text, "cluster/service"),
  mode: v.picklist(["sync", "async"]),
  state: callSchema.entries.state,
  since: described(time, "When it was started."),
});

/** See {@linkcode openCallSchema}. */
export type OpenCallJson = Json<typeof openCallSchema>;

/** What all users have under way. */
export const openWorkSchema = component("OpenWork", {
  runs: v.array(openRunSchema),
  calls: v.array(openCallSchema),
});

/** See {@linkcode openWorkSchema}. */
export type OpenWorkJson = Json<typeof openWorkSchema>;

/** A session that was opened. */
export const sessionSchema = component("Session", { session: text });

/** See {@linkcode sessionSchema}. */
export type SessionJson = Json<typeof sessionSchema>;

/** A session's runs. */
export const sessionStateSchema = component("SessionState", {
  session: text,
  runs: v.array(runSchema),
});

/** How much of a file has come. */
export const uploadSchema = component("Upload", {
  upload: text,
  name: text,
  length: described(count, "In bytes, as it was announced."),
  offset: described(count, "Bytes that have come."),
  complete: v.boolean(),
  expires: time,
});

/** See {@linkcode uploadSchema}. */
export type UploadJson = Json<typeof uploadSchema>;
