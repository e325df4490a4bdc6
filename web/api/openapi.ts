/**
 * The OpenAPI 3.1 document, made from the definitions of routes.
 *
 * @module
 */
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { errorSchema } from "../wire/mod.ts";
import { type Answer, type Answers, PROBLEMS, type Schemas } from "./bodies.ts";
import { runParam, sessionParam } from "./parameters.ts";
import { ACCESS_PROBLEMS } from "./route_access.ts";
import type { ApiRoute } from "./route.ts";
import { anything, COMPONENTS } from "../wire/schema_parts.ts";
import { TAGS } from "./tags.ts";

/** A JSON Schema (2020-12), as OpenAPI 3.1 has them. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
}

/** Schemas by media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** One answer of an operation. */
export interface OperationAnswer {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Readonly<
    Record<string, { readonly description: string; readonly schema: Schema }>
  >;
}

/** An operation object. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly deprecated?: true;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly description: string;
    readonly required: boolean;
    readonly content: Content;
  };
  readonly responses: Readonly<Record<string, OperationAnswer>>;
}

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
 * Describes routes.
 *
 * @returns makes the document for a caller before whose paths `base` stands; empty for nothing
 */
export function describeApi(
  routes: readonly ApiRoute[],
  version: string,
): (base: string) => OpenApi {
  let parts: Pick<OpenApi, "paths" | "components"> | undefined;
  return (base) => ({
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
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    // It takes some milliseconds, and is the same for all.
    ...parts ??= partsOf(routes),
  });
}

function partsOf(routes: readonly ApiRoute[]): Pick<OpenApi, "paths" | "components"> {
  const { components, convert } = converted(routes.flatMap(schemasIn));
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = operationOf(route, convert);
  }
  return { paths, components: { schemas: components } };
}

type Convert = (schema: v.GenericSchema) => Schema;

const inPath: Schemas = { session: sessionParam, run: runParam };
const problem: Schemas = { "application/json": errorSchema };

/** Every schema that a route's operation has. */
function schemasIn({ params, query, headers, body, answers }: ApiRoute): v.GenericSchema[] {
  const given = Object.values<Answer>(answers).flatMap((
    { content, headers },
  ) => [content, headers]);
  return [inPath, problem, params, query, headers, body?.content, ...given]
    .flatMap((schemas: Schemas = {}) => Object.values(schemas));
}

/** Converts schemas, all at once: each conversion would also convert the components anew. */
function converted(
  schemas: readonly v.GenericSchema[],
): { readonly components: Readonly<Record<string, Schema>>; readonly convert: Convert } {
  const keys = new Map([...new Set(schemas)].map((schema, index) => [schema, String(index)]));
  const all = v.object(Object.fromEntries([...keys].map(([schema, key]) => [key, schema])));
  const { properties = {}, $defs = {} } = toJsonSchema(all, {
    target: "draft-2020-12",
    // As a reader of the JSON sees them: of a parameter that is a number, the number.
    typeMode: "output",
    definitions: Object.fromEntries(Object.entries(COMPONENTS).toSorted()),
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  const plain = (schema: unknown): Schema => typeof schema === "object" ? { ...schema } : {};
  return {
    components: mapped($defs, plain),
    convert: (schema) => plain(properties[keys.get(schema) ?? ""]),
  };
}

function operationOf(route: ApiRoute, convert: Convert): Operation {
  const {
    operationId,
    summary,
    description,
    deprecated,
    tag,
    access,
    body,
    answers,
    problems = [],
  } = route;
  const errors = [...ACCESS_PROBLEMS[access], ...problems].map((status) => [
    status,
    { description: PROBLEMS[status], content: problem },
  ]);
  const all: Answers = { ...answers, ...Object.fromEntries(errors) };
  return {
    operationId,
    summary,
    ...description === undefined ? {} : { description },
    ...deprecated && { deprecated },
    tags: [tag],
    parameters: parametersOf(route, convert),
    ...body && {
      requestBody: {
        description: body.description,
        required: body.required,
        content: contentOf(body.content, convert),
      },
    },
    responses: mapped(all, ({ description, content, headers }) => ({
      description,
      ...content && { content: contentOf(content, convert) },
      ...headers && { headers: mapped(headers, (schema) => describedBy(schema, convert)) },
    })),
  };
}

function parametersOf(
  { path, params, query = {}, headers = {} }: ApiRoute,
  convert: Convert,
): Parameter[] {
  const known = { ...inPath, ...params };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const own = Object.fromEntries(names.map((name) => [name, known[name] ?? anything]));
  const places = [["path", own], ["query", query], ["header", headers]] as const;
  return places.flatMap(([place, schemas]) =>
    Object.entries(schemas).map(([name, schema]) => {
      const mayBeLeftOut = schema.type === "optional" || schema.type === "array";
      const required = mayBeLeftOut ? {} : { required: true } as const;
      return { name, in: place, ...describedBy(schema, convert), ...required };
    })
  );
}

function contentOf(content: Schemas, convert: Convert): Content {
  return mapped(content, (schema) => ({ schema: convert(schema) }));
}

/** A schema, and beside it its own description. */
function describedBy(
  schema: v.GenericSchema,
  convert: Convert,
): { readonly description: string; readonly schema: Schema } {
  const { description = "", ...rest } = convert(schema);
  return { description: String(description), schema: rest };
}

function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value)]));
}
