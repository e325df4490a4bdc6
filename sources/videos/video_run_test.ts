import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { FrameScale } from "../../hub/mod.ts";
import { encodePicture, Picture } from "../../media/image/mod.ts";
import type { LongRunState } from "../long_runs/long_run.ts";
import { FRAME_BYTES, grey, type TestVideo, withVideo } from "./test_videos.ts";
import type { VideoRun } from "./video_run.ts";

function stateWhen(
  longRun: VideoRun,
  wanted: (state: LongRunState) => boolean,
): Promise<LongRunState> {
  return new Promise((resolve) => {
    if (wanted(longRun.state)) return resolve(longRun.state);
    const stop = longRun.subscribe((state) => {
      if (!wanted(state)) return;
      stop();
      resolve(state);
    });
  });
}

/** Answers whatever comes until the long run is over. */
async function run({ answer, start }: TestVideo, frames: number): Promise<VideoRun> {
  const longRun = await start();
  await answer(
    frames,
    (lease) => ({ payload: Picture.fromRaster(grey(lease.frame.number + 100)) }),
  );
  await longRun.over;
  return longRun;
}

Deno.test("every frame's result enters the video in order, with its time", () =>
  withVideo({ frames: 40 }, async (t) => {
    const longRun = await run(t, 40);
    assert.equal(longRun.state.phase, "done");
    assert.deepEqual([longRun.state.done, longRun.state.failed, longRun.state.total], [40, 0, 40]);
    const expected = Array.from({ length: 40 }, (_, i) => [i + 100, i * 40]);
    assert.deepEqual(t.tools.written.map(({ grey, timestampMs }) => [grey, timestampMs]), expected);
    assert.deepEqual(longRun.timestamps(), expected.map(([, at]) => at));
    assert.equal(longRun.result?.byteLength, 40 * FRAME_BYTES);
    assert.deepEqual(t.tools.writtenAs?.rate, { num: 25, den: 1 });
    assert.equal(t.tools.sink, "finished");
  }));

Deno.test("results that come in another order are put into theirs", () =>
  withVideo({ frames: 6 }, async ({ start, take, tools }) => {
    const longRun = await start();
    const leases = [
      await take(),
      await take(),
      await take(),
      await take(),
      await take(),
      await take(),
    ];
    for (const lease of leases.reverse()) {
      await lease.complete({ payload: Picture.fromRaster(grey(lease.frame.number + 100)) });
    }
    await longRun.over;
    assert.deepEqual(tools.written.map(({ grey }) => grey), [100, 101, 102, 103, 104, 105]);
  }));

Deno.test("a frame that failed, or has no picture, shows the original", () =>
  withVideo({ frames: 4 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    await answer(4, ({ frame: { number } }) => {
      if (number === 1) return new FrameboxError("INVALID_ARGUMENT", "Too dark.");
      return number === 2 ? {} : { payload: Picture.fromRaster(grey(200)) };
    });
    await longRun.over;
    assert.deepEqual(tools.written.map(({ grey }) => grey), [200, 1, 2, 200]);
    assert.deepEqual([longRun.state.done, longRun.state.failed], [3, 1]);
    const [remark] = longRun.state.remarks;
    assert.equal(remark?.code, "frame-failed");
    assert.match(remark?.message ?? "", /Frame 1 .* original picture: Too dark/);
  }));

Deno.test("a result that can't be read counts as failed and shows the original", () =>
  withVideo({ frames: 2 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    // Its header is whole, its pixels are not.
    const cut = (await encodePicture(grey(9), "png")).subarray(0, 45);
    await answer(2, () => ({ payload: Picture.fromFile(cut) }));
    await longRun.over;
    assert.equal(longRun.state.phase, "done");
    assert.deepEqual([longRun.state.done, longRun.state.failed], [0, 2]);
    assert.deepEqual(tools.written.map(({ grey }) => grey), [0, 1]);
  }));

Deno.test("results of other sizes are scaled to that of the first", () =>
  withVideo({ frames: 3 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    const sizes = [[8, 2], [4, 3], [1, 1]] as const;
    await answer(3, ({ frame: { number } }) => {
      const [width, height] = sizes[number] ?? [1, 1];
      return { payload: Picture.fromRaster(grey(50 + number, width, height)) };
    });
    await longRun.over;
    const written = tools.written.map(({ grey, width, height }) => [grey, width, height]);
    assert.deepEqual(written, [[50, 8, 2], [51, 8, 2], [52, 8, 2]]);
    assert.deepEqual([longRun.result?.width, longRun.result?.height], [8, 2]);
  }));

