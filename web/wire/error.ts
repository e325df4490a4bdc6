/**
 * Errors and notices.
 *
 * @module
 */
import * as v from "valibot";
import { component, described, details, type Json, text } from "./schema_parts.ts";

/** Numbers and names that a sentence is made from, so that it can be translated. */
export type Details = Json<typeof details>;

/** An error. */
export const problemSchema = component("Problem", {
  code: described(text, "A code of gRPC's list, e.g. INVALID_ARGUMENT."),
  message: described(text, "One sentence: what was wrong, and what would be right."),
  reason: v.exactOptional(described(text, "Stable, e.g. upload-too-large.")),
  details: v.exactOptional(described(
    details,
    "What the sentence is made from, to write it in another language.",
  )),
});

/** See {@linkcode problemSchema}. */
export type ErrorJson = Json<typeof problemSchema>;

/** The body of every error. */
export const errorSchema = component("Error", { error: problemSchema });

/** See {@linkcode errorSchema}. */
export type ErrorBody = Json<typeof errorSchema>;

/** Something to know, although nothing failed. */
export interface NoticeJson {
  /** Stable, e.g. `frame-scaled`. */
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** What the sentence is made from. */
  readonly details?: Details;
}
