import assert from "node:assert/strict";
import {
  Authenticator,
  type AuthProvider,
  type PasswordMethod,
  type RedirectMethod,
  type RedirectStart,
} from "../../auth/mod.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { apiRoutes, createApp } from "../app.ts";
import { withFramebox } from "../test_framebox.ts";
import ca from "../testdata/ca_cert.pem" with { type: "text" };
import cert from "../testdata/localhost_cert.pem" with { type: "text" };
import key from "../testdata/localhost_key.pem" with { type: "text" };
import { honoPath } from "../api/route.ts";
import { LiveClient } from "../test_live_client.ts";
import { echo, TestDirectory } from "../../clusters/calls/test_directory.ts";
import { within } from "../../tests/support/limit.ts";
import { Browser, PASSWORD, withLogins } from "./test_logins.ts";

Deno.test("a page leads to the login, and the login back to it", () =>
  withLogins(async ({ framebox }) => {
    const browser = new Browser(framebox);
    const asked = await browser.ask("/camera?x=1");
    assert.equal(asked.status, 302);
    assert.equal(asked.headers.get("location"), "/login?next=%2Fcamera%3Fx%3D1");
    const form = await browser.ask("/login?next=%2Fcamera%3Fx%3D1");
    assert.equal(form.status, 200);
    assert.match(form.body, /name="next" value="\/camera\?x=1"/);
    // Without a referrer a browser sends the form with `Origin: null`.
    assert.equal(form.headers.get("referrer-policy"), "same-origin");
    assert.doesNotMatch(form.body, /<script/);
    const back = await browser.logIn({ next: "/camera?x=1" });
    assert.equal(back.status, 303);
    assert.equal(back.headers.get("location"), "/camera?x=1");
    assert.equal((await browser.ask("/camera")).status, 200);
    assert.match((await browser.ask("/")).body, /href="\/account"/);
    assert.equal((await browser.logIn({ next: "//evil.example" })).headers.get("location"), "/");
  }));

Deno.test("below a base path, all of it is there", () =>
  withLogins(async ({ framebox }) => {
    const browser = new Browser(framebox);
    const asked = await browser.ask("/box/api");
    assert.equal(asked.headers.get("location"), "/box/login?next=%2Fapi");
    const back = await browser.logIn({ next: "/api" }, "/box");
    assert.equal(back.headers.get("location"), "/box/api");
    assert.match(back.headers.getSetCookie()[0] ?? "", /^framebox-login-box=.*Path=\/box;/);
    assert.equal((await browser.ask("/box/api")).status, 200);
  }, { web: { basePath: "/box" } }));

Deno.test("no route but the open ones answers a caller that hasn't logged in", () =>
  withLogins(async ({ framebox }) => {
    const { routes } = apiRoutes(framebox.parts);
    const guarded = routes.filter(({ access }) => access !== "open");
    assert.ok(guarded.length > 40);
    for (const { method, path } of guarded) {
      const address = path.replace(/\{\w+\}/g, "0");
      const answer = await framebox.call(method.toUpperCase(), address);
      const what = `${method} ${path}`;
      assert.equal(answer.status, 401, what);
      assert.equal(answer.headers.get("www-authenticate"), "Bearer", what);
      if (method !== "options") assert.match(await answer.text(), /login-needed/, what);
      else await answer.body?.cancel();
    }
    for (
      const path of ["/", "/camera", "/video", "/api", "/account", "/page/workers", "/page/data"]
    ) {
      const answer = await fetch(framebox.url(path));
      await answer.body?.cancel();
      assert.equal(answer.status, 401, path);
    }
    for (const path of ["/healthz", "/readyz", "/login", "/logout"]) {
      const answer = await fetch(framebox.url(path));
      await answer.body?.cancel();
      assert.equal(answer.status, 200, path);
    }
  }));

