/**
 * One request to a route, checked by the route's definition.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { type ErrorCode, FrameboxError } from "../../base/errors/mod.ts";
import type { Hub, Run, Session } from "../../hub/mod.ts";
import type { Principal } from "../../auth/mod.ts";
import { placeOf } from "../place/place.ts";
import { principalOf } from "../security/admitted.ts";
import type { Intake } from "../intake.ts";
import type { FileBody, JsonBody, Schemas } from "./bodies.ts";
import { runOf, sessionOf } from "./ids.ts";

/** What a route takes, of its definition. */
export interface RouteInput<
  Params extends Schemas,
  Query extends Schemas,
  Headers extends Schemas,
  Body extends v.GenericSchema,
> {
  /** What varies in the path besides `{session}` and `{run}`. Their sentences are those of 404. */
  readonly params?: Params;
  /** An array takes a parameter as often as it comes. Their sentences are those of 400. */
  readonly query?: Query;
  /** Their sentences are those of 400. */
  readonly headers?: Headers;
  readonly body?: JsonBody<Body> | FileBody;
}

/** What every request is answered with. */
export interface RequestDeps {
  readonly hub: Pick<Hub, "session">;
  readonly intake: Pick<Intake, "json">;
}

/**
 * A request. Each part is checked when it is first asked for: so a fault of an address is reported before one of its
 * query, and a body is read last. A fault is thrown as a {@linkcode FrameboxError}.
 */
export class ApiRequest<
  Params extends Schemas = Schemas,
  Query extends Schemas = Schemas,
  Headers extends Schemas = Schemas,
  Body extends v.GenericSchema = v.GenericSchema,
> {
  readonly #deps: RequestDeps;
  readonly #input: RouteInput<Params, Query, Headers, Body>;
  /** The request as Hono has it. */
  readonly c: Context;
  #session: Session | undefined;

  constructor(deps: RequestDeps, c: Context, input: RouteInput<Params, Query, Headers, Body>) {
    this.#deps = deps;
    this.c = c;
    this.#input = input;
  }

  /** Aborts when the client goes away. */
  get signal(): AbortSignal {
    return this.c.req.raw.signal;
  }

  /** Who sent it. */
  get principal(): Principal {
    return principalOf(this.c);
  }

  /** What stands before every path for this caller. */
  get base(): string {
    return placeOf(this.c).base;
  }

  /** The session that the address names; its sender's own. */
  get session(): Session {
    return this.#session ??= sessionOf(
      this.#deps.hub,
      this.principal,
      this.c.req.param("session"),
    );
  }

  /** The run that the address names. */
  get run(): Run {
    return runOf(this.session, this.c.req.param("run") ?? "");
  }

  /** What else varies in the path. */
  get params(): Outputs<Params> {
    return checked(this.#input.params, "NOT_FOUND", (name) => this.c.req.param(name));
  }

  /** The query. */
  get query(): Outputs<Query> {
    const { req } = this.c;
    return checked(
      this.#input.query,
      "INVALID_ARGUMENT",
      (name, { type }) => type === "array" ? req.queries(name) ?? [] : req.query(name),
    );
  }

  /** The headers that the definition names. */
  get headers(): Outputs<Headers> {
    return checked(this.#input.headers, "INVALID_ARGUMENT", (name) => this.c.req.header(name));
  }

  /** Reads the JSON body; once. */
  async body(): Promise<v.InferOutput<Body>> {
    const { body } = this.#input;
    if (!body || !("sentence" in body)) throw new Error("This route takes no JSON.");
    const { content, sentence } = body;
    return await this.#deps.intake.json(this.c.req.raw, content["application/json"], sentence);
  }
}

type Outputs<Entries extends Schemas> = v.InferOutput<v.ObjectSchema<Entries, undefined>>;

function checked<Entries extends Schemas>(
  entries: Entries | undefined,
  code: ErrorCode,
  read: (name: string, schema: v.GenericSchema) => unknown,
): Outputs<Entries> {
  // Where a definition has none, there are none by their type as well.
  const schema = v.object(entries ?? {} as Entries);
  const given = Object.entries(schema.entries).map(([name, entry]) => [name, read(name, entry)]);
  const result = v.safeParse(schema, Object.fromEntries(given), { abortEarly: true });
  if (result.success) return result.output;
  throw new FrameboxError(code, result.issues[0].message);
}