Deno.test("a video whose first result is grey stays so for a built-in alone: any other processor may give colour later", async () => {
  const red = { ...grey(0), data: new Uint8Array(36).map((_, i) => i % 3 === 0 ? 255 : 0) };
  const first = Picture.fromRaster({ ...grey(9), channels: 1, data: new Uint8Array(12).fill(9) });
  for (const kind of ["workers", "built-in", "own", "cluster", "pipeline"] as const) {
    await withVideo({ frames: 2, kind }, async ({ start, answer, tools }) => {
      const longRun = await start();
      await answer(2, ({ frame: { number } }) => ({
        payload: number === 0 ? first : Picture.fromRaster(red),
      }));
      await longRun.over;
      const isGrey = kind === "built-in";
      assert.deepEqual([...tools.writtenKinds], [isGrey ? 1 : 3], kind);
      assert.deepEqual(tools.written.map(({ grey }) => grey), [9, isGrey ? 76 : 255], kind);
    });
  }
});

/** Frames of 4×3 pixels that were given to a worker as 2×2. */
const SCALE: FrameScale = {
  widthPx: 2,
  heightPx: 2,
  sourceWidthPx: 4,
  sourceHeightPx: 3,
  sourceBytes: 440,
  limitBytes: 420,
  by: "default",
  format: "mat",
};

Deno.test("a video keeps its size when its frames were made smaller for a worker", () =>
  withVideo({ frames: 4 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    // As it was given, as the frame is, without a picture, and from one who had it in full size.
    const sizes = [[2, 2], [4, 3], undefined, [4, 3]] as const;
    await answer(4, (lease) => {
      const { number } = lease.frame;
      lease.givenAs(number < 3 ? SCALE : undefined);
      const size = sizes[number];
      return size ? { payload: Picture.fromRaster(grey(50 + number, ...size)) } : {};
    });
    await longRun.over;
    const written = tools.written.map(({ grey, width, height }) => [grey, width, height]);
    assert.deepEqual(written, [[50, 4, 3], [51, 4, 3], [2, 4, 3], [53, 4, 3]]);
    assert.deepEqual([longRun.result?.width, longRun.result?.height], [4, 3]);
  }));

Deno.test("a worker that makes pictures of a size of its own decides on the video's, scaled or not", () =>
  withVideo({ frames: 2 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    await answer(2, (lease) => {
      lease.givenAs(SCALE);
      return { payload: Picture.fromRaster(grey(9, 8, 2)) };
    });
    await longRun.over;
    assert.deepEqual(tools.written.map(({ width, height }) => [width, height]), [[8, 2], [8, 2]]);
  }));

Deno.test("HDR that framebox can't tone down is remarked upon", async () => {
  for (const isPale of [true, false]) {
    await withVideo({ frames: 1, isPale }, async (t) => {
      const longRun = await run(t, 1);
      assert.deepEqual(longRun.state.remarks.map(({ code }) => code), isPale ? ["hdr-pale"] : []);
    });
  }
});

Deno.test("the last frame stays as long as the original's, where that is known", async () => {
  for (const endMs of [6000, undefined]) {
    await withVideo({ frames: 3, ...(endMs === undefined ? {} : { endMs }) }, async (t) => {
      await run(t, 3);
      assert.equal(t.tools.writtenUntilMs, endMs);
    });
  }
});

Deno.test("that frames are made smaller is remarked upon, with what it is made from", () =>
  withVideo({ frames: 1 }, async ({ start, take }) => {
    const longRun = await start();
    const lease = await take();
    lease.run.notice("frame-scaled", "It was scaled.", { width: 2, height: 2 });
    lease.run.notice("quota", "No room.");
    await lease.complete({});
    await longRun.over;
    assert.deepEqual(longRun.state.remarks, [
      { code: "frame-scaled", message: "It was scaled.", details: { width: 2, height: 2 } },
    ]);
  }));

Deno.test("the decoder is held back by the run's window, however long the video is", () =>
  withVideo({ frames: 1000 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    await answer(20);
    await stateWhen(longRun, ({ done }) => done >= 20);
    // A window, and the frame that waits for its place in it.
    assert.ok(tools.decoded <= 20 + 4 + 1, String(tools.decoded));
  }, { runWindow: 4 }));

