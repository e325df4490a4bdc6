import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { limit, within } from "../../tests/support/limit.ts";
import { listed, PASSWORD, routesOf, testClusters } from "./test_clusters.ts";

const LOGIN = { user: "oscar", password: PASSWORD };
const OPERATOR = { cluster: "lab", ...LOGIN };
const PLANTS = routesOf(() => [listed("plants"), listed("other")]);

/** Code of the reason that a promise is rejected for. */
async function reasonOf(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(() => undefined, (caught: unknown) => caught);
  return error instanceof FrameboxError ? error.because?.code : undefined;
}

/** Resolves when the services of an owner were listed. */
function changed(clusters: ReturnType<typeof testClusters>["clusters"], owner: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = clusters.subscribe((of) => {
    if (of !== owner && of !== undefined) return;
    if (clusters.connections(owner).every(({ known }) => known.length === 0)) return;
    stop();
    resolve();
  });
  return within(promise, "the list of services");
}

Deno.test("a login at a cluster is one user's own, and its services are listed at once", async () => {
  await using test = testClusters(PLANTS);
  const { clusters } = test;
  assert.deepEqual(
    clusters.status("ana").map(({ name, logins, connection }) => {
      return { name, logins, connection };
    }),
    [{ name: "lab", logins: ["password"], connection: undefined }],
  );
  const isListed = changed(clusters, "ana");
  const connection = await clusters.connect("ana", "lab", LOGIN, limit());
  await isListed;
  assert.deepEqual(connection.known.map(({ name }) => name), ["lab/plants", "lab/other"]);
  assert.equal(clusters.connection("ana", "lab"), connection);
  assert.equal(clusters.connection("rui", "lab"), undefined);
  assert.deepEqual(clusters.connections("rui"), []);
  await clusters.disconnect("rui", "lab");
  assert.equal(connection.ended.aborted, false);
  await clusters.disconnect("ana", "lab");
  assert.equal(connection.ended.reason.because.code, "cluster-login-needed");
  assert.equal(clusters.connection("ana", "lab"), undefined);
  assert.equal(await reasonOf(connection.services(limit())), "cluster-login-needed");
});

Deno.test("a wrong password is refused, and attempts have to wait; an unknown cluster is named", async () => {
  await using test = testClusters(PLANTS);
  const connect = (password: string, cluster = "lab") =>
    reasonOf(test.clusters.connect("ana", cluster, { user: "oscar", password }, limit()));
  assert.equal(await connect(PASSWORD, "hall"), "no-such-cluster");
  const reasons: (string | undefined)[] = [];
  for (let tries = 0; tries < 6; tries++) reasons.push(await connect("hunter2"));
  assert.equal(reasons[0], "cluster-login-refused");
  assert.equal(reasons.at(-1), "login-too-soon");
  assert.equal(await connect(PASSWORD), "login-too-soon");
  test.clock.advance(3_600_000);
  assert.equal(await connect(PASSWORD), undefined);
  const colon = test.clusters.connect("ana", "lab", { ...LOGIN, user: "os:car" }, limit());
  assert.equal(await reasonOf(colon), "cluster-login-refused");
});

Deno.test("a login ends some time after the page closed and the work ended, not before", async () => {
  await using test = testClusters(PLANTS);
  const { clusters, clock, pages } = test;
  pages.set("ana", true);
  const { ended, hold } = await clusters.connect("ana", "lab", LOGIN, limit()).then((one) => ({
    ended: one.ended,
    hold: () => one.hold(),
  }));
  clock.advance(1e6);
  assert.equal(ended.aborted, false);
  const release = hold();
  pages.set("ana", false);
  clock.advance(1e6);
  assert.equal(ended.aborted, false);
  release();
  release();
  clock.advance(999);
  assert.equal(ended.aborted, false);
  // The page comes back in time.
  pages.set("ana", true);
  clock.advance(1e6);
  assert.equal(ended.aborted, false);
  pages.set("ana", false);
  clock.advance(1000);
  assert.ok(ended.aborted);
});

Deno.test("a login that no page uses from the start ends, too", async () => {
  await using test = testClusters(PLANTS);
  const { ended } = await test.clusters.connect("ana", "lab", LOGIN, limit());
  test.clock.advance(1000);
  assert.ok(ended.aborted);
});

Deno.test("the operator's login is for all users, for services of its rules alone, and never ends", async () => {
  const rules = [{ cluster: "lab", service: "plants", input: "picture" as const }];
  await using test = testClusters(PLANTS, { operator: OPERATOR, rules });
  const { clusters, clock } = test;
  await clusters.start(limit());
  const connection = clusters.connection("ana", "lab");
  assert.ok(connection?.isShared);
  assert.equal(connection, clusters.connection("rui", "lab"));
  assert.deepEqual(connection.known.map(({ name, input }) => [name, input]), [
    ["lab/plants", "picture"],
  ]);
  const [plants] = connection.known;
  assert.ok(plants);
  assert.equal(await reasonOf(connection.service("other", limit())), "service-gone");
  assert.equal(await reasonOf(connection.deployment("other", limit())), "service-gone");
  assert.equal(await reasonOf(connection.log("other", limit())), "service-gone");
  // Containers print what they were given, of any caller.
  assert.equal(await connection.log("plants", limit()), undefined);
  const { known } = plants;
  const other = { ...plants, known: { ...known, service: { ...known.service, name: "other" } } };
  const input = { name: "a", mediaType: "image/png", byteLength: 0, async *pieces() {} };
  const call = connection.call(other, input, { mode: "sync", signal: limit() });
  assert.equal(await reasonOf(call), "service-gone");
  assert.deepEqual(clusters.status("ana").map(({ logins }) => logins), [[]]);
  const own = clusters.connect("ana", "lab", LOGIN, limit());
  assert.equal(await reasonOf(own), "cluster-without-login");
  await clusters.disconnect("ana", "lab");
  clock.advance(1e9);
  assert.equal(connection.ended.aborted, false);
});

