import assert from "node:assert/strict";
import { Hono } from "hono";
import * as v from "valibot";
import { assertError, type TestFramebox, withFramebox } from "../test_framebox.ts";
import { type Env, findPlace } from "../place/place.ts";
import { admitted } from "../security/admitted.ts";
import { empty, json } from "./bodies.ts";
import { errorResponse } from "./errors.ts";
import { wholeQuery } from "./parameters.ts";
import { type ApiRoute, honoPath, Reply, route } from "./route.ts";
import { count, text } from "../wire/schema_parts.ts";

/** A route's description, where that doesn't matter. */
const common = { operationId: "test", summary: "A test", tag: "server" } as const;

const limit = wholeQuery({
  description: "The maximum at most.",
  sentence: "limit is a whole number from 1 to 9.",
  min: 1,
  max: 9,
  fallback: 5,
});

/** Asks a route by itself. */
async function ask(
  framebox: TestFramebox,
  route: ApiRoute,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  const { auth, log, options } = framebox.parts;
  const app = new Hono<Env>();
  app.onError((error) => errorResponse(error, log));
  app.on(
    route.method.toUpperCase(),
    honoPath(route.path),
    findPlace(options, log),
    admitted(auth, route.access),
    (c) => route.respond(framebox.parts, c),
  );
  return await app.request(path, init);
}

Deno.test("a handler gets the query as its schemas have it, and its JSON is the answer", () =>
  withFramebox(async (framebox) => {
    const listed = route({
      ...common,
      method: "get",
      path: "/list",
      access: "open",
      query: { limit, name: v.array(text) },
      answers: { 200: json("The list", v.strictObject({ limit: count, names: v.array(text) })) },
      handle: ({ query }) => ({ limit: query.limit, names: query.name }),
    });
    const jsonOf = async (path: string) => await (await ask(framebox, listed, path)).json();
    assert.deepEqual(await jsonOf("/list"), { limit: 5, names: [] });
    assert.deepEqual(await jsonOf("/list?limit="), { limit: 5, names: [] });
    assert.deepEqual(await jsonOf("/list?limit=9&name=a&name=b"), { limit: 9, names: ["a", "b"] });
    for (const wrong of ["0", "10", "1.5", "1e0", " 1", "-1", "a"]) {
      const answer = await ask(framebox, listed, `/list?limit=${encodeURIComponent(wrong)}`);
      await assertError(answer, 400, "INVALID_ARGUMENT", /^limit is a whole number from 1 to 9\.$/);
    }
  }));

Deno.test("what varies in the path is checked, and what can't be there is not found", () =>
  withFramebox(async (framebox) => {
    const one = route({
      ...common,
      method: "get",
      path: "/things/{thing}",
      access: "open",
      params: { thing: v.pipe(text, v.regex(/^[0-9]$/, "There is no such thing.")) },
      answers: { 200: json("It", text) },
      handle: ({ params }) => params.thing,
    });
    assert.equal(await (await ask(framebox, one, "/things/7")).json(), "7");
    const answer = await ask(framebox, one, "/things/77");
    await assertError(answer, 404, "NOT_FOUND", /^There is no such thing\.$/);
  }));

Deno.test("a JSON body matches its schema, else the sentence of the definition is the answer", () =>
  withFramebox(async (framebox) => {
    const task = route({
      ...common,
      method: "post",
      path: "/task",
      access: "open",
      body: {
        description: "A number, or nothing.",
        required: false,
        content: { "application/json": v.object({ n: v.optional(count) }) },
        sentence: 'The body is JSON: {"n": number}.',
      },
      answers: { 201: json("It", v.strictObject({ n: count })) },
      handle: async (request) =>
        new Reply({ n: (await request.body()).n ?? 0 }, { headers: { at: "x" } }),
    });
    const post = (body: string) => ask(framebox, task, "/task", { method: "POST", body });
    const answer = await post('{"n": 3}');
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get("at"), "x");
    assert.deepEqual(await answer.json(), { n: 3 });
    assert.deepEqual(await (await post("")).json(), { n: 0 });
    for (const wrong of ["[]", "3", "null", '"n"', "{", '{"n": "3"}', '{"n": -1}']) {
      await assertError(await post(wrong), 400, "INVALID_ARGUMENT", /^The body is JSON/);
    }
  }));

Deno.test("a session that isn't there is refused before anything else is looked at", () =>
  withFramebox(async (framebox) => {
    let handled = 0;
    const end = route({
      ...common,
      method: "delete",
      path: "/sessions/{session}",
      access: "session",
      query: { limit },
      answers: { 204: empty("Done") },
      handle: () => {
        handled++;
      },
    });
    const remove = (id: string) =>
      ask(framebox, end, `/sessions/${id}?limit=0`, { method: "DELETE" });
    for (const id of ["x", "A".repeat(32)]) {
      await assertError(await remove(id), 404, "NOT_FOUND", /^There is no such session/);
    }
    assert.equal(handled, 0);
    const session = await framebox.hub.openSession({ owner: "anonymous" });
    const answer = await remove(session.id);
    assert.equal(answer.status, 204);
    assert.equal(handled, 1);
    await session.end("tested");
  }));

Deno.test("the types of a definition are its schemas'", () => {
  const answers = { 200: json("It", v.strictObject({ n: count })) };
  const some = { ...common, method: "get", path: "/", access: "open", answers } as const;
  route({ ...some, handle: () => ({ n: 1 }) });
  // @ts-expect-error another type
  route({ ...some, handle: () => ({ n: "1" }) });
  // @ts-expect-error a property that is missing
  route({ ...some, handle: () => ({}) });
  // @ts-expect-error nothing, where that is no answer
  route({ ...some, handle: () => {} });
  // @ts-expect-error a parameter that isn't defined
  route({ ...some, handle: ({ query }) => ({ n: query.limit }) });
  // @ts-expect-error an access that there is not
  route({ ...some, access: "nobody", handle: () => ({ n: 1 }) });
});
