import assert from "node:assert/strict";
import { Logger } from "../base/log/mod.ts";
import { Authenticator } from "./authenticator.ts";
import { parseHost } from "./host.ts";
import type { AuthRequest } from "./request.ts";
import { SameSite } from "./same_site.ts";
import { request } from "./test_request.ts";

const OWN = "127.0.0.1:7860";

/** A server on loopback that goes by these names, too. */
function serving(names: readonly string[] = []): { auth: Authenticator; lines: string[] } {
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const allowedHosts = names.map((name) => ({ name, port: "", isWildcard: false }));
  const site = new SameSite({ host: "127.0.0.1", allowedHosts }, log);
  return { auth: new Authenticator([], site), lines };
}

const { auth } = serving();

/** A browser's request to the server at port 7860. */
const sent = (method: string, origin: string | undefined, others: Partial<AuthRequest> = {}) =>
  request({ origin }, {
    transport: "http",
    site: { host: parseHost(OWN), method },
    ...others,
  });

const isTaken = (request: AuthRequest, by = auth) => {
  try {
    by.checkSource(request);
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

Deno.test("another site's page is refused whatever its origin is, in words of their own where it is certain", () => {
  for (const origin of ["http://evil.example", "http://127.0.0.1:1"]) {
    assert.throws(() => auth.checkSource(sent("POST", origin)), {
      code: "PERMISSION_DENIED",
      message: /if not, it is another site's page\.$/,
    });
  }
  const { auth: other, lines } = serving();
  const certain: Record<string, string>[] = [
    { origin: "null" },
    { origin: "file://" },
    { origin: "garbage" },
    { origin: "" },
    { origin: "http://evil.example", "sec-fetch-site": "cross-site" },
  ];
  for (const headers of certain) {
    const { header } = request(headers);
    assert.throws(() => other.checkSource(sent("POST", undefined, { header })), {
      code: "PERMISSION_DENIED",
      message: /another site's page; framebox takes/,
      because: { code: "other-site", details: {} },
    });
  }
  assert.deepEqual(lines, []);
});

Deno.test("the browser's header about the request's site counts, too", () => {
  const from = (site: string) => request({ "sec-fetch-site": site }).header;
  assert.deepEqual(
    ["cross-site", "same-site", "same-origin", "none"].map((site) =>
      isTaken(sent("POST", undefined, { header: from(site) }))
    ),
    [false, false, true, true],
  );
});

Deno.test("behind a proxy, names of ALLOWED_HOSTS are our own", () => {
  const { auth } = serving(["frames.example"]);
  const post = (host: string, origin: string) =>
    isTaken(sent("POST", origin, { site: { host: parseHost(host), method: "POST" } }), auth);
  assert.ok(post("frames.example", "https://frames.example"));
  assert.ok(post(OWN, "https://frames.example"));
  assert.equal(post(OWN, "https://frames.example:8000"), false);
  assert.equal(post("frames.example", "https://other.example"), false);
});

Deno.test("a request whose Host is no host is refused, even for reading", () => {
  const site = { host: parseHost("a b"), method: "GET" };
  assert.throws(() => auth.checkSource(sent("GET", undefined, { site })), {
    code: "PERMISSION_DENIED",
    because: { code: "host-not-a-name", details: {} },
  });
});
