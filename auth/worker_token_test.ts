import assert from "node:assert/strict";
import { Authenticator } from "./authenticator.ts";
import { request } from "./test_request.ts";
import { workerToken } from "./worker_token.ts";

const auth = new Authenticator([workerToken("s3cret", ["worker"])]);

const admit = (authorization: string | undefined) =>
  auth.admit(request({ authorization }), "worker");

Deno.test("the right token passes, however Bearer is written", () => {
  for (const shown of ["Bearer s3cret", "bearer  s3cret "]) {
    const { id, roles } = admit(shown);
    assert.equal(id, "worker-token");
    assert.ok(roles.has("worker"));
  }
});

Deno.test("no token, another token and another scheme are UNAUTHENTICATED", () => {
  for (
    const shown of [
      undefined,
      "",
      "Bearer",
      "Bearer s3cre",
      "Bearer s3cret2",
      "Basic s3cret",
      "s3cret",
    ]
  ) {
    assert.throws(() => admit(shown), { code: "UNAUTHENTICATED" }, String(shown));
  }
});

Deno.test("a missing token has another sentence than a wrong one", () => {
  assert.throws(() => admit(undefined), {
    message: "This server asks for a token: send its WORKER_TOKEN as metadata " +
      "'authorization: Bearer …'.",
  });
  assert.throws(() => admit("Bearer x"), {
    message: "The token in metadata 'authorization' is not this server's WORKER_TOKEN.",
  });
});

Deno.test("the refusal does not reveal the token", () => {
  assert.throws(() => admit("Bearer x"), (error: Error) => {
    assert.doesNotMatch(error.message, /s3cret/);
    return true;
  });
});