Deno.test("an API token is a login by itself", () =>
  withLogins(async ({ framebox, token }) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await framebox.call("POST", "/api/v1/sessions", { headers });
    assert.equal(answer.status, 201);
    const { session } = await answer.json();
    const other = new Browser(framebox);
    await other.logIn();
    assert.equal((await other.ask(`/api/v1/sessions/${session}`)).status, 200);
  }));

Deno.test("a form without its token, or with another browser's, logs no user in", () =>
  withLogins(async ({ framebox }) => {
    const [mine, others] = [new Browser(framebox), new Browser(framebox)];
    const { body } = await others.ask("/login");
    const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? "";
    for (const wrong of ["", "x", token]) {
      const answer = await mine.logIn({ token: wrong });
      assert.equal(answer.status, 403);
      assert.match(answer.body, /role="alert"[^>]*>This form is too old/);
    }
    mine.cookies.clear();
    assert.equal(
      (await mine.ask("/login", { method: "users", token, name: "ana", password: PASSWORD }))
        .status,
      403,
    );
    assert.equal((await mine.logIn()).status, 303);
  }));

Deno.test("another site's form logs no user in or out", () =>
  withLogins(async ({ framebox }) => {
    for (const path of ["/login", "/logout"]) {
      const headers = { origin: "http://evil.example" };
      const answer = await fetch(framebox.url(path), { method: "POST", headers });
      await answer.body?.cancel();
      assert.equal(answer.status, 403);
    }
  }));

Deno.test("a wrong password is refused in the user's language, and then has to wait", () =>
  withLogins(async ({ framebox }) => {
    const browser = new Browser(framebox);
    const first = await browser.logIn({ password: "wrong horse" });
    assert.equal(first.status, 401);
    assert.match(first.body, /The name or the password is not right\./);
    assert.match(first.body, /name="name" value="ana"/);
    for (let i = 0; i < 3; i++) await browser.logIn({ password: "wrong horse" });
    const late = await browser.logIn();
    assert.equal(late.status, 429);
    assert.match(late.body, /too many attempts to log in; try again in 1 s\./);
  }));

Deno.test("logging out ends the login, here or everywhere, and closes its sockets", () =>
  withLogins(async ({ framebox }) => {
    const [one, two] = [new Browser(framebox), new Browser(framebox)];
    await one.logIn();
    await two.logIn();
    const before = one.cookie;
    const answer = await framebox.call("POST", "/api/v1/sessions", {
      headers: { cookie: one.cookie },
    });
    const { session } = await answer.json();
    const address = framebox.url(`/api/v1/sessions/${session}/live`).replace("http", "ws");
    const socket = new LiveClient(address, { cookie: two.cookie });
    await socket.opened;
    assert.equal((await one.ask("/logout", {})).headers.get("location"), "/login");
    assert.equal((await one.ask("/")).status, 302);
    assert.equal((await two.ask("/")).status, 200);
    // The cookie is of no use to one that has kept it.
    one.cookies.set("framebox-login", /framebox-login=([^;]+)/.exec(before)?.[1] ?? "");
    assert.equal((await one.ask("/")).status, 302);
    await one.logIn();
    await one.ask("/logout", { everywhere: "yes" });
    assert.equal((await two.ask("/")).status, 302);
    assert.equal((await socket.closed).code, 4003);
  }));

Deno.test("each message of a live socket is a use of the login", async () => {
  let uses = 0;
  const provider: AuthProvider = {
    roles: ["user"],
    authenticate: () => ({ id: "ana", roles: new Set(["user"] as const), used: () => void uses++ }),
    refusal: () => new FrameboxError("UNAUTHENTICATED", "Who are you?"),
  };
  await withFramebox(async (framebox) => {
    const socket = await framebox.live(await framebox.session());
    socket.send({ type: "watch", run: "999" });
    await socket.status("error");
    assert.equal(uses, 1);
  }, { auth: new Authenticator([provider]) });
});

