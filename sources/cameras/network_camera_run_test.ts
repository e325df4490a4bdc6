import { DEFAULT_IMAGE_LIMITS, pictureOf } from "../../media/image/mod.ts";
import { readResult } from "../../results/mod.ts";
import assert from "node:assert/strict";
import { createHub, DEFAULT_HUB_OPTIONS, type Hub, type Session } from "../../hub/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { NetworkCameraRun } from "./network_camera_run.ts";
import type { CameraStatus } from "./camera_status.ts";
import { LongRuns } from "../long_runs/long_runs.ts";
import { NetworkCamera } from "./network_camera.ts";
import { NetworkCameras } from "./network_cameras.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { limit } from "../../tests/support/limit.ts";

const JPEG = await Deno.readFile(
  new URL("../../web/assets/examples/rocket_small.jpg", import.meta.url),
);
const UNWATCHED_MS = 30_000;

interface Bench {
  readonly hub: Hub;
  readonly session: Session;
  readonly clock: ManualClock;
  readonly camera: NetworkCamera;
  readonly longRun: NetworkCameraRun;
  /** The camera sends a picture; resolves when all viewers have it. */
  shoot(): Promise<void>;
}

async function withCameraRun(test: (bench: Bench) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "camera-test-" });
  const log = silentLogger();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log, readResult });
  const clock = new ManualClock();
  let shoot = Promise.withResolvers<void>();
  let shown = Promise.withResolvers<void>();
  const camera = new NetworkCamera({
    name: "door",
    async *open(signal) {
      const aborted = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => aborted.resolve(), { once: true });
      while (!signal.aborted) {
        await Promise.race([shoot.promise, aborted.promise]);
        if (signal.aborted) return;
        shoot = Promise.withResolvers();
        yield JPEG;
        shown.resolve();
      }
    },
    imageLimits: DEFAULT_IMAGE_LIMITS,
    log,
    clock,
    random: () => 0.5,
  });
  const session = await hub.openSession();
  const run = session.start({ kind: "camera", policy: "latest", processor: "workers" });
  const longRun = new NetworkCameraRun(run, camera, { unwatchedMs: UNWATCHED_MS, clock });
  try {
    await test({
      hub,
      session,
      clock,
      camera,
      longRun,
      shoot: () => {
        shown = Promise.withResolvers();
        shoot.resolve();
        return shown.promise;
      },
    });
  } finally {
    await hub.close();
    await longRun.over;
    await camera.close();
    assert.deepEqual(clock.due, []);
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("every picture enters the run with the camera's own bytes", async () => {
  await withCameraRun(async ({ hub, longRun, shoot }) => {
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "w",
      sticky: false,
    });
    await shoot();
    const { frame } = await worker.take(limit());
    assert.equal(frame.number, 0);
    const { source } = pictureOf(frame.payload);
    assert.deepEqual(source.kind === "file" && source.bytes, JPEG);
    await shoot();
    await shoot();
    assert.equal(longRun.run.stats.pushed, 3);
    assert.equal(longRun.run.stats.dropped, 1);
    worker.close();
  });
});

Deno.test("a run that is paused takes no pictures, and the camera is left", async () => {
  await withCameraRun(async ({ longRun, camera, clock, shoot }) => {
    const phases: string[] = [];
    longRun.subscribe(({ phase }) => phases.push(phase));
    await shoot();
    longRun.pause();
    longRun.pause();
    clock.advance(5000);
    assert.equal(camera.status.state, "idle");
    longRun.resume();
    await shoot();
    assert.equal(longRun.run.stats.pushed, 2);
    longRun.cancel();
    await longRun.over;
    assert.deepEqual(phases, ["paused", "running", "done"]);
    assert.equal(longRun.run.ended.aborted, true);
  });
});

Deno.test("an unwatched run ends, a watched one stays and publishes its camera's status", async () => {
  await withCameraRun(async ({ longRun, clock, shoot }) => {
    const published: CameraStatus["state"][] = [];
    const leave = longRun.watch(({ state }) => published.push(state));
    clock.advance(UNWATCHED_MS / 2);
    await shoot();
    const other = longRun.watch(() => {});
    leave();
    leave();
    clock.advance(9000);
    assert.deepEqual(published, ["connecting", "live"]);
    other();
    clock.advance(UNWATCHED_MS - 9001);
    assert.equal(longRun.run.ended.aborted, false);
    clock.advance(9001);
    assert.equal(longRun.run.ended.aborted, true);
    await longRun.over;
  });
});

Deno.test("cameras are found by name; without ffmpeg, one that needs it is an error that names it", async () => {
  const cameras = new NetworkCameras({
    cameras: [{ name: "door", address: "rtsp://user:hunter2@127.0.0.1:1/" }],
    imageLimits: DEFAULT_IMAGE_LIMITS,
    unwatchedMs: UNWATCHED_MS,
  }, { ffmpeg: undefined, longRuns: new LongRuns(), log: silentLogger() });
  assert.throws(() => cameras.get("gate"), /There is no such camera; there are door\./);
  const { promise, resolve } = Promise.withResolvers<CameraStatus>();
  const camera = cameras.get("door");
  camera.subscribe((status) => status.state === "away" && resolve(status));
  camera.look(() => {});
  const { fault } = await promise;
  assert.equal(fault?.message, "RTSP cameras need ffmpeg on framebox's machine.");
  assert.equal(cameras.list[0]?.state, "away");
  await cameras.close();
  assert.ok(!JSON.stringify(cameras.list).includes("hunter2"));
});
