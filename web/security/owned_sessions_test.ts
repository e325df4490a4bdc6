/** A session is its owner's: no other caller reads, changes or ends it, nor learns that it is there. */
import assert from "node:assert/strict";
import { createAuthenticator } from "../../auth/mod.ts";
import { apiRoutes } from "../app.ts";
import { dataResult, file, jpegResult, type TestFramebox, withFramebox } from "../test_framebox.ts";
import { LiveClient, type Message } from "../test_live_client.ts";
import { Browser, withLogins } from "../login/test_logins.ts";
import { fakeVideoTools } from "../test_videos.ts";

/** What the user of each name sends with each request. */
const cookies = new Map<string, string>();
const as = (name: string): Readonly<Record<string, string>> => ({
  cookie: cookies.get(name) ?? "",
});
const OPERATOR = "olga";

const UNKNOWN = "0123456789abcdef0123";

/** What Ana has: a picture's run with data, an image set's, and an upload. */
interface Owned {
  readonly session: string;
  /** The picture's. */
  readonly run: string;
  readonly imageSet: string;
  readonly upload: string;
}

/** A call as it is answered: all but the time. */
interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

async function call(
  framebox: TestFramebox,
  name: string,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = { ...as(name), ...init.headers };
  const answer = await fetch(framebox.url(path), { method, ...init, headers });
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([key]) => key !== "date").map((pair) => pair.join(": ")),
    body: await answer.text(),
  };
}

async function owned(framebox: TestFramebox): Promise<Owned> {
  const post = (path: string, init?: RequestInit) => call(framebox, "ana", "POST", path, init);
  const { session } = JSON.parse((await post("/api/v1/sessions")).body);
  const path = `/api/v1/sessions/${session}`;
  const worker = framebox.worker();
  const answered = worker.answer({ ...await jpegResult(), ...dataResult() });
  const picture = await post(`${path}/images?processor=workers`, { body: await file() });
  await answered;
  const { run } = JSON.parse(picture.body);
  const started = await post(`${path}/image-sets`, {
    body: JSON.stringify({ processor: "workers" }),
  });
  const { run: imageSet } = JSON.parse(started.body);
  const given = worker.answer(await jpegResult(7));
  await post(`${path}/runs/${imageSet}/images?name=a.png`, { body: await file() });
  await given;
  const upload = await post(`${path}/uploads`, { headers: { "Upload-Length": "9" } });
  const location = upload.headers.find((header) => header.startsWith("location: ")) ?? "";
  return { session, run, imageSet, upload: location.split("/").at(-1) ?? "" };
}

/** Everything that Ana sees of her session. */
async function seenByAna(framebox: TestFramebox, { session, run, imageSet, upload }: Owned) {
  const path = `/api/v1/sessions/${session}`;
  const paths = [
    path,
    `${path}/data`,
    `${path}/runs/${run}/results`,
    `${path}/runs/${imageSet}/items`,
    `${path}/uploads/${upload}`,
  ];
  const answers = await Promise.all(paths.map((path) => call(framebox, "ana", "GET", path)));
  for (const { status, body } of answers) assert.equal(status, 200, body);
  // All but the figures that change by themselves.
  return answers.map(({ body }) => body.replaceAll(/"(fps|remaining_ms|seconds)":[^,}]+/g, ""));
}

/** Runs with three users that are logged in. */
const withUsers = (test: (framebox: TestFramebox) => Promise<void>) =>
  withLogins(async ({ framebox }) => {
    for (const name of ["ana", "rui", OPERATOR]) {
      const browser = new Browser(framebox);
      assert.equal((await browser.logIn({ name })).status, 303);
      cookies.set(name, browser.cookie);
    }
    await test(framebox);
  }, { videoTools: fakeVideoTools(2) });

const withOwned = (test: (framebox: TestFramebox, mine: Owned) => Promise<void>) =>
  withUsers(async (framebox) => await test(framebox, await owned(framebox)));

