import assert from "node:assert/strict";
import { TrustedProxies } from "./trusted_proxies.ts";

const proxies = new TrustedProxies([
  { address: "127.0.0.0", prefix: 8, family: "ipv4" },
  { address: "10.1.2.3", prefix: 32, family: "ipv4" },
  { address: "fd00::", prefix: 8, family: "ipv6" },
  { address: "::1", prefix: 128, family: "ipv6" },
]);

Deno.test("proxies are known by their addresses, in whatever form the socket has them", () => {
  for (
    const address of [
      "127.0.0.1",
      "127.9.9.9",
      "10.1.2.3",
      "::ffff:10.1.2.3",
      "::1",
      "fd12::1%eth0",
    ]
  ) {
    assert.ok(proxies.trusts(address), address);
  }
});

Deno.test("no other address is trusted, and without the setting none at all", () => {
  for (const address of ["10.1.2.4", "128.0.0.1", "::2", "fe80::1", "::ffff:10.1.2.4", "", "x"]) {
    assert.ok(!proxies.trusts(address), address);
  }
  assert.ok(!proxies.trusts(undefined));
  assert.ok(!new TrustedProxies([]).trusts("127.0.0.1"));
});
