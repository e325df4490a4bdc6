// Real ffmpeg processes end with the process that started them, and their death is noticed.
import assert from "node:assert/strict";
import { decodeVideo, VideoWriter } from "../../media/video/mod.ts";
import { Child } from "../support/process.ts";
import { limit } from "../support/limit.ts";
import { picture, VideoFiles } from "./video_files.ts";
import { decode, FFMPEG, processesWith } from "./video_support.ts";

Deno.test("who leaves in the middle, or aborts, leaves no ffmpeg and no file behind", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(60, "640x360"));
    const { info, frames } = await decode(from, 5);
    assert.deepEqual(await processesWith(files.directory), []);

    const controller = new AbortController();
    const decoding = decodeVideo(FFMPEG, from, info, controller.signal)[Symbol.asyncIterator]();
    await decoding.next();
    const reason = new Error("enough");
    const waiting = decoding.next().then(() => decoding.next()).then(() => decoding.next());
    controller.abort(reason);
    await assert.rejects(waiting, reason);

    const options = { path: files.path("out.mp4"), width: 640, height: 360, rate: info.rate };
    const whole = { ...options, variableRate: false, audioFrom: undefined };
    const aborted = new AbortController();
    const writer = await VideoWriter.open(FFMPEG, whole, aborted.signal);
    for (const { raster, timestampMs } of frames) await writer.write(raster, timestampMs);
    assert.equal((await processesWith(files.directory)).length, 1);
    aborted.abort(reason);
    await assert.rejects(writer.write(frames[0]!.raster, 1000), reason);
    await assert.rejects(writer.finish(), reason);

    const other = await VideoWriter.open(FFMPEG, whole, limit());
    await other.write(frames[0]!.raster, 0);
    await other.abort();
    const empty = await VideoWriter.open(FFMPEG, whole, limit());
    await assert.rejects(empty.finish(), { code: "FAILED_PRECONDITION" });

    assert.deepEqual(await processesWith(files.directory), []);
    const left = await Array.fromAsync(Deno.readDir(files.directory), ({ name }) => name);
    assert.deepEqual(left, ["a.mp4"]);
  });
});

Deno.test("an ffmpeg that dies is an error that names it, while decoding and while encoding", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(20, "640x360"));
    const { info, frames } = await decode(from, 2);
    const decoding = decodeVideo(FFMPEG, from, info, limit())[Symbol.asyncIterator]();
    await decoding.next();
    const [decoder] = await processesWith(files.directory);
    assert.ok(decoder);
    Deno.kill(decoder, "SIGKILL");
    await assert.rejects(async () => {
      while (!(await decoding.next()).done);
    }, { code: "INTERNAL" });

    const path = files.path("out.mp4");
    const options = { path, width: 640, height: 360, rate: info.rate };
    const writer = await VideoWriter.open(
      FFMPEG,
      { ...options, variableRate: false, audioFrom: undefined },
      limit(),
    );
    await writer.write(frames[0]!.raster, 0);
    const [pid] = await processesWith(files.directory);
    assert.ok(pid);
    Deno.kill(pid, "SIGKILL");
    await assert.rejects(async () => {
      for (let number = 1; number < 100; number++) {
        await writer.write(frames[1]!.raster, number * 100);
      }
    }, { code: "INTERNAL" });
    await writer.abort();
  });
});

Deno.test("no ffmpeg outlives a server that is killed", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", picture(60, "640x360"));
    const script = new URL("./video_holder.ts", import.meta.url).pathname;
    const framebox = new Child(Deno.execPath(), {
      args: ["run", "-P=tests", script, from, files.path("out.mp4")],
      cwd: new URL("../../", import.meta.url).pathname,
    });
    await framebox.line(/holding/);
    const pids = await processesWith(files.directory);
    assert.equal(pids.length, 2);
    const ended = pids.map((pid) =>
      new Deno.Command("tail", { args: [`--pid=${pid}`, "-f", "/dev/null"] })
    );
    await framebox.stop("SIGKILL");
    const watches = ended.map((command) => command.spawn());
    const timer = limit();
    timer.addEventListener("abort", () => watches.forEach((watch) => watch.kill("SIGKILL")));
    for (const watch of watches) {
      assert.equal((await watch.status).code, 0, "ffmpeg is still there");
    }
    assert.deepEqual(await processesWith(files.directory), []);
  });
});
