import assert from "node:assert/strict";
import { ACCESS_LEVELS, createAuthenticator } from "../auth/mod.ts";
import type { Hub } from "../hub/mod.ts";
import type { Pool } from "../base/pool/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import type { IngestStreams } from "../sources/mod.ts";
import { registryOf } from "../processors/mod.ts";
import { ownServices } from "./services.ts";
import { withStandardServices } from "./server.ts";
import { TEST_GRPC_OPTIONS, withFramebox } from "./test_framebox.ts";
import { status } from "./test_server.ts";

/** Every service that framebox serves. */
function allServices() {
  const deps = {
    auth: createAuthenticator({}),
    log: silentLogger(),
    // What a service does when it is called is not looked at here.
    hub: { connect: () => ({ close() {} }) } as unknown as Hub,
    pool: {} as Pool,
    streams: {} as IngestStreams,
    processors: registryOf([]),
  };
  return withStandardServices(ownServices(TEST_GRPC_OPTIONS, deps).services, () => true);
}

/** What each method declares, by its path. */
function declared(): Map<string, string | undefined> {
  return new Map(
    allServices().flatMap(({ definition, handlers }) =>
      definition.methods.map(({ name, path }) => [path, handlers[name]?.options.access] as const)
    ),
  );
}

Deno.test("every method of every service declares what its callers need", () => {
  const methods = declared();
  assert.ok(methods.size >= 8, [...methods.keys()].join(" "));
  for (const [path, access] of methods) {
    assert.ok(ACCESS_LEVELS.some((level) => level === access), `${path} declares ${access}`);
  }
});

Deno.test("only health is open", () => {
  const open = [...declared()].filter(([, access]) => access === "open").map(([path]) => path);
  assert.deepEqual(open, ["/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"]);
});

Deno.test("what a method declares is enforced: without a token no call but of health is taken", async () => {
  const outcomes = new Map<string, string>();
  await withFramebox(async (framebox) => {
    const client = framebox.client();
    for (const path of declared().keys()) {
      const answers = client.stream(path);
      answers.send({});
      answers.end();
      const [code] = await status(answers[Symbol.asyncIterator]().next());
      outcomes.set(path, code);
      answers.cancel();
    }
  }, { auth: { workerToken: "tok" } });
  for (const [path, code] of outcomes) {
    if (declared().get(path) === "open") assert.notEqual(code, "UNAUTHENTICATED", path);
    else assert.equal(code, "UNAUTHENTICATED", path);
  }
});
