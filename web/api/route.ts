/**
 * One route of the API. Its definition is the one place for what it takes and gives: the types of its handler, the
 * checks of a request and the OpenAPI document all come from it.
 *
 * @module
 */
import type { Context } from "hono";
import type * as v from "valibot";
import type { Answers, JsonAnswer, None, ProblemStatus, Schemas } from "./bodies.ts";
import { ApiRequest, type RequestDeps, type RouteInput } from "./api_request.ts";
import { checkSession, type RouteAccess } from "./route_access.ts";
import type { Json } from "../wire/schema_parts.ts";
import type { Tag } from "./tags.ts";

type Method = "get" | "post" | "patch" | "delete" | "options";

/** The description of a route in the OpenAPI document. */
export interface RouteDescription<All extends Answers = Answers> {
  readonly method: Method;
  /** As OpenAPI writes it, with `{name}` for what varies. `{session}` and `{run}` are known everywhere. */
  readonly path: string;
  /** What the caller must be. */
  readonly access: RouteAccess;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: Tag;
  /** What it answers when all is well, by status. */
  readonly answers: All;
  /** It is an older address of another route, which goes with the next version. */
  readonly deprecated?: true;
  /** Statuses of its errors, besides those of its access. */
  readonly problems?: readonly ProblemStatus[];
}

/** A route whose requests are checked before its handler has them. */
export interface ApiRoute
  extends RouteDescription, RouteInput<Schemas, Schemas, Schemas, v.GenericSchema> {
  /** Answers a request. */
  respond(deps: RequestDeps, c: Context): Promise<Response>;
}

/** JSON with another status than the first one of the route's answers, or with headers. */
export class Reply<Value> {
  constructor(
    /** The JSON. */
    readonly value: Value,
    /** What `Response` takes. */
    readonly init: { readonly status?: number; readonly headers?: HeadersInit },
  ) {}
}

/**
 * What a handler may give: JSON as one of the answers has it, nothing where that is an answer, or all of it by itself.
 */
export type Handled<All extends Answers> =
  | Response
  | JsonOf<All>
  | Reply<JsonOf<All>>
  | (204 extends keyof All ? void : never);

type JsonOf<All extends Answers> = {
  [Status in keyof All]: All[Status] extends JsonAnswer<infer Schema> ? Json<Schema> : never;
}[keyof All];

/** A definition, with the types that come from it. */
export interface RouteDefinition<
  Params extends Schemas,
  Query extends Schemas,
  Headers extends Schemas,
  Body extends v.GenericSchema,
  All extends Answers,
> extends RouteDescription<All>, RouteInput<Params, Query, Headers, Body> {
  /** Stands around everything else, the checks too. */
  readonly around?: (c: Context, next: () => Promise<Response>) => Promise<Response>;
  readonly handle: (
    request: ApiRequest<Params, Query, Headers, Body>,
  ) => Handled<All> | Promise<Handled<All>>;
}

/** Makes a route of its definition. */
export function route<
  All extends Answers,
  Params extends Schemas = None,
  Query extends Schemas = None,
  Headers extends Schemas = None,
  Body extends v.GenericSchema = v.GenericSchema,
>(definition: RouteDefinition<Params, Query, Headers, Body, All>): ApiRoute {
  const { access, answers, handle, around } = definition;
  const [usual] = Object.keys(answers).map(Number);
  const respond = async (deps: RequestDeps, c: Context) => {
    const request = new ApiRequest(deps, c, definition);
    checkSession(access, request);
    const given = await handle(request);
    if (given instanceof Response) return given;
    if (given === undefined) return new Response(null, { status: 204 });
    const { value, init } = given instanceof Reply ? given : { value: given, init: {} };
    return Response.json(value, { status: usual ?? 200, ...init });
  };
  return {
    ...definition,
    respond: around ? (deps, c) => around(c, () => respond(deps, c)) : respond,
  };
}

/** A path as Hono writes it. */
export function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** The same route at the address that it had before; it answers for one version more. */
export function formerly(now: ApiRoute, path: string, operationId: string): ApiRoute {
  return { ...now, path, operationId, deprecated: true };
}