Deno.test("no password, token or cookie is in a log or an answer", () =>
  withLogins(async ({ framebox, token, log }) => {
    const browser = new Browser(framebox);
    const answers = [await browser.logIn({ name: "eva" }), await browser.logIn({ token: "" })];
    answers.push(await browser.logIn());
    const cookie = browser.cookies.get("framebox-login") ?? "";
    assert.equal(cookie.length, 43);
    for (
      const path of ["/", "/api", "/camera", "/login", "/logout", "/api/v1/status", "/nothing"]
    ) {
      answers.push(await browser.ask(path));
    }
    const used = await fetch(framebox.url("/api"), {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = [
      log(),
      await used.text(),
      ...answers.flatMap(({ body, headers }) => [
        body,
        ...[...headers].filter(([name]) => name !== "set-cookie").flat(),
      ]),
    ].join("\n");
    assert.match(text, /audit_login owner=login:ana user=ana/);
    assert.match(text, /audit_login_failed user=unknown/);
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), "correct horse", token, cookie]) {
      assert.ok(!text.includes(secret));
    }
  }));

Deno.test("each route that is registered asks for a login, but those that are open on purpose", () =>
  withLogins(async ({ framebox }) => {
    const open = /^\/(login|logout|favicon\.ico|assets\/\*)$|^\/login\/other/;
    const openApi = apiRoutes(framebox.parts).routes.flatMap(({ access, method, path }) =>
      access === "open" ? `${method.toUpperCase()} ${honoPath(path)}` : []
    );
    const isOpen = (method: string, path: string) =>
      open.test(path) || openApi.includes(`${method} ${path}`);
    const { routes } = createApp(framebox.parts);
    const paths = new Set<string>();
    for (const { method, path } of routes) {
      // Middleware is for all paths and methods.
      if (method === "ALL" || isOpen(method, path)) continue;
      paths.add(path);
      const address = framebox.url(path.replaceAll(/:\w+/g, "0"));
      const answer = await fetch(address, { method, redirect: "manual" });
      await answer.body?.cancel();
      assert.equal(answer.status, 401, `${method} ${path}`);
    }
    for (const path of ["/", "/account", "/account/tokens", "/account/tokens/revoke", "/api"]) {
      assert.ok(paths.has(path), path);
    }
  }, { methods: [redirectMethod().method] }));

Deno.test("over TLS the cookie of a login is this host's alone, and works", () =>
  withLogins(async ({ framebox }) => {
    using client = Deno.createHttpClient({ caCerts: [ca] });
    const origin = `https://localhost:${framebox.server.port}`;
    const form = await fetch(`${origin}/login`, { client });
    const [, token = ""] = /name="token" value="([^"]+)"/.exec(await form.text()) ?? [];
    const cookie = form.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    assert.match(cookie, /^__Host-framebox-form=/);
    const answer = await fetch(`${origin}/login`, {
      client,
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin },
      body: new URLSearchParams({ method: "users", token, name: "ana", password: PASSWORD }),
    });
    await answer.body?.cancel();
    const [login = ""] = answer.headers.getSetCookie();
    assert.match(
      login,
      /^__Host-framebox-login=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    const shown = login.split(";")[0] ?? "";
    const statusWith = async (cookie: string) => {
      const page = await fetch(`${origin}/`, { client, headers: { cookie } });
      await page.body?.cancel();
      return page.status;
    };
    assert.equal(await statusWith(shown), 200);
    // Another host of the domain can set a cookie of that name, but not with the prefix.
    assert.equal(await statusWith(shown.replace("__Host-", "")), 401);
  }, { web: { tls: { cert, key } } }));

/** A way to log in at another server that knows everyone who comes back to the same browser. */
function redirectMethod() {
  const started: RedirectStart[] = [];
  const method: RedirectMethod = {
    kind: "redirect",
    id: "other",
    title: "other.lab",
    logOutAddress: new URL("https://other.lab/logout"),
    start(login) {
      started.push(login);
      return Promise.resolve(new URL("https://other.lab/login?a=1"));
    },
    finish(answer, browser) {
      const login = started.find((each) => each.browser === browser);
      const user = { principalId: `other:${answer.get("user")}`, user: "Eva", roles: [] };
      if (!login) throw new FrameboxError("PERMISSION_DENIED", "Another browser.");
      if (answer.get("user") === "refused") return Promise.resolve({ user, next: login.next });
      return Promise.resolve({ user: { ...user, roles: ["user"] }, next: login.next });
    },
  };
  return { method, started };
}