Deno.test("paused, nothing more is decoded, and frames in flight finish; then it resumes", () =>
  withVideo({ frames: 12 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    await answer(2);
    longRun.pause();
    assert.equal(longRun.state.phase, "paused");
    const inside = tools.decoded;
    await answer(inside - 2);
    await stateWhen(longRun, ({ done }) => done === inside);
    assert.equal(tools.decoded, inside);
    longRun.resume();
    await answer(12 - inside);
    await longRun.over;
    assert.equal(longRun.state.phase, "done");
    assert.equal(tools.written.length, 12);
  }, { runWindow: 4 }));

Deno.test("cancelled, decoder, run and result end at once, and a late result is dropped", () =>
  withVideo({ frames: 100 }, async ({ start, answer, take, tools, session }) => {
    const longRun = await start();
    await answer(3, () => ({ payload: Picture.fromRaster(grey(1)) }));
    await stateWhen(longRun, ({ done }) => done === 3);
    const held = await take();
    longRun.cancel();
    await longRun.over;
    assert.equal(longRun.state.phase, "cancelled");
    assert.ok(longRun.run.ended.aborted);
    assert.ok(tools.decoderEnded);
    assert.equal(tools.sink, "aborted");
    assert.ok(held.over.aborted);
    assert.equal((await held.complete({})).accepted, false);
    const files = await Array.fromAsync(Deno.readDir(await longRun.run.makeDirectory()));
    assert.deepEqual(files.map(({ name }) => name), ["original"]);
    assert.ok(!session.ended.aborted);
  }));

Deno.test("cancelled while it is paused, it ends too", () =>
  withVideo({ frames: 100 }, async ({ start }) => {
    const longRun = await start();
    longRun.pause();
    longRun.cancel();
    await longRun.over;
    assert.equal(longRun.state.phase, "cancelled");
  }));

Deno.test("cancelled while the file is completed, nothing of it stays", () =>
  withVideo({ frames: 1 }, async ({ start, answer, tools }) => {
    tools.finishing = new Promise(() => {});
    const longRun = await start();
    await answer(1);
    await stateWhen(longRun, ({ phase }) => phase === "finishing");
    assert.ok(longRun.run.ended.aborted, "all frames have their results");
    longRun.cancel();
    await longRun.over;
    assert.equal(longRun.state.phase, "cancelled");
    assert.equal(longRun.result, undefined);
    assert.equal(tools.sink, "aborted");
  }));

Deno.test("the end of the run, of its session or of all long runs ends the long run", async () => {
  const ends: ((t: TestVideo, longRun: VideoRun) => unknown)[] = [
    (_t, longRun) => longRun.run.cancel("withdrawn"),
    (_t, longRun) => longRun.run.reset(),
    (t) => t.session.end("gone"),
    (t) => t.longRuns.close(),
  ];
  for (const end of ends) {
    await withVideo({ frames: 100 }, async (t) => {
      const longRun = await t.start();
      await t.answer(2);
      end(t, longRun);
      await longRun.over;
      assert.equal(longRun.state.phase, "cancelled");
      assert.ok(t.tools.decoderEnded);
      assert.notEqual(t.tools.sink, "open");
    });
  }
});

Deno.test("a file that breaks off in the middle fails the long run with its sentence", () =>
  withVideo({ frames: 10, breaksAt: 5 }, async ({ start, answer, tools }) => {
    const longRun = await start();
    await Promise.race([answer(10), longRun.over]);
    await longRun.over;
    assert.equal(longRun.state.phase, "failed");
    assert.equal(longRun.state.error?.message, "The video is damaged.");
    assert.notEqual(tools.sink, "open");
  }));

Deno.test("an encoder that ends fails the long run, and the next video runs", () =>
  withVideo({ frames: 10, sinkBreaksAt: 3 }, async (t) => {
    const longRun = await t.start();
    await Promise.race([t.answer(10), longRun.over]);
    await longRun.over;
    assert.equal(longRun.state.phase, "failed");
    assert.equal(t.tools.sink, "aborted");
    assert.ok(t.tools.decoderEnded);
    assert.equal(t.longRuns.open, 0);
  }));

