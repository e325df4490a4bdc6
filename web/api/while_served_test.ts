import assert from "node:assert/strict";
import { Hono } from "hono";
import { whileServed } from "./while_served.ts";

/** An application with one route, and whether its session is held at the moment. */
function served(handle: () => Response | Promise<Response>, evictable = true) {
  let held = 0;
  const session = {
    evictable,
    attach: () => {
      held++;
      return () => held--;
    },
  };
  const find = (id: string) => id === "known" ? session : undefined;
  const app = new Hono();
  app.get("/:session", (c) => whileServed(find(c.req.param("session")), c, handle));
  app.onError(() => new Response("failed", { status: 500 }));
  return {
    isHeld: () => held > 0,
    get: (path = "/known", method = "GET") => app.fetch(new Request(`http://x${path}`, { method })),
  };
}

/** A body of two chunks. */
function chunks(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([1]));
      controller.enqueue(new Uint8Array([2]));
      controller.close();
    },
  });
}

Deno.test("the session is held until the last byte of the answer was read", async () => {
  const route = served(() => new Response(chunks(), { status: 206, headers: { "X-Own": "yes" } }));
  const response = await route.get();
  assert.deepEqual([response.status, response.headers.get("x-own")], [206, "yes"]);
  assert.ok(route.isHeld());
  const reader = response.body?.getReader();
  assert.deepEqual((await reader?.read())?.value, new Uint8Array([1]));
  assert.ok(route.isHeld());
  assert.deepEqual((await reader?.read())?.value, new Uint8Array([2]));
  assert.equal((await reader?.read())?.done, true);
  assert.equal(route.isHeld(), false);
});

Deno.test("it is let go of when the client leaves, on an error, on HEAD, and without a body", async () => {
  const long = served(() => new Response(chunks()));
  await (await long.get()).body?.cancel();
  assert.equal(long.isHeld(), false);

  const failing = served(() => Promise.reject(new Error("no")));
  assert.equal((await failing.get()).status, 500);
  assert.equal(failing.isHeld(), false);

  const broken = served(() =>
    new Response(new ReadableStream({ pull: () => Promise.reject("no") }))
  );
  await assert.rejects((await broken.get()).text());
  assert.equal(broken.isHeld(), false);

  await long.get("/known", "HEAD");
  assert.equal(long.isHeld(), false);

  const empty = served(() => new Response(null, { status: 204 }));
  assert.equal((await empty.get()).status, 204);
  assert.equal(empty.isHeld(), false);
});

Deno.test("answers of other sessions, and of unknown ones, are passed on as they are", async () => {
  const response = new Response("as it is");
  for (const [evictable, path] of [[false, "/known"], [true, "/unknown"]] as const) {
    const route = served(() => response.clone(), evictable);
    assert.equal(await (await route.get(path)).text(), "as it is");
    assert.equal(route.isHeld(), false);
  }
});
