import assert from "node:assert/strict";
import { Logger } from "../base/log/mod.ts";
import { KnownHosts, parseHost } from "./host.ts";
import { RefusedAddresses } from "./refused_addresses.ts";

const LAB = [{ name: "box.lab", port: "", isWildcard: false }];

/** Refusals of a server that listens on loopback, and what they log. */
function refusals(allowed: typeof LAB = []): { refused: RefusedAddresses; lines: string[] } {
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  return { refused: new RefusedAddresses(new KnownHosts("127.0.0.1", allowed), log), lines };
}

const host = (text: string) => parseHost(text)!;

Deno.test("the refusal of a page's address has the very value, and the log has it once", () => {
  const { refused, lines } = refusals();
  for (let i = 0; i < 5; i++) {
    const { code, message, because } = refused.origin(
      host("127.0.0.1:20084"),
      "http",
      host("127.0.0.1"),
    );
    assert.equal(code, "PERMISSION_DENIED");
    assert.match(message, /start framebox with ALLOWED_HOSTS=127\.0\.0\.1:20084/);
    assert.deepEqual(because, {
      code: "origin-unknown",
      details: {
        origin: "http://127.0.0.1:20084",
        asked: "127.0.0.1",
        setting: "ALLOWED_HOSTS=127.0.0.1:20084",
      },
    });
  }
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /warn .*web_address_refused.*ALLOWED_HOSTS=127\.0\.0\.1:20084/);
});

Deno.test("the value has no usual port, and is added to those that there are", () => {
  const { refused } = refusals(LAB);
  const origins = [
    ["https", "frames.example", "frames.example"],
    ["http", "frames.example", "frames.example"],
    ["https", "frames.example:8443", "frames.example:8443"],
    ["http", "[2001:db8::1]:81", "[2001:db8::1]:81"],
  ] as const;
  for (const [scheme, origin, value] of origins) {
    const { message, because } = refused.origin(host(origin), scheme, host("127.0.0.1:7860"));
    assert.ok(message.includes(`add ${value} to ALLOWED_HOSTS`), message);
    assert.equal(because?.details["setting"], `ALLOWED_HOSTS=…,${value}`);
  }
});

Deno.test("the refusal of an unknown name has its value", () => {
  const { refused, lines } = refusals();
  for (const [name, value] of [["upstream:7860", "upstream:7860"], ["box.lab:443", "box.lab"]]) {
    const { code, message } = refused.host(host(name!));
    assert.equal(code, "PERMISSION_DENIED");
    assert.ok(message.includes(`start framebox with ALLOWED_HOSTS=${value};`), message);
  }
  assert.equal(lines.length, 2);
});

Deno.test("ever new names don't fill the log", () => {
  const { refused, lines } = refusals();
  for (let i = 0; i < 40; i++) refused.host(host(`h${i}.example`));
  assert.equal(lines.length, 32);
});