Deno.test("a video without frames fails with a sentence", () =>
  withVideo({ frames: 0, claimed: 10 }, async ({ start }) => {
    const longRun = await start();
    await longRun.over;
    assert.equal(longRun.state.phase, "failed");
    assert.match(longRun.state.error?.message ?? "", /No frame of the video/);
  }));

Deno.test("a file with fewer frames than it declares: the total is corrected, and a remark explains it", () =>
  withVideo({ frames: 3, claimed: 10, remark: "The file ends early." }, async (t) => {
    const longRun = await t.start();
    assert.equal(longRun.state.total, 10);
    await t.answer(3);
    await longRun.over;
    assert.equal(longRun.state.phase, "done");
    assert.equal(longRun.state.total, 3);
    assert.deepEqual(longRun.state.remarks, [
      { code: "ends-early", message: "The file ends early." },
      { code: "result", message: "There is no sound." },
    ]);
  }));

Deno.test("no more room for the result fails the long run, and the room comes back", () =>
  withVideo({ frames: 60 }, async ({ start, answer, session }) => {
    const longRun = await start();
    await Promise.race([answer(60), longRun.over]);
    await longRun.over;
    assert.equal(longRun.state.phase, "failed");
    assert.match(longRun.state.error?.message ?? "", /no more room/);
    const original = "video".length;
    assert.ok(session.takeSpace(200 - original));
    assert.ok(!session.takeSpace(1));
  }, { sessionQuotaBytes: 200 }));

Deno.test("what is no video is refused and stays where it is; a stopped box takes none", () =>
  withVideo({ frames: 1 }, async ({ videos, session, given, longRuns }) => {
    const { signal } = new AbortController();
    const bad = await given("words");
    await assert.rejects(videos.start(session, bad, "workers", signal), /no video/);
    assert.ok((await Deno.stat(bad.path)).isFile);
    assert.equal(session.runs.length, 0);
    await longRuns.close();
    await assert.rejects(videos.start(session, await given(), "workers", signal), /is stopping/);
    assert.ok(session.runs.every((run) => run.ended.aborted));
  }));

Deno.test("a session that ends while its video is probed is the error of the call", () =>
  withVideo({ frames: 1 }, async ({ videos, session, given, tools }) => {
    const { signal } = new AbortController();
    const file = await given();
    const { promise: reading, resolve } = Promise.withResolvers<void>();
    tools.probe = async (path, signal) => {
      resolve();
      if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end));
      await Deno.stat(path);
      throw new FrameboxError("INVALID_ARGUMENT", "The video has no frames.");
    };
    const starting = videos.start(session, file, "workers", signal);
    const refused = assert.rejects(starting, {
      code: "FAILED_PRECONDITION",
      message: /The session has ended/,
    });
    await reading;
    await session.end("gone");
    await refused;
  }));

Deno.test("of large frames fewer are under way than the run's window allows", () =>
  withVideo({ frames: 100, claimedSize: { width: 7680, height: 4320 } }, async (t) => {
    const longRun = await t.start();
    await t.answer(10);
    await stateWhen(longRun, ({ done }) => done >= 10);
    assert.ok(t.tools.decoded <= 10 + 2, String(t.tools.decoded));
    await t.answer(90);
    await longRun.over;
    assert.equal(longRun.state.phase, "done");
  }));

Deno.test("a video that stands still is given up when no user is there", () =>
  withVideo(
    { frames: 100 },
    async ({ start }) => {
      const longRun = await start();
      longRun.pause();
      await longRun.over;
      assert.equal(longRun.state.phase, "cancelled");
      assert.match(String(longRun.run.ended.reason), /No user was there/);
    },
    {},
    50,
  ));

Deno.test("only the maximum of videos is under way, until one of them ends", () =>
  withVideo({ frames: 100 }, async ({ start }) => {
    const first = await start();
    await start();
    await assert.rejects(start(), { code: "RESOURCE_EXHAUSTED", message: /2 videos under way/ });
    first.cancel();
    await first.over;
    await start();
  }));

Deno.test("the long runs of a session are found by their runs", () =>
  withVideo({ frames: 1 }, async ({ start, longRuns, session }) => {
    const longRun = await start();
    const image = session.start({ kind: "image", policy: "lossless", processor: "workers" });
    assert.equal(longRuns.of(longRun.run), longRun);
    assert.equal(longRuns.of(image), undefined);
    assert.deepEqual(longRuns.ofSession(session), [longRun]);
  }));
