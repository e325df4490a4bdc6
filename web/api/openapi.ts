/**
 * The OpenAPI 3.1 document, made from the table of routes.
 *
 * @module
 */
import type { ApiRoute, Operation, Schema } from "./route.ts";
import { SCHEMAS } from "./schemas.ts";

/** The parts of the document that are read elsewhere. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/**
 * Makes the document.
 *
 * @param base what stands before every path for whoever asks; empty for nothing
 */
export function openApi(routes: readonly ApiRoute[], version: string, base: string): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { path, method, operation } of routes) {
    (paths[path] ??= {})[method] = operation;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "framebox",
      version,
      description: "Give a picture, get its result. Every error is " +
        '`{"error": {"code", "message"}}` with the matching HTTP status. Requests that change ' +
        "something are refused when they come from another site's page; a program that sends no " +
        "Origin header may use them all.",
    },
    // Root-relative: it holds behind any name.
    servers: [{ url: base || "/" }],
    tags: [
      { name: "images", description: "One picture in, its result out." },
      { name: "live", description: "Frames and results by WebSocket." },
      { name: "sessions", description: "Sessions, and the data they accumulate." },
      { name: "data", description: "What results left in data.mat, in parts and as files." },
      { name: "uploads", description: "Large files, in parts, by tus 1.0." },
      { name: "videos", description: "A video in, a video of its results out." },
      { name: "folders", description: "Many pictures in, their results one by one or as a ZIP." },
      { name: "cameras", description: "Network cameras that the operator named." },
      { name: "streams", description: "What machines send over gRPC, to be looked at." },
      { name: "runs", description: "How far a run is, and control of it." },
      { name: "box", description: "framebox itself." },
    ],
    paths,
    components: { schemas: SCHEMAS },
  };
}
