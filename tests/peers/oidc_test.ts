/** Logins at a real issuer of OpenID Connect. */
import assert from "node:assert/strict";
import { OidcMethod, type OidcOptions } from "../../auth/mod.ts";
import { Logger } from "../../base/log/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { ISSUER_CLIENT, IssuerBrowser, TestIssuer } from "../support/oidc/issuer.ts";
import { FrameboxProcess } from "./framebox_process.ts";

const NEVER = new AbortController().signal;

interface Given {
  readonly framebox: FrameboxProcess;
  readonly issuer: TestIssuer;
  /** Address of the page. */
  readonly page: string;
}

/** Runs with a framebox that is not known yet when the issuer starts: its port is. */
async function withOidc(
  test: (given: Given) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
) {
  const [issuerPort = 0] = freePorts(1);
  await FrameboxProcess.with(async (framebox) => {
    const page = `http://127.0.0.1:${framebox.webPort}`;
    const issuer = await TestIssuer.start({
      callbacks: [`${page}/login/oidc/callback`],
      port: issuerPort,
    });
    try {
      await test({ framebox, issuer, page });
    } finally {
      await issuer.stop();
    }
  }, {
    OIDC_ISSUER: `http://127.0.0.1:${issuerPort}`,
    OIDC_CLIENT_ID: ISSUER_CLIENT.id,
    OIDC_CLIENT_SECRET: ISSUER_CLIENT.secret,
    ...env,
  });
}

const GROUPS = { OIDC_USERS: "lab", OIDC_OPERATORS: "lab-admins" };

