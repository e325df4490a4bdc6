import assert from "node:assert/strict";
import { loadSettings } from "../base/settings/mod.ts";
import { isLoopbackName, KnownHosts, parseHost } from "./host.ts";

/** As the setting ALLOWED_HOSTS reads it. */
function known(listens: string, allowed: readonly string[]): KnownHosts {
  const env = (name: string) => name === "ALLOWED_HOSTS" ? allowed.join() : undefined;
  return new KnownHosts(listens, loadSettings([], env).settings.allowedHosts);
}

function knows(listens: string, allowed: readonly string[], host: string): boolean {
  const parsed = parseHost(host);
  return parsed !== undefined && known(listens, allowed).knows(parsed);
}

Deno.test("a server on loopback has loopback's names, at any port", () => {
  for (const host of ["127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860", "127.9.9.9"]) {
    assert.ok(knows("127.0.0.1", [], host), host);
  }
  for (
    const host of ["evil.example", "localhost.evil.example", "192.168.1.5:7860", "127.0.0.1.x"]
  ) {
    assert.ok(!knows("127.0.0.1", [], host), host);
  }
});

Deno.test("loopback's names are localhost, those below it and every loopback address", () => {
  const names = ["localhost", "a.localhost", "127.1.2.3", "[::1]", "::1", "[::ffff:127.0.0.1]"];
  for (const name of [...names, "[::ffff:7f00:1]"]) assert.ok(isLoopbackName(name), name);
  for (
    const name of [
      "localhost.example",
      "mylocalhost",
      "[::2]",
      "[::ffff:10.0.0.1]",
      "128.0.0.1",
      "",
    ]
  ) {
    assert.ok(!isLoopbackName(name), name);
  }
});

Deno.test("a server that listens to others has its addresses and its own name, no other name", () => {
  for (const host of ["192.168.1.5:7860", "[2001:db8::1]:7860", "localhost", "0.0.0.0"]) {
    assert.ok(knows("0.0.0.0", [], host), host);
  }
  assert.ok(knows("::", [], "[fe80::1]"));
  assert.ok(knows("box.lab", [], "box.lab:7860"));
  assert.ok(!knows("0.0.0.0", [], "box.lab"));
  assert.ok(!knows("0.0.0.0", [], "0x7f.1"));
});

Deno.test("names that were configured are known, whatever their port", () => {
  assert.ok(knows("0.0.0.0", ["frames.example"], "Frames.Example.:8443"));
  assert.ok(knows("127.0.0.1", ["frames.example:8443"], "frames.example"));
  assert.ok(!knows("127.0.0.1", ["frames.example"], "example"));
});

Deno.test("what is no host is none", () => {
  for (const text of ["", "a b", "a/b", "user@host", "host:99999999", "[::1", "a,b", "é.example"]) {
    assert.equal(parseHost(text), undefined, text);
  }
});

Deno.test("a configured name without a port stands for the usual port of an origin only", () => {
  const origin = (allowed: string, name: string, port: string) =>
    known("127.0.0.1", [allowed]).allowsOrigin({ name, port }, "443");
  assert.ok(origin("frames.example", "frames.example", "443"));
  assert.ok(!origin("frames.example", "frames.example", "8000"));
  assert.ok(origin("frames.example:8000", "frames.example", "8000"));
  assert.ok(!origin("frames.example:8000", "frames.example", "443"));
});

Deno.test("a wildcard stands for every name below a host, and neither for the host nor its likes", () => {
  for (const name of ["a.box.lab", "A.B.box.lab:8443", "a.box.lab."]) {
    assert.ok(knows("127.0.0.1", ["*.box.lab"], name), name);
  }
  for (const name of ["box.lab", "evilbox.lab", "a.box.lab.evil.example", ".box.lab.x"]) {
    assert.ok(!knows("127.0.0.1", ["*.box.lab"], name), name);
  }
  const origin = (allowed: string, port: string) =>
    known("127.0.0.1", [allowed]).allowsOrigin({ name: "a.box.lab", port }, "443");
  assert.ok(origin("*.box.lab", "443"));
  assert.ok(!origin("*.box.lab", "8443"));
  assert.ok(origin("*.box.lab:8443", "8443"));
});