Deno.test("a browser comes back from another server to the address that it was sent from, and continues there", async () => {
  const { method, started } = redirectMethod();
  await withLogins(async ({ framebox }) => {
    const browser = new Browser(framebox);
    const page = await browser.ask("/box/login?next=%2Fapi");
    assert.match(page.body, /href="\/box\/login\/other\?next=%2Fapi"[^>]*>\s*Log in at other.lab/);
    const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "box.lab" };
    const sent = await fetch(framebox.url("/box/login/other?next=%2Fapi"), {
      headers: { ...headers, "x-forwarded-prefix": "/tools" },
      redirect: "manual",
    });
    assert.equal(sent.headers.get("location"), "https://other.lab/login?a=1");
    assert.equal(started[0]?.callback.href, "https://box.lab/tools/box/login/other/callback");
    assert.match(
      sent.headers.getSetCookie()[0] ?? "",
      /^__Host-framebox-start-tools-box=.*SameSite=Lax/,
    );
    assert.equal((await browser.ask("/box/login/other/callback?user=eva")).status, 403);
    await browser.ask("/box/login/other?next=%2Fapi");
    const refused = await browser.ask("/box/login/other/callback?user=refused");
    assert.equal(refused.status, 403);
    assert.match(refused.body, /You are logged in at other.lab, but may not use this server/);
    const planted = browser.cookie;
    const back = await browser.ask("/box/login/other/callback?user=eva");
    assert.equal(back.headers.get("location"), "/box/api");
    assert.notEqual(browser.cookie, planted);
    assert.equal((await browser.ask("/box/api")).status, 200);
    assert.match(
      (await browser.ask("/box/account")).body,
      /You are logged in as Eva, by other.lab/,
    );
    const out = await browser.ask("/box/logout", {});
    assert.equal(out.headers.get("location"), "/box/login?left=other");
    const left = await browser.ask("/box/login?left=other");
    assert.match(left.body, /still logged in at other\.lab\. <a href="https:..other.lab.logout">/);
    assert.doesNotMatch((await browser.ask("/box/login?left=x")).body, /still logged in/);
  }, {
    methods: [method],
    allowedHosts: [{ name: "box.lab", port: "", isWildcard: false }],
    web: {
      basePath: "/box",
      trustedProxies: [{ address: "127.0.0.1", prefix: 32, family: "ipv4" }],
    },
  });
});

Deno.test("two tabs of a browser log in at another server at once", async () => {
  const { method } = redirectMethod();
  await withLogins(async ({ framebox }) => {
    const browser = new Browser(framebox);
    await browser.ask("/login/other?next=%2Fapi");
    await browser.ask("/login/other?next=%2Fcamera");
    for (const _ of ["one", "other"]) {
      assert.equal((await browser.ask("/login/other/callback?user=eva")).status, 302);
    }
    assert.equal((await browser.ask("/api")).status, 200);
  }, { methods: [method] });
});

Deno.test("events of calls end with the login, and a slow reader gets nothing more", async () => {
  const clusters = new TestDirectory({ echo }, "login:ana");
  await withLogins(async ({ framebox, logins, token }) => {
    const browser = new Browser(framebox);
    await browser.logIn();
    const ask = (path: string, method = "GET", body: BodyInit | null = null) =>
      fetch(framebox.url(path), { method, body, headers: { cookie: browser.cookie } });
    const { session } = await (await ask("/api/v1/sessions", "POST")).json();
    const calls = `/api/v1/sessions/${session}/calls`;
    const events = await ask(`${calls}/events`);
    await browser.ask("/logout", { everywhere: "1" });
    assert.equal((await ask(calls)).status, 401);
    assert.equal(logins.loginOf("login:ana"), undefined);
    // The same user by another way: the session is still there, and its events are not for the old login.
    const headers = { authorization: `Bearer ${token}` };
    const started = await fetch(framebox.url(`${calls}?service=lab/echo`), {
      method: "POST",
      body: "after the logout",
      headers,
    });
    assert.equal(started.status, 201);
    await started.body?.cancel();
    const text = await within(events.text(), "the end of the events");
    assert.doesNotMatch(text, /data:/);
  }, { clusters });
});

