/** Calls are their user's: no other one reads, cancels or repeats them, nor learns that they are there. */
import assert from "node:assert/strict";
import { echo, TestDirectory } from "../../../clusters/calls/test_directory.ts";
import { within } from "../../../tests/support/limit.ts";
import { apiRoutes } from "../../app.ts";
import { type TestFramebox, withFramebox } from "../../test_framebox.ts";
import { as, OPERATOR, withLogin } from "../../test_login.ts";

const UNKNOWN = "0123456789abcdef0123";

const clusters = () => new TestDirectory({ echo }, "login:ana", "login:rui", `login:${OPERATOR}`);

async function ask(
  framebox: TestFramebox,
  name: string,
  method: string,
  path: string,
  body: BodyInit | null = null,
) {
  const answer = await fetch(framebox.url(path), { method, headers: as(name), body });
  return { status: answer.status, body: await answer.text() };
}

/** A call of Ana that has ended. */
async function callOfAna(framebox: TestFramebox) {
  const opened = await ask(framebox, "ana", "POST", "/api/v1/sessions");
  const { session } = JSON.parse(opened.body);
  const path = `/api/v1/sessions/${session}/calls`;
  const started = await ask(framebox, "ana", "POST", `${path}?service=lab/echo`, "secret of ana");
  const { call } = JSON.parse(started.body);
  const response = await fetch(framebox.url(`${path}/events`), { headers: as("ana") });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; !text.includes('"state":"done"');) {
    text += (await within(reader?.read() ?? Promise.reject(), "an event")).value;
  }
  await reader?.cancel();
  return { session, call };
}

Deno.test("no route of calls answers another user otherwise than for a session that never was", () =>
  withLogin(async (framebox) => {
    const { session, call } = await callOfAna(framebox);
    const routes = apiRoutes(framebox.parts).routes.filter(({ path }) => path.includes("}/calls"));
    assert.ok(routes.length > 12);
    for (const { method, path } of routes) {
      const addressOf = (session: string) =>
        path.replace("{session}", session).replace("{call}", call).replace("{output}", "0")
          .replace("{entry}", "0");
      for (const name of ["rui", OPERATOR]) {
        const of = (session: string) =>
          ask(framebox, name, method.toUpperCase(), addressOf(session));
        const [foreign, unknown] = [await of(session), await of(UNKNOWN)];
        assert.deepEqual(foreign, unknown, `${name}: ${method} ${path}`);
        assert.match(foreign.body, /session-ended/);
      }
    }
    const own = await ask(framebox, "ana", "GET", `/api/v1/sessions/${session}/calls/${call}`);
    assert.equal(own.status, 200);
  }, { clusters: clusters() }));

Deno.test("a user that has logged in sees the calls of all of one's own sessions, and none of others", () =>
  withLogin(async (framebox) => {
    const made = [await callOfAna(framebox), await callOfAna(framebox)];
    const list = async (name: string) => {
      const { calls } = JSON.parse((await ask(framebox, name, "GET", "/api/v1/calls")).body);
      return calls.map(({ session, call }: { session: string; call: string }) => ({
        session,
        call,
      }));
    };
    assert.deepEqual(await list("ana"), made.reverse());
    assert.deepEqual(await list("rui"), []);
    assert.deepEqual(await list(OPERATOR), []);
    const { services } = JSON.parse((await ask(framebox, "ana", "GET", "/api/v1/services")).body);
    assert.equal(typeof services[0].usual_seconds, "number");
    const ofRui = JSON.parse((await ask(framebox, "rui", "GET", "/api/v1/services")).body);
    assert.equal(ofRui.services[0].usual_seconds, null);
  }, { clusters: clusters() }));

Deno.test("events end with their session, and with the server", () =>
  withLogin(async (framebox) => {
    const { session } = await callOfAna(framebox);
    const other = await callOfAna(framebox);
    const read = async (session: string) => {
      const url = framebox.url(`/api/v1/sessions/${session}/calls/events`);
      const response = await fetch(url, { headers: as("ana") });
      return { first: response.ok, all: response.text() };
    };
    const ending = await read(session);
    await ask(framebox, "ana", "DELETE", `/api/v1/sessions/${session}`);
    assert.match(await within(ending.all, "the end of the events"), /"state":"done"/);
    const closing = await read(other.session);
    const closed = framebox.server.drain(AbortSignal.timeout(60_000));
    assert.match(await within(closing.all, "the end of the events"), /"state":"done"/);
    await within(closed, "the stop of the server");
  }, { clusters: clusters() }));

Deno.test("callers without a login share a login at a cluster, and no calls", () =>
  withFramebox(async (framebox) => {
    const get = async (path: string) => (await framebox.call("GET", path)).json();
    const session = await framebox.session();
    const path = `/api/v1/sessions/${session}/calls`;
    const started = await framebox.call("POST", `${path}?service=lab/echo`, { body: "secret" });
    assert.equal(started.status, 201);
    // A program of another user of this host, which knows no session's id.
    const { services } = await get("/api/v1/services");
    assert.deepEqual(services.map(({ name }: { name: string }) => name), ["lab/echo"]);
    assert.deepEqual(await get("/api/v1/calls"), { calls: [], last: 0 });
    const own = await framebox.session();
    assert.deepEqual((await get(`/api/v1/sessions/${own}/calls`)).calls, []);
    const { call } = await started.json();
    const foreign = await framebox.call("GET", `/api/v1/sessions/${own}/calls/${call}`);
    assert.equal(foreign.status, 404);
    await foreign.body?.cancel();
  }, { clusters: new TestDirectory({ echo }, "anonymous") }));
