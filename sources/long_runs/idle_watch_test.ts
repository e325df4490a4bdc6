import assert from "node:assert/strict";
import { createHub, DEFAULT_HUB_OPTIONS, type Session } from "../../hub/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { IdleWatch } from "./idle_watch.ts";

/** A watch of 100 ms on a manual clock. */
async function withWatch(
  test: (
    t: { session: Session; watch: IdleWatch; fired: () => number; advance: (ms: number) => void },
  ) => void,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "idle-test-" });
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log: silentLogger() });
  let now = 0;
  let fired = 0;
  let timer: { at: number; action: () => void } | undefined;
  const clock = {
    now: () => now,
    date: () => new Date(now),
    after(delayMs: number, action: () => void) {
      timer = { at: now + delayMs, action };
      return () => timer = undefined;
    },
  };
  const session = await hub.openSession();
  const watch = new IdleWatch(() => session.attached, 100, () => fired++, clock);
  const advance = (ms: number) => {
    now += ms;
    const due = timer && timer.at <= now ? timer : undefined;
    if (!due) return;
    timer = undefined;
    due.action();
  };
  test({ session, watch, fired: () => fired, advance });
  await hub.close();
  await Deno.remove(dataDir, { recursive: true });
}

Deno.test("it fires once, its time after the last move", () =>
  withWatch(({ watch, fired, advance }) => {
    advance(60);
    watch.moved();
    advance(40);
    assert.equal(fired(), 0);
    advance(60);
    assert.equal(fired(), 1);
    advance(1000);
    assert.equal(fired(), 1);
  }));

Deno.test("while a user is there it waits", () =>
  withWatch(({ session, fired, advance }) => {
    const leave = session.attach();
    for (let i = 0; i < 5; i++) advance(100);
    leave();
    assert.equal(fired(), 0);
    advance(100);
    assert.equal(fired(), 1);
  }));

Deno.test("stopped, it never fires", () =>
  withWatch(({ watch, fired, advance }) => {
    watch.stop();
    advance(1000);
    assert.equal(fired(), 0);
  }));
