import assert from "node:assert/strict";
import { request } from "node:http";
import { ACCESS_LEVELS, Authenticator, type AuthProvider } from "../../auth/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import { encodePicture, type Raster } from "../../media/image/mod.ts";
import { apiRoutes, createApp } from "../app.ts";
import { TABS } from "../page/mod.ts";
import { type TestFramebox, withFramebox } from "../test_framebox.ts";
import { LiveClient } from "../test_live_client.ts";
import { as, OPERATOR, withLogin } from "../test_login.ts";

/** A picture of one pixel. */
const PIXEL: Raster = {
  widthPx: 1,
  heightPx: 1,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: Uint8Array.of(10, 20, 30),
};

/** The status of a call without a login; access is checked before anything else of it. */
async function statusOf(framebox: TestFramebox, method: string, path: string): Promise<number> {
  const address = framebox.url(path.replaceAll(/\{\w+\}/g, "1"));
  const response = await fetch(address, { method: method.toUpperCase(), redirect: "manual" });
  await response.body?.cancel();
  return response.status;
}

Deno.test("every route of the API declares what its callers need, and that is enforced", () =>
  withLogin(async (framebox) => {
    const { routes } = apiRoutes(framebox.parts);
    assert.ok(routes.length > 40);
    for (const { method, path, access } of routes) {
      const what = `${method} ${path}: ${access}`;
      assert.ok(ACCESS_LEVELS.some((level) => level === access), what);
      const status = await statusOf(framebox, method, path);
      if (access === "open") assert.notEqual(status, 401, what);
      else assert.equal(status, 401, what);
    }
  }));

Deno.test("pages are for users, what they are made of is open", () =>
  withLogin(async (framebox) => {
    const tabs = TABS.map(({ href }) => href);
    assert.ok(tabs.includes("/streams"));
    for (const path of [...tabs, "/api", "/page/workers", "/page/data", "/nothing"]) {
      assert.equal(await statusOf(framebox, "get", path), 401, path);
    }
    assert.equal(await statusOf(framebox, "get", "/favicon.ico"), 302);
    const registered = createApp(framebox.parts).routes.map(({ path }) => path);
    assert.ok(registered.includes("/assets/*"));
    assert.notEqual(await statusOf(framebox, "get", "/assets/nothing"), 401);
  }));

Deno.test("a session belongs to its opener, by a call of its own or with a picture", () =>
  withLogin(async (framebox) => {
    const post = async (path: string, body?: Uint8Array<ArrayBuffer>): Promise<string> => {
      const init = { method: "POST", headers: as("ana"), ...body && { body } };
      return (await (await fetch(framebox.url(path), init)).json()).session;
    };
    const picture = new Uint8Array(await encodePicture(PIXEL, "png"));
    const sent = await post("/api/v1/images?processor=grey", picture);
    assert.equal(framebox.hub.session(sent)?.owner, "login:ana");
    const session = await post("/api/v1/sessions");
    assert.equal(framebox.hub.session(session)?.owner, "login:ana");
    const socket = new LiveClient(
      framebox.url(`/api/v1/sessions/${session}/live`).replace("http", "ws"),
    );
    await assert.rejects(socket.opened);
  }));

Deno.test("streams are for operators: others have neither their list, nor their pictures, nor their tab", () =>
  withLogin(async (framebox) => {
    await framebox.streams.open({
      kind: "media-graph",
      name: "gate 3",
      format: "1×1 PNG",
      processor: "grey",
      pictures: "watched",
    });
    const look = async (name: string) => {
      const get = (path: string) => fetch(framebox.url(path), { headers: as(name) });
      const list = await get("/api/v1/streams");
      await list.body?.cancel();
      const tab = await get("/streams");
      await tab.body?.cancel();
      const page = await (await get("/")).text();
      const opened = await fetch(framebox.url("/api/v1/sessions"), {
        method: "POST",
        headers: as(name),
      });
      const socket = await framebox.live((await opened.json()).session, "", as(name));
      const answerTo = async (message: Record<string, unknown>, event: string) => {
        socket.send(message);
        return await socket.status(event);
      };
      return { list: list.status, tab: tab.status, page, answerTo };
    };
    const user = await look("ana");
    assert.deepEqual([user.list, user.tab], [403, 403]);
    assert.doesNotMatch(user.page, /id="tab-streams"|href="\/streams"/);
    for (const message of [{ type: "streams", tell: true }, { type: "watch", stream: "1" }]) {
      const { error } = await user.answerTo(message, "error");
      assert.equal((error as { code: string }).code, "PERMISSION_DENIED");
    }
    const operator = await look(OPERATOR);
    assert.deepEqual([operator.list, operator.tab], [200, 200]);
    assert.match(operator.page, /id="tab-streams"/);
    const { streams } = await operator.answerTo({ type: "streams", tell: true }, "streams");
    assert.equal((streams as unknown[]).length, 1);
  }));

Deno.test("where nothing is asked for, callers are anonymous and reach everything", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    assert.equal(framebox.hub.session(session)?.owner, "anonymous");
    assert.equal(await statusOf(framebox, "get", "/"), 200);
  }));

Deno.test("a header that stands there twice is known as that", () => {
  const seen: unknown[] = [];
  const provider: AuthProvider = {
    roles: ["user"],
    authenticate(request) {
      const name = request.header("remote-user");
      if (name !== undefined) seen.push([name, request.isRepeated?.("remote-user")]);
      return undefined;
    },
    refusal: () => new FrameboxError("UNAUTHENTICATED", "Who are you?"),
  };
  return withFramebox(async (framebox) => {
    for (const given of [["ana"], ["olga", "ana"]]) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const call = request(framebox.url("/api/v1/cameras"), { headers: { "remote-user": given } });
      call.on("response", (answer) => answer.resume().on("end", resolve));
      call.on("error", reject);
      call.end();
      await promise;
    }
    assert.deepEqual(seen.at(0), ["ana", false]);
    assert.deepEqual(seen.at(-1), ["olga, ana", true]);
  }, { auth: new Authenticator([provider]) });
});
