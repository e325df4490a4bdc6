import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { LoginSessions } from "./login_sessions.ts";

const TIMES = { idleMs: 1000, maxMs: 5000 };

Deno.test("a login is known by its id, which is new each time", () => {
  const sessions = new LoginSessions(TIMES, new ManualClock());
  const [one, other] = [sessions.open("ana", "x"), sessions.open("ana", "x")];
  assert.match(one, /^[\w-]{43}$/);
  assert.notEqual(one, other);
  assert.equal(sessions.find(one)?.user, "ana");
  assert.equal(sessions.find(`${one}x`), undefined);
});

Deno.test("a login ends when it is idle, and when it is old however much it is used", () => {
  const clock = new ManualClock();
  const sessions = new LoginSessions(TIMES, clock);
  const [idle, used] = [sessions.open("ana", "x"), sessions.open("ana", "x")];
  const ended = [sessions.find(idle)!.ended, sessions.find(used)!.ended];
  clock.advance(999);
  assert.ok(sessions.find(used));
  clock.advance(1);
  assert.deepEqual(ended.map(({ aborted }) => aborted), [true, false]);
  assert.equal(sessions.find(idle), undefined);
  for (let ms = 1000; ms < 5000; ms += 500) {
    assert.ok(sessions.find(used), `${ms}`);
    clock.advance(500);
  }
  assert.equal(sessions.find(used), undefined);
  assert.equal(ended[1]?.aborted, true);
  assert.equal(sessions.size, 0);
  assert.equal(clock.pending, 0);
});

Deno.test("one that is ended is no login, and holds no timer", () => {
  const clock = new ManualClock();
  const sessions = new LoginSessions(TIMES, clock);
  const [ana, rui] = [sessions.open("ana", "x"), sessions.open("rui", "x")];
  sessions.end(ana);
  sessions.end("unknown");
  assert.equal(sessions.find(ana), undefined);
  sessions.endWhere(({ user }) => user === "rui");
  assert.equal(sessions.find(rui), undefined);
  assert.equal(clock.pending, 0);
});

Deno.test("a user's many logins end that user's own, the longest unused first", () => {
  const sessions = new LoginSessions(TIMES, new ManualClock());
  const other = sessions.open("rui", "x");
  const first = sessions.open("ana", "x");
  const second = sessions.open("ana", "x");
  for (let i = 0; i < 30; i++) sessions.open("ana", "x");
  sessions.find(first);
  sessions.open("ana", "x");
  assert.ok(sessions.find(first));
  assert.equal(sessions.find(second), undefined);
  assert.ok(sessions.find(other));
});
