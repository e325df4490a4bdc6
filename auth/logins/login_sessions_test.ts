import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import type { LoggedIn } from "./login_method.ts";
import { LoginSessions } from "./login_sessions.ts";

const TIMES = { idleMs: 1000, maxMs: 5000 };

/** Logs a user in. */
function open(sessions: LoginSessions, user: string, over: Partial<LoggedIn> = {}): string {
  return sessions.open({ principalId: `login:${user}`, user, roles: ["user"], ...over }, "users");
}

Deno.test("a login is known by its id, which is new each time", () => {
  const sessions = new LoginSessions(TIMES, new ManualClock());
  const [one, other] = [open(sessions, "ana"), open(sessions, "ana")];
  assert.match(one, /^[\w-]{43}$/);
  assert.notEqual(one, other);
  assert.equal(sessions.find(one)?.user, "ana");
  assert.equal(sessions.find(`${one}x`), undefined);
});

Deno.test("a login ends when it is idle, and when it is old however much it is used", () => {
  const clock = new ManualClock();
  const sessions = new LoginSessions(TIMES, clock);
  const [idle, used] = [open(sessions, "ana"), open(sessions, "ana")];
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
  const [ana, rui] = [open(sessions, "ana"), open(sessions, "rui")];
  sessions.end(ana);
  sessions.end("unknown");
  assert.equal(sessions.find(ana), undefined);
  sessions.endWhere(({ user }) => user === "rui");
  assert.equal(sessions.find(rui), undefined);
  assert.equal(clock.pending, 0);
});

Deno.test("a user's many logins end that user's own, the longest unused first", () => {
  const sessions = new LoginSessions(TIMES, new ManualClock());
  const other = open(sessions, "rui");
  const first = open(sessions, "ana");
  const second = open(sessions, "ana");
  for (let i = 0; i < 30; i++) open(sessions, "ana");
  sessions.find(first);
  open(sessions, "ana");
  assert.ok(sessions.find(first));
  assert.equal(sessions.find(second), undefined);
  assert.ok(sessions.find(other));
});

Deno.test("a login's end is reported once, whatever ends it, and a method can end it", () => {
  const clock = new ManualClock();
  const sessions = new LoginSessions(TIMES, clock);
  const ends: string[] = [];
  const stop = new AbortController();
  const out = open(sessions, "out", { onEnd: () => ends.push("out") });
  const byMethod = open(sessions, "method", {
    onEnd: () => ends.push("method"),
    ended: stop.signal,
  });
  open(sessions, "idle", { onEnd: () => ends.push("idle") });
  const late = open(sessions, "late", {
    onEnd: () => ends.push("late"),
    ended: AbortSignal.abort(),
  });
  assert.deepEqual(ends, ["late"]);
  assert.equal(sessions.find(late), undefined);
  sessions.end(out);
  stop.abort();
  sessions.end(byMethod);
  clock.advance(1000);
  assert.deepEqual(ends, ["late", "out", "method", "idle"]);
});

Deno.test("a principal is logged in until the last login ends", () => {
  const sessions = new LoginSessions(TIMES, new ManualClock());
  const [one, other] = [open(sessions, "ana"), open(sessions, "ana")];
  const ended = sessions.ofPrincipal("login:ana")?.ended;
  sessions.end(one);
  assert.equal(ended?.aborted, false);
  sessions.end(other);
  assert.equal(ended?.aborted, true);
  assert.equal(sessions.ofPrincipal("login:ana"), undefined);
});
