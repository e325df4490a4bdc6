import assert from "node:assert/strict";
import { createHub, DEFAULT_HUB_OPTIONS, type Session } from "../../hub/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { IdleWatch } from "./idle_watch.ts";

/** A watch of 100 ms on a manual clock. */
async function withWatch(
  test: (
    t: { session: Session; watch: IdleWatch; fired: () => number; advance: (ms: number) => void },
  ) => void,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "idle-test-" });
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log: silentLogger() });
  const clock = new ManualClock();
  let fired = 0;
  const session = await hub.openSession();
  const watch = new IdleWatch(() => session.attached, 100, () => fired++, clock);
  test({ session, watch, fired: () => fired, advance: (ms) => clock.advance(ms) });
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
