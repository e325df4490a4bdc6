import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { PendingLogins } from "./pending_logins.ts";

const login = (from: string) => ({
  callback: new URL("https://box.lab/login/oidc/callback"),
  browser: "secret",
  next: "/",
  from,
  nonce: "n",
  verifier: "v",
});

Deno.test("a pending login is of use once, to its browser, for ten minutes", () => {
  const clock = new ManualClock();
  const pending = new PendingLogins(clock);
  for (const state of ["a", "b", "c", "d"]) pending.add(state, login("10.0.0.1"));
  assert.equal(pending.take("a", "secret")?.nonce, "n");
  assert.equal(pending.take("a", "secret"), undefined);
  assert.equal(pending.take("b", "other"), undefined);
  assert.equal(pending.take("b", "secret"), undefined);
  assert.equal(pending.take("c", undefined), undefined);
  clock.advance(600_000);
  assert.equal(pending.take("d", "secret"), undefined);
  pending.add("e", login("10.0.0.1"));
  assert.equal(pending.size, 1);
});

Deno.test("one address drops its own oldest, and no other's", () => {
  const pending = new PendingLogins(new ManualClock());
  pending.add("other", login("10.0.0.2"));
  for (let i = 0; i < 60; i++) pending.add(`${i}`, login("10.0.0.1"));
  assert.equal(pending.size, 51);
  assert.ok(pending.take("other", "secret"));
  assert.equal(pending.take("9", "secret"), undefined);
  assert.ok(pending.take("10", "secret"));
});
