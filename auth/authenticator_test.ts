import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import { type Access, ACCESS_LEVELS } from "./access.ts";
import { Authenticator } from "./authenticator.ts";
import { type AuthOptions, createAuthenticator } from "./providers.ts";
import type { AuthProvider } from "./provider.ts";
import type { AuthRequest, Transport } from "./request.ts";
import { request } from "./test_request.ts";

const TOKEN = { authorization: "Bearer tok" };
const USER = { "x-ms-authentication": `Basic ${btoa("camera:pass")}` };
const CREDENTIALS = { username: "camera", password: "pass" };

/** The levels that a call reaches. */
function reached(options: AuthOptions, call: AuthRequest): Access[] {
  const auth = createAuthenticator(options);
  return ACCESS_LEVELS.filter((access) => {
    try {
      auth.admit(call, access);
      return true;
    } catch {
      return false;
    }
  });
}

Deno.test("where nothing is asked for, every caller reaches every level", () => {
  assert.deepEqual(reached({}, request()), [...ACCESS_LEVELS]);
  assert.deepEqual(reached({}, request({ ...TOKEN, ...USER })), [...ACCESS_LEVELS]);
});

Deno.test("a token guards workers and streams, and not the page", () => {
  const options = { workerToken: "tok" };
  const page: Access[] = ["open", "user", "session", "operator"];
  assert.deepEqual(reached(options, request()), page);
  assert.deepEqual(reached(options, request({ authorization: "Bearer other" })), page);
  assert.deepEqual(reached(options, request(USER)), page);
  assert.deepEqual(reached(options, request(TOKEN)), [...ACCESS_LEVELS]);
});

Deno.test("user and password guard MediaGraphExtension in place of the token", () => {
  const both = { workerToken: "tok", mediaGraph: CREDENTIALS };
  const without = (access: Access) => ACCESS_LEVELS.filter((level) => level !== access);
  assert.deepEqual(reached(both, request(TOKEN)), without("media-graph"));
  assert.deepEqual(reached(both, request(USER)), without("worker"));
  assert.deepEqual(reached(both, request({ ...TOKEN, ...USER })), [...ACCESS_LEVELS]);
  assert.deepEqual(reached({ mediaGraph: CREDENTIALS }, request()), without("media-graph"));
});

Deno.test("a refusal names what the level needs, whatever else the caller shows", () => {
  const auth = createAuthenticator({ workerToken: "tok", mediaGraph: CREDENTIALS });
  assert.throws(() => auth.admit(request(USER), "worker"), {
    code: "UNAUTHENTICATED",
    message: /This server asks for a token/,
  });
  assert.throws(() => auth.admit(request(TOKEN), "media-graph"), {
    code: "UNAUTHENTICATED",
    message: /This server asks for a user and a password/,
  });
});

Deno.test("callers that show the same have one id, others have another", () => {
  const auth = createAuthenticator({ workerToken: "tok", mediaGraph: CREDENTIALS });
  const idOf = (call: AuthRequest) => auth.authenticate(call).id;
  const ids = [request(), request(TOKEN), request(USER)].map(idOf);
  assert.equal(new Set(ids).size, 3);
  assert.deepEqual([request(), request(TOKEN), request(USER)].map(idOf), ids);
  // A wrong token is as none.
  assert.equal(idOf(request({ authorization: "Bearer other" })), ids[0]);
});

Deno.test("a caller is the same by every transport", () => {
  const auth = createAuthenticator({ workerToken: "tok" });
  const by = (transport: Transport) => auth.authenticate(request(TOKEN, { transport }));
  assert.deepEqual(by("http"), by("grpc"));
  assert.deepEqual(by("websocket"), by("grpc"));
});

Deno.test("a caller that is known without the role is refused as that, and not asked again who it is", () => {
  const login: AuthProvider = {
    roles: ["user", "operator"],
    authenticate: (request) =>
      request.header("x-me") === undefined ? undefined : {
        id: "login:ana",
        roles: new Set(["user"] as const),
      },
    refusal: () => new FrameboxError("UNAUTHENTICATED", "Who are you?"),
  };
  const auth = new Authenticator([login]);
  assert.equal(auth.admit(request({ "x-me": "ana" }), "session").id, "login:ana");
  assert.throws(() => auth.admit(request({ "x-me": "ana" }), "operator"), {
    code: "PERMISSION_DENIED",
    message: "This call is for callers with the role operator.",
  });
  assert.throws(() => auth.admit(request(), "operator"), { code: "UNAUTHENTICATED" });
});
