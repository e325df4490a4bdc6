/**
 * One route of the API: what it does, and what the OpenAPI document says of it. Both come from the
 * same table, so none can be there without the other.
 *
 * @module
 */
import type { Context } from "hono";

/** A JSON Schema (2020-12), as OpenAPI 3.1 has them. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter in the path or the query. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** A body: its schema by media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** One answer. */
export interface Answer {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, { description: string; schema: Schema }>>;
}

/** An operation object of OpenAPI 3.1. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly description: string;
    readonly required: boolean;
    readonly content: Content;
  };
  readonly responses: Readonly<Record<string, Answer>>;
}

/** A route: `path` as OpenAPI writes it, with `{name}` for what varies. */
export interface ApiRoute {
  readonly method: "get" | "post" | "patch" | "delete" | "options";
  readonly path: string;
  readonly operation: Operation;
  readonly handle: (c: Context) => Response | Promise<Response>;
}

/** A path as Hono writes it. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** What varies in a route's path; there by its pattern. */
export function pathParam(c: Context, name: string): string {
  return c.req.param(name) ?? "";
}
