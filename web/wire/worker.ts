/**
 * Workers.
 *
 * @module
 */
import * as v from "valibot";
import { component, count, described, type Json, text, time } from "./schema_parts.ts";

/** A connected worker. */
export const workerSchema = component("Worker", {
  name: text,
  since: time,
  frames_done: count,
  in_hand: described(count, "Frames that it holds now."),
  leaving: described(v.boolean(), "Gone a moment ago; it may come back."),
  stopped_asking_at: described(
    v.nullable(time),
    "When its last call for a frame ended, if it asks no more; null while it asks or is at work.",
  ),
});

/** See {@linkcode workerSchema}. */
export type WorkerJson = Json<typeof workerSchema>;

/** The worker that left last, while none has come since. */
export const goneSchema = v.strictObject({ name: text, stopped_asking_at: time });

/** See {@linkcode goneSchema}. */
export type GoneJson = Json<typeof goneSchema>;
