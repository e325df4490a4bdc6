/**
 * The bodies that a route takes and answers, as its definition declares them.
 *
 * @module
 */
import * as v from "valibot";
import { READ_KINDS } from "../../media/image/mod.ts";
import { anything, text } from "../wire/schema_parts.ts";

/** Schemas by name: of parameters, headers, media types. */
export type Schemas = Readonly<Record<string, v.GenericSchema>>;

/** None of them. */
export type None = Readonly<Record<never, v.GenericSchema>>;

/** A body; the handler reads it itself unless it is JSON. */
export interface FileBody {
  readonly description: string;
  readonly required: boolean;
  /** By media type. */
  readonly content: Schemas;
}

/** A body that is JSON. */
export interface JsonBody<Schema extends v.GenericSchema> extends FileBody {
  readonly content: { readonly "application/json": Schema };
  /** What a right body is, for the error of a wrong one. */
  readonly sentence: string;
}

/** One answer. */
export interface Answer {
  readonly description: string;
  /** By media type. */
  readonly content?: Schemas;
  readonly headers?: Schemas;
}

/** Answers by status. */
export type Answers = Readonly<Record<number, Answer>>;

/** An answer that is JSON. */
export interface JsonAnswer<Schema extends v.GenericSchema> extends Answer {
  readonly content: { readonly "application/json": Schema };
}

/** An answer that is JSON. */
export function json<Schema extends v.GenericSchema>(
  description: string,
  schema: Schema,
  headers?: Schemas,
): JsonAnswer<Schema> {
  return { description, content: { "application/json": schema }, ...headers && { headers } };
}

/** An answer that is a line of text. */
export function line(description: string): Answer {
  return { description, content: { "text/plain": text } };
}

/** An answer without a body. */
export function empty(description: string, headers?: Schemas): Answer {
  return { description, ...headers && { headers } };
}

/** An answer that is a file of one of these media types. */
export function file(description: string, ...types: readonly string[]): Answer {
  return { description, content: files(types) };
}

/** Bodies without a schema, by their media types. */
export function files(types: readonly string[]): Schemas {
  return Object.fromEntries(types.map((type) => [type, anything]));
}

/** Media types of the pictures that are made here. */
export const PICTURES = ["image/jpeg", "image/png"] as const;

/** Media types of a picture that is a body by itself; its bytes decide what it is. */
export const PICTURE_FILES = ["image/*", "application/octet-stream"] as const;

/** A body that is a picture, or a form with one. */
export const imageBody: FileBody = {
  description: `A picture file (${READ_KINDS}; its bytes decide), or a form with it. ` +
    "`Content-Encoding` may be gzip, deflate, br or zstd, here and for every other body but the " +
    "parts of an upload.",
  required: true,
  content: { ...files(PICTURE_FILES), "multipart/form-data": v.object({ image: anything }) },
};

/** The answers for a file that is given whole or in ranges; 416 goes with them. */
export function ranged(type: string): Readonly<Record<200 | 206 | 304, Answer>> {
  return {
    200: file("The whole file", type),
    206: file("The range of it that was asked for", type),
    304: empty("It is the one that If-None-Match names"),
  };
}

/** What an error's status means. */
export const PROBLEMS = {
  400: "Something in the request is wrong",
  401: "It needs a login, or an API token",
  403: "It came from another site, or for another host",
  404: "There is none, or no longer",
  406: "The result has no picture",
  408: "The upload stood still, or brought next to nothing",
  409: "It is not as this needs it: ended already, or not complete yet",
  411: "The length is missing",
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
} as const;

/** The status of an error. */
export type ProblemStatus = keyof typeof PROBLEMS;
