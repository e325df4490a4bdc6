import assert from "node:assert/strict";
import { Logger } from "../base/log/mod.ts";
import { Authenticator } from "./authenticator.ts";
import { parseHost } from "./host.ts";
import type { AuthRequest } from "./request.ts";
import { SameSite } from "./same_site.ts";
import { request } from "./test_request.ts";

const log = new Logger({ level: "debug", format: "text", write: () => {} });
const auth = new Authenticator([], new SameSite({ host: "127.0.0.1", allowedHosts: [] }, log));

/** A browser's request to the server at port 7860. */
const sent = (method: string, origin: string | undefined, others: Partial<AuthRequest> = {}) =>
  request({ origin }, {
    transport: "http",
    site: { host: parseHost("127.0.0.1:7860"), method },
    ...others,
  });

const isTaken = (request: AuthRequest) => {
  try {
    auth.checkSource(request);
    return true;
  } catch {
    return false;
  }
};

Deno.test("what changes something, or opens a WebSocket, is taken from our own page alone", () => {
  const own = "http://127.0.0.1:7860";
  const other = "http://evil.example";
  for (const method of ["POST", "PATCH", "DELETE", "PUT"]) {
    assert.deepEqual([own, undefined, other].map((from) => isTaken(sent(method, from))), [
      true,
      true,
      false,
    ]);
  }
  for (const method of ["GET", "HEAD", "OPTIONS"]) assert.ok(isTaken(sent(method, other)));
  const opening = { transport: "websocket" } as const;
  assert.ok(isTaken(sent("GET", own, opening)));
  assert.equal(isTaken(sent("GET", other, opening)), false);
});

Deno.test("a request for another host is refused, even for reading; a call of gRPC has no page", () => {
  const site = { host: parseHost("evil.example"), method: "GET" };
  assert.throws(() => auth.checkSource(sent("GET", undefined, { site })), {
    code: "PERMISSION_DENIED",
    because: {
      code: "host-unknown",
      details: { name: "evil.example", setting: "ALLOWED_HOSTS=evil.example" },
    },
  });
  const { site: _, ...call } = sent("POST", "http://evil.example", { transport: "grpc" });
  assert.ok(isTaken(call));
});