Deno.test("a user of the issuer logs in and comes to the page that was asked for; groups are roles", () =>
  withOidc(async ({ page, framebox }) => {
    const user = new IssuerBrowser();
    const { url, answer } = await user.go(`${page}/login/oidc?next=%2Fapi`, "ana+lab");
    assert.equal(url.href, `${page}/api`);
    assert.equal(answer?.status, 200);
    assert.equal((await user.ask(`${framebox.api}/streams`)).status, 403);
    const operator = new IssuerBrowser();
    await operator.go(`${page}/login/oidc`, "olga+lab-admins");
    assert.notEqual((await operator.ask(`${framebox.api}/streams`)).status, 403);
    const line = await framebox.child.line(/audit_login"/);
    assert.match(line, /"user":"ana of the issuer".*"method":"oidc"/);
  }, { ...GROUPS, SHOW_STREAMS: "true" }));

Deno.test("a user without the group reads so, and is not logged in", () =>
  withOidc(async ({ page, framebox }) => {
    const browser = new IssuerBrowser();
    const { answer } = await browser.go(`${page}/login/oidc`, "eva+others");
    assert.equal(answer?.status, 403);
    assert.match(await answer?.text() ?? "", /role="alert".*but may not use this server/);
    assert.equal((await browser.ask(`${page}/api`)).status, 302);
    await framebox.child.line(/audit_login_failed/);
  }, GROUPS));

Deno.test("an API token of an issuer's user works without a login, too", () =>
  withOidc(async ({ framebox, page }) => {
    const browser = new IssuerBrowser();
    await browser.go(`${page}/login/oidc`, "ana+lab-admins");
    const token = await browser.makeToken(page);
    const statusOf = async (path: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${framebox.api}/${path}`, { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    assert.equal(await statusOf("streams"), 200);
    await browser.ask(`${page}/logout`, new URLSearchParams({ everywhere: "yes" }));
    assert.equal((await browser.ask(`${page}/api`)).status, 302);
    assert.equal(await statusOf("streams"), 200);
  }, { ...GROUPS, SHOW_STREAMS: "true" }));

Deno.test("an answer with a forged state, of another browser, or used already logs no user in", () =>
  withOidc(async ({ page }) => {
    const browser = new IssuerBrowser();
    const { url } = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    const forged = new URL(url);
    forged.searchParams.set("state", "x".repeat(43));
    const refused = await browser.ask(forged);
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /begun in another browser, or too long ago/);
    const [other, right] = [await new IssuerBrowser().ask(url), await browser.ask(url)];
    assert.equal(other.status, 403);
    // The other browser has used the state up: no browser can try it again.
    assert.equal(right.status, 403);
    const again = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    assert.equal((await browser.ask(again.url)).status, 302);
    assert.equal((await browser.ask(again.url)).status, 403);
  }));

Deno.test("a code that was used already, and a user that refuses, are refused in words", () =>
  withOidc(async ({ page }) => {
    const browser = new IssuerBrowser();
    const first = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    await browser.ask(first.url);
    const second = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    second.url.searchParams.set("code", first.url.searchParams.get("code") ?? "");
    const replayed = await browser.ask(second.url);
    assert.equal(replayed.status, 401);
    assert.match(await replayed.text(), /role="alert".*didn&#39;t succeed; try again/);
    const third = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    third.url.searchParams.delete("code");
    third.url.searchParams.set("error", "access_denied");
    assert.equal((await browser.ask(third.url)).status, 401);
  }));

Deno.test("an issuer that is away is a sentence on the login page, and is found when it is back", () =>
  withOidc(async ({ page, issuer }) => {
    const browser = new IssuerBrowser();
    await issuer.stop();
    const away = await browser.ask(`${page}/login/oidc?next=%2Fapi`);
    assert.equal(away.status, 503);
    const text = await away.text();
    assert.match(text, /role="alert".*127\.0\.0\.1:\d+ doesn&#39;t answer/);
    assert.match(text, /href="\/login\/oidc\?next=%2Fapi"/);
    const { port } = new URL(issuer.url);
    const back = await TestIssuer.start({
      callbacks: [`${page}/login/oidc/callback`],
      port: Number(port),
    });
    try {
      const { answer } = await browser.go(`${page}/login/oidc`, "ana");
      assert.equal(answer?.status, 200);
    } finally {
      await back.stop();
    }
    assert.equal((await browser.ask(`${page}/api`)).status, 200);
  }));

Deno.test("no secret, code or token of a login is in the log or on the page", () =>
  withOidc(async ({ page, framebox }) => {
    const browser = new IssuerBrowser();
    const { url } = await browser.go(`${page}/login/oidc`, "ana", /\/callback\?/);
    const host = new URL(page).host;
    const start = [...browser.cookies.get(host) ?? []].map(([, value]) => value);
    await browser.ask(url);
    const replayed = await browser.ask(url);
    const shown = await (await browser.ask(`${page}/account`)).text();
    const text = [framebox.child.output, await replayed.text(), shown].join("\n");
    assert.match(text, /audit_login"/);
    const secrets = [
      ISSUER_CLIENT.secret,
      url.searchParams.get("code") ?? "",
      url.searchParams.get("state") ?? "",
      ...start,
      ...[...browser.cookies.get(host) ?? []].map(([, value]) => value),
    ];
    assert.ok(secrets.every((secret) => secret.length > 16));
    for (const secret of secrets) assert.ok(!text.includes(secret));
  }));

const OPTIONS: Omit<OidcOptions, "issuer"> = {
  clientId: ISSUER_CLIENT.id,
  clientSecret: ISSUER_CLIENT.secret,
  scopes: ["profile"],
  groupsClaim: "groups",
  users: [],
  operators: ["admins"],
};

Deno.test("an access token is renewed once for all that ask for it, before it expires, and forgotten at the end", async () => {
  const callback = new URL("http://127.0.0.1:9/login/oidc/callback");
  const issuer = await TestIssuer.start({ callbacks: [callback.href], tokenSeconds: 300 });
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const method = new OidcMethod({ ...OPTIONS, issuer: issuer.url }, { log, clock });
  try {
    const login = { callback, browser: "b", next: "/", from: "10.0.0.1" };
    const address = await method.start(login, NEVER);
    const { url } = await new IssuerBrowser().go(
      address.href,
      "ana+admins",
      /^http:..127.0.0.1:9\//,
    );
    const { user } = await method.finish(url.searchParams, "b", NEVER);
    assert.deepEqual([user.user, user.roles], ["ana of the issuer", ["user", "operator"]]);
    assert.match(user.principalId, /^oidc:[0-9a-f]{16}:ana\+admins$/);
    const first = await user.accessToken?.(NEVER);
    assert.equal(await user.accessToken?.(NEVER), first);
    clock.advance(250_000);
    const [one, other] = await Promise.all([user.accessToken?.(NEVER), user.accessToken?.(NEVER)]);
    assert.notEqual(one, first);
    assert.equal(one, other);
    assert.equal(issuer.child.output.match(/token refresh_token 200/g)?.length, 1);
    // Valid for fifty seconds more when the issuer goes away.
    clock.advance(300_000);
    await issuer.stop();
    await assert.rejects(async () => await user.accessToken?.(NEVER), { code: "UNAVAILABLE" });
    user.onEnd?.();
    await assert.rejects(async () => await user.accessToken?.(NEVER), { code: "UNAUTHENTICATED" });
    for (const token of [first, one]) assert.ok(token && !lines.join("\n").includes(token));
  } finally {
    await issuer.stop();
    await method.close();
    log.flush();
  }
});