/** A way to log in as a cluster's: it knows the password and ends its logins by itself. */
function clusterMethod() {
  const stop = new AbortController();
  let problem: FrameboxError | undefined;
  let ends = 0;
  const method: PasswordMethod = {
    kind: "password",
    id: "cluster:lab",
    title: "OSCAR cluster lab",
    check(name, password) {
      if (problem) return Promise.reject(problem);
      if (password !== PASSWORD) return Promise.resolve(undefined);
      return Promise.resolve({
        principalId: `cluster:lab:${name}`,
        user: name,
        roles: ["user"],
        ended: stop.signal,
        onEnd: () => void ends++,
        accessToken: () => Promise.resolve(`access of ${name}`),
      });
    },
  };
  const fail = () => {
    const reason = because("cluster-away", { cluster: "lab" });
    problem = new FrameboxError(
      "UNAVAILABLE",
      "The cluster lab does not answer.",
      undefined,
      reason,
    );
  };
  return { method, stop, fail, ends: () => ends };
}

Deno.test("a method of another room is chosen in the form; what keeps it from answering is shown and is no failed attempt", async () => {
  const { method, fail } = clusterMethod();
  await withLogins(async ({ framebox, log }) => {
    const browser = new Browser(framebox);
    const form = { method: method.id, name: "eva" };
    assert.match(
      (await browser.ask("/login")).body,
      /<option value="users"\s*>This server<\/option><option value="cluster:lab"\s*>OSCAR cluster lab</,
    );
    const wrong = await browser.logIn({ ...form, password: "wrong horse" });
    assert.equal(wrong.status, 401);
    assert.match(wrong.body, /The name or the password is not right\./);
    fail();
    for (let i = 0; i < 8; i++) {
      const away = await browser.logIn(form);
      assert.equal(away.status, 503);
      assert.match(away.body, /role="alert"[^>]*>The cluster lab does not answer\./);
    }
    assert.equal(log().match(/audit_login_failed/g)?.length, 1);
  }, { methods: [method] });
});

Deno.test("an API token of a cluster's user works while that user is logged in, and the method ends that", async () => {
  const { method, stop, ends } = clusterMethod();
  await withLogins(async ({ framebox, logins }) => {
    const browser = new Browser(framebox);
    const form = { method: method.id, name: "eva" };
    await browser.logIn(form);
    const page = await browser.submit("/account/tokens", { name: "script" }, "/account");
    assert.match(page.body, /It may only while you are logged in\./);
    const token = /fbx_[\w-]{43}/.exec(page.body)?.[0] ?? "";
    const ask = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await framebox.call("POST", "/api/v1/sessions", { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    assert.equal(await ask(), 201);
    const { signal } = new AbortController();
    assert.equal(await logins.loginOf("cluster:lab:eva")?.accessToken?.(signal), "access of eva");
    assert.equal(logins.loginOf("cluster:lab:rui"), undefined);
    await browser.ask("/logout", {});
    assert.equal(logins.loginOf("cluster:lab:eva"), undefined);
    assert.equal(ends(), 1);
    assert.equal(await ask(), 401);
    await browser.logIn(form);
    assert.equal(await ask(), 201);
    stop.abort();
    assert.equal(ends(), 2);
    assert.equal(await ask(), 401);
    assert.equal((await browser.ask("/")).status, 302);
  }, { methods: [method] });
});
