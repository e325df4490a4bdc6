import assert from "node:assert/strict";
import { loadSettings, valuesText } from "./mod.ts";

const load = (text: string) =>
  loadSettings([], (name) => name === "TRUSTED_PROXIES" ? text : undefined);

Deno.test("trusted proxies are addresses, blocks of them, and loopback", () => {
  assert.deepEqual(load("").settings.trustedProxies, []);
  assert.deepEqual(load("10.0.0.5, 192.168.0.0/16,fd00::/8").settings.trustedProxies, [
    { address: "10.0.0.5", prefix: 32, family: "ipv4" },
    { address: "192.168.0.0", prefix: 16, family: "ipv4" },
    { address: "fd00::", prefix: 8, family: "ipv6" },
  ]);
  assert.deepEqual(load("::ffff:10.0.0.5").settings.trustedProxies, [
    { address: "10.0.0.5", prefix: 32, family: "ipv4" },
  ]);
  assert.match(valuesText(load("loopback")), /TRUSTED_PROXIES +127\.0\.0\.0\/8,::1\/128 /);
});

Deno.test("what is no address of a proxy ends the start with a sentence", () => {
  for (
    const wrong of [
      "nginx",
      "10.0.0.5:80",
      "10.0.0.0/33",
      "10.0.0/8",
      "fd00::/129",
      "10.0.0.0/",
      "10.0.0.0/-1",
      "fe80::1%eth0",
      "*",
      "10.0.0.5 10.0.0.6",
      "http://10.0.0.5",
      "all",
    ]
  ) {
    assert.throws(() => load(`10.0.0.1,${wrong}`), /TRUSTED_PROXIES needs addresses.* is none\./);
  }
});