Deno.test("a cluster that is away at the start is no failure, and is listed once it is back", async () => {
  let isAway = true;
  const routes = routesOf(() => [listed("plants")]);
  await using test = testClusters({
    ...routes,
    "GET /system/config": (seen) =>
      isAway ? new Response("bad gateway", { status: 502 }) : routes["GET /system/config"]?.(seen),
  }, { operator: OPERATOR, rules: [{ cluster: undefined, service: "*" }] });
  const { clusters, clock } = test;
  await clusters.start(limit());
  const [status] = clusters.status("ana");
  assert.equal(status?.problem?.because?.code, "cluster-away");
  // Callers one after the other are one request in five seconds.
  const seen = test.manager.seen.length;
  assert.equal(await reasonOf(status!.connection!.services(limit())), "cluster-away");
  assert.equal(test.manager.seen.length, seen);
  isAway = false;
  clock.advance(5000);
  const isListed = changed(clusters, "ana");
  clusters.refresh("ana");
  await isListed;
  assert.equal(clusters.status("ana")[0]?.problem, undefined);
});

Deno.test("lists that are asked for at the same time are one, and a recent one is used again", async () => {
  await using test = testClusters(PLANTS);
  const { clusters, clock, manager, pages } = test;
  pages.set("ana", true);
  const connection = await clusters.connect("ana", "lab", LOGIN, limit());
  const lists = () => manager.seen.filter(({ path }) => path === "/system/services").length;
  await Promise.all([1, 2, 3].map(() => connection.services(limit())));
  await connection.services(limit());
  assert.equal(lists(), 1);
  await connection.services(limit(), { isFresh: true });
  assert.equal(lists(), 2);
  clock.advance(5000);
  await connection.services(limit());
  assert.equal(lists(), 3);
  // The signal of one caller ends its wait, not the list.
  const reason = new Error("gone");
  await assert.rejects(connection.services(AbortSignal.abort(reason)), reason);
});

Deno.test("a login that the cluster refuses later ends", async () => {
  let isRefused = false;
  const routes = routesOf(() => [listed("plants")]);
  await using test = testClusters({
    ...routes,
    "GET /system/services": (seen) =>
      isRefused ? new Response(null, { status: 401 }) : routes["GET /system/services"]?.(seen),
  });
  const connection = await test.clusters.connect("ana", "lab", LOGIN, limit());
  await connection.services(limit());
  isRefused = true;
  const fresh = connection.services(limit(), { isFresh: true });
  assert.equal(await reasonOf(fresh), "cluster-login-needed");
  assert.ok(connection.ended.aborted);
  assert.equal(test.clusters.connection("ana", "lab"), undefined);
});

Deno.test("where users log in, a cluster is a way to do so, and callers without a login have none", async () => {
  await using test = testClusters(PLANTS, { hasLogins: true });
  const { clusters } = test;
  const anonymous = clusters.connect("anonymous", "lab", LOGIN, limit());
  assert.equal(await reasonOf(anonymous), "cluster-without-login");
  const [method] = clusters.loginMethods;
  assert.ok(method);
  assert.equal(await method.check("oscar", "hunter2", limit()), undefined);
  const first = await method.check("oscar", PASSWORD, limit());
  const second = await method.check("oscar", PASSWORD, limit());
  assert.equal(first?.principalId, "cluster:lab:oscar");
  const connection = clusters.connection("cluster:lab:oscar", "lab");
  assert.ok(connection);
  first?.onEnd?.();
  assert.equal(connection.ended.aborted, false);
  second?.onEnd?.();
  assert.ok(connection.ended.aborted);
  assert.ok(first?.ended?.aborted);
});

Deno.test("a user's own login at a cluster ends with the login at framebox", async () => {
  const stop = new AbortController();
  const loginOf = () => ({ user: "Ana", ended: stop.signal });
  await using test = testClusters(PLANTS, {}, { loginOf });
  const connection = await test.clusters.connect("login:ana", "lab", LOGIN, limit());
  stop.abort();
  assert.ok(connection.ended.aborted);
});

Deno.test("users of an issuer are connected at once, with a token that is asked for at each call", async () => {
  const tokens = ["one", "two"];
  const loginOf = (owner: string) =>
    owner === "oidc:ana"
      ? {
        user: "Ana",
        ended: new AbortController().signal,
        accessToken: () => Promise.resolve(tokens.shift() ?? "three"),
      }
      : undefined;
  const routes = PLANTS;
  await using test = testClusters(routes, { login: "oidc" }, { loginOf });
  const { clusters, manager } = test;
  assert.equal(clusters.connection("login:rui", "lab"), undefined);
  assert.deepEqual(clusters.status("oidc:ana").map(({ logins }) => logins), [["oidc"]]);
  // The stand-in takes the administrator's login alone: both tokens are refused.
  const connection = clusters.connection("oidc:ana", "lab");
  assert.equal(connection?.user, "Ana");
  assert.equal(await reasonOf(connection!.services(limit())), "cluster-login-refused");
  assert.deepEqual(manager.seen.slice(0, 2).map(({ authorization }) => authorization), [
    "Bearer one",
    "Bearer two",
  ]);
});

Deno.test("what ends the server ends all logins", async () => {
  await using test = testClusters(PLANTS);
  const { ended } = await test.clusters.connect("ana", "lab", LOGIN, limit());
  await test.clusters[Symbol.asyncDispose]();
  assert.ok(ended.aborted);
  assert.equal(test.clock.pending, 0);
});
