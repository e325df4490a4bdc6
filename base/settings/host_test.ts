import assert from "node:assert/strict";
import { checkSettings, hostFromHere, hostInUrl, isLoopbackAddress, loadSettings } from "./mod.ts";

const read = (text: string) =>
  loadSettings([], (name) => name === "HOST" ? text : undefined).settings.host;

Deno.test("an IPv6 address is the same with brackets, without, long and short", () => {
  for (const text of ["::1", "[::1]", "0:0:0:0:0:0:0:1", "[0000::0001]"]) {
    assert.equal(read(text), "::1", text);
  }
  assert.equal(read("[FD00::A]"), "fd00::a");
  assert.equal(read("fe80::1%eth0"), "fe80::1%eth0");
  assert.equal(read("::"), "::");
});

Deno.test("names and IPv4 addresses are read in their usual form", () => {
  assert.equal(read("LocalHost"), "localhost");
  assert.equal(read("box-1.example.org"), "box-1.example.org");
  assert.equal(read("my_box"), "my_box");
  assert.equal(read("0.0.0.0"), "0.0.0.0");
  // As the system's resolver reads it, too.
  assert.equal(read("127.1"), "127.0.0.1");
});

Deno.test("what is no host ends the start with a sentence that names HOST and what is wrong with it", () => {
  const wrong: [string, RegExp][] = [
    ["", /HOST needs a host name or an address.*; it is empty\./],
    ["http://127.0.0.1", /HOST needs .*is a URL/],
    ["https://[::1]:7860/", /is a URL/],
    ["127.0.0.1:7860", /has a port, which is set by WEB_PORT and PORT/],
    ["[::1]:7860", /has a port/],
    ["my box", /"my box" is not that/],
    ["127.0.0.999", /is not that/],
    ["::1::2", /is not that/],
    ["[localhost]", /is not that/],
    ["[]", /is not that/],
    ["a/b", /is not that/],
    ["user@box", /is not that/],
    ["::1%", /is not that/],
  ];
  for (const [text, sentence] of wrong) assert.throws(() => read(text), sentence, text);
});

Deno.test("loopback is this computer alone, in whatever form it was given", () => {
  for (const text of ["127.0.0.1", "127.9.9.9", "[::1]", "LOCALHOST", "::ffff:127.0.0.1"]) {
    assert.ok(isLoopbackAddress(read(text)), text);
    checkSettings(loadSettings(["--host", text], () => undefined).settings);
  }
  for (const text of ["0.0.0.0", "::", "10.0.0.1", "::2", "localhost.example.org", "::ffff:0:1"]) {
    assert.ok(!isLoopbackAddress(read(text)), text);
    const { settings } = loadSettings(["--host", text], () => undefined);
    assert.throws(() => checkSettings(settings), /WORKER_TOKEN/, text);
  }
});

Deno.test("an address of IPv4 in IPv6's form is loopback as IPv4 has it, however it is written", () => {
  for (const text of ["::ffff:127.0.0.1", "::ffff:7f00:1"]) {
    assert.ok(isLoopbackAddress(text), text);
  }
  for (const text of ["::ffff:10.0.0.1", "::ffff:a00:1", "a.localhost"]) {
    assert.ok(!isLoopbackAddress(text), text);
  }
});

Deno.test("in a URL an IPv6 address has brackets, and all addresses are reached by loopback", () => {
  assert.equal(hostInUrl("::1"), "[::1]");
  assert.equal(hostInUrl("fe80::1%eth0"), "[fe80::1%25eth0]");
  assert.equal(hostInUrl("localhost"), "localhost");
  assert.equal(hostFromHere("0.0.0.0"), "127.0.0.1");
  assert.equal(hostFromHere("::"), "::1");
  assert.equal(hostFromHere("10.0.0.1"), "10.0.0.1");
});