Deno.test("no route of a session answers another user otherwise than for a session that never was", () =>
  withOwned(async (framebox, mine) => {
    const before = await seenByAna(framebox, mine);
    const routes = apiRoutes(framebox.parts).routes.filter(({ path }) =>
      path.includes("{session}")
    );
    assert.ok(routes.length > 35);
    for (const { method, path } of routes) {
      for (const run of [mine.run, mine.imageSet]) {
        const addressOf = (session: string) =>
          path.replace("{session}", session).replace("{run}", run)
            .replace("{upload}", mine.upload).replace("{frame}", "0.jpg").replace("{item}", "0")
            .replace("{name}", "data_00000").replace("{camera}", "door");
        for (const name of ["rui", OPERATOR]) {
          const what = `${name}: ${method} ${path}`;
          const init = method === "patch"
            ? { body: "x", headers: { "Upload-Offset": "0" } }
            : method === "post"
            ? { body: "{}" }
            : {};
          const ask = (session: string) =>
            call(framebox, name, method.toUpperCase(), addressOf(session), init);
          const [foreign, unknown] = [await ask(mine.session), await ask(UNKNOWN)];
          assert.deepEqual(foreign, unknown, what);
          if (method !== "options") assert.match(foreign.body, /session-ended/, what);
        }
      }
    }
    assert.deepEqual(await seenByAna(framebox, mine), before);
  }));

Deno.test("no live socket opens on another user's session, nor resumes its run", () =>
  withOwned(async (framebox, { session, run }) => {
    for (const query of ["", `?run=${run}`]) {
      const address = framebox.url(`/api/v1/sessions/${session}/live${query}`);
      const socket = new LiveClient(address.replace("http", "ws"), as("rui"));
      await assert.rejects(socket.opened);
    }
    const own = await framebox.live(session, "", as("ana"));
    await own.status("open");
  }));

Deno.test("over a socket of one's own, another user's runs are as those that never were", () =>
  withOwned(async (framebox, mine) => {
    const { imageSet } = mine;
    const { session } = JSON.parse((await call(framebox, "rui", "POST", "/api/v1/sessions")).body);
    const socket = await framebox.live(session, "", as("rui"));
    const errorOf = async (message: Record<string, unknown>): Promise<Message> => {
      socket.send(message);
      return await socket.status("error");
    };
    for (const type of ["watch", "unwatch"]) {
      assert.deepEqual(
        await errorOf({ type, run: imageSet }),
        await errorOf({ type, run: "999" }),
        type,
      );
    }
    socket.send({ type: "cancel", run: imageSet });
    // Messages of a socket are read in their order.
    await errorOf({ type: "watch", run: "999" });
    const run = framebox.hub.session(mine.session)?.runs.find(({ id }) => id === mine.imageSet);
    assert.equal(run?.ended.aborted, false);
  }));

Deno.test("the page's data are those of one's own session alone", () =>
  withOwned(async (framebox, { session, run }) => {
    const ask = (name: string, session: string) =>
      call(framebox, name, "GET", "/page/data", {
        headers: { "framebox-session": session, "framebox-run": run },
      });
    assert.match((await ask("ana", session)).body, /data\.mat/);
    assert.deepEqual(await ask("rui", session), await ask("rui", UNKNOWN));
    assert.doesNotMatch((await ask("rui", session)).body, /data\.mat\?run/);
  }));

Deno.test("a picture that was sent by itself leaves its result to its sender", () =>
  withUsers(async (framebox) => {
    const sent = await call(framebox, "ana", "POST", "/api/v1/images?processor=grey", {
      body: await file(),
    });
    const { image_url } = JSON.parse(sent.body);
    assert.equal((await call(framebox, "ana", "GET", image_url)).status, 200);
    assert.equal((await call(framebox, "rui", "GET", image_url)).status, 404);
  }));

Deno.test("another user's calls don't keep a session from its idle end", () =>
  withOwned(async (framebox, { session }) => {
    const found = framebox.hub.session(session);
    assert.ok(found);
    let touched = 0;
    found.touch = () => void touched++;
    await call(framebox, "rui", "GET", `/api/v1/sessions/${session}`);
    assert.equal(touched, 0);
    await call(framebox, "ana", "GET", `/api/v1/sessions/${session}`);
    assert.equal(touched, 1);
  }));

Deno.test("a caller that another provider knows has no part in what an unnamed one opened", () =>
  withFramebox(async (framebox) => {
    const path = `/api/v1/sessions/${await framebox.session()}`;
    const statusWith = async (headers: Record<string, string>) => {
      const answer = await fetch(framebox.url(path), { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    assert.equal(await statusWith({}), 200);
    assert.equal(await statusWith({ authorization: "Bearer other" }), 200);
    assert.equal(await statusWith({ authorization: "Bearer tok" }), 404);
  }, { auth: createAuthenticator({ workerToken: "tok" }) }));
