// Whole videos through a whole framebox: uploaded, processed, downloaded, inspected by ffprobe.
import assert from "node:assert/strict";
import { FrameboxProcess, progress } from "./framebox_process.ts";
import { picture, VideoFiles } from "./video_files.ts";

/** With sound, as phones have them. */
const CODED = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest";

/** ffprobe's description of a file, its frames counted one by one. */
async function look(path: string) {
  const { stdout } = await new Deno.Command("ffprobe", {
    args: ["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", path],
  }).output();
  const { streams, format } = JSON.parse(new TextDecoder().decode(stdout));
  const stream = (kind: string) =>
    streams.find((each: Record<string, unknown>) => each.codec_type === kind);
  const video = stream("video");
  return {
    frames: Number(video.nb_read_frames),
    rate: video.avg_frame_rate,
    codec: video.codec_name,
    size: [video.width, video.height],
    sound: stream("audio")?.codec_name,
    seconds: Number(format.duration),
  };
}

/** Mean colour of one frame. */
async function colourOf(files: VideoFiles, path: string, frame: number): Promise<number[]> {
  const filter = `select=eq(n\\,${frame}),scale=1:1:flags=area`;
  return [
    ...await files.ffmpeg(`-i ${path} -vf ${filter} -frames:v 1 -f rawvideo -pix_fmt rgb24 -`),
  ];
}

async function download(framebox: FrameboxProcess, run: string, path: string): Promise<string> {
  const { body } = await framebox.call("GET", `${run}/video`);
  await Deno.writeFile(path, body ?? new Uint8Array(0));
  return path;
}

Deno.test("a video comes over a lost connection, is processed, and has frames, rate and sound", () =>
  VideoFiles.with((files) =>
    FrameboxProcess.with(async (framebox) => {
      const sound = "-f lavfi -i sine=d=4";
      const given = await files.make("in.mp4", `${picture(4, "320x240", 25)} ${sound} ${CODED}`);
      const file = await Deno.readFile(given);
      const session = await framebox.session();
      const upload = await framebox.announce(session, file.byteLength);
      await framebox.sendAndLose(upload, file, file.byteLength >> 1);
      await framebox.sendRest(upload, file);
      const client = await framebox.live(session);
      const run = await framebox.startVideo(session, upload, "invert");
      const done = await progress(client, ({ phase }) => phase === "done");
      assert.deepEqual([done.done, done.failed, done.total], [100, 0, 100]);

      const result = await download(framebox, run, files.path("result.mp4"));
      const { seconds, ...probed } = await look(result);
      assert.deepEqual(probed, {
        frames: 100,
        rate: "25/1",
        codec: "h264",
        size: [320, 240],
        sound: "aac",
      });
      assert.ok(Math.abs(seconds - 4) < 0.1, `${seconds} s`);
      for (const frame of [0, 50, 99]) {
        const before = await colourOf(files, given, frame);
        const after = await colourOf(files, result, frame);
        for (const [channel, value] of after.entries()) {
          const expected = 255 - (before[channel] ?? 0);
          assert.ok(Math.abs(value - expected) < 12, `frame ${frame}: ${after}, not ${expected}`);
        }
      }
      const { timestamps_ms } = await (await framebox.call("GET", `${run}/timestamps`)).json();
      assert.equal(timestamps_ms.length, 100);
      assert.equal(Math.round(timestamps_ms[99] - timestamps_ms[0]), 99 * 40);
      const original = await framebox.call("GET", `${run}/original`);
      assert.deepEqual(new Uint8Array(await original.arrayBuffer()), file);
      assert.deepEqual(await framebox.children(), []);
    })
  ));

Deno.test("a Python worker that is killed in the middle costs no frame", () =>
  VideoFiles.with((files) =>
    FrameboxProcess.with(async (framebox) => {
      const given = await files.make("in.mp4", `${picture(4, "320x240", 15)} ${CODED}`);
      const file = await Deno.readFile(given);
      const session = await framebox.session();
      const client = await framebox.live(session);
      const upload = await framebox.announce(session, file.byteLength);
      await framebox.sendRest(upload, file);
      const first = framebox.worker({ NAME: "first" });
      await first.line(/^started/);
      const run = await framebox.startVideo(session, upload, "workers");
      await first.line(/^answered 20 /);
      await first.stop("SIGKILL");
      const second = framebox.worker({ NAME: "second" });
      await progress(client, ({ phase }) => phase === "done");
      await second.line(/^answered 59 /);
      const { job } = await (await framebox.call("GET", run)).json();
      assert.deepEqual([job.done, job.failed, job.total], [60, 0, 60]);
      const probed = await look(await download(framebox, run, files.path("result.mp4")));
      assert.deepEqual([probed.frames, probed.rate, probed.sound], [60, "15/1", undefined]);
      const [red, green, blue] = await colourOf(files, files.path("result.mp4"), 30);
      assert.ok(
        Math.abs((red ?? 0) - (green ?? 99)) < 4 && Math.abs((red ?? 0) - (blue ?? 99)) < 4,
      );
    }, { RECONNECT_GRACE_MS: "100" })
  ));

Deno.test("cancelled or stopped, framebox leaves no ffmpeg and no file", () =>
  VideoFiles.with((files) =>
    FrameboxProcess.with(async (framebox) => {
      const given = await files.make("in.mp4", `${picture(60, "640x480", 30)} ${CODED}`);
      const file = await Deno.readFile(given);
      const session = await framebox.session();
      const client = await framebox.live(session);
      const start = async () => {
        const upload = await framebox.announce(session, file.byteLength);
        await framebox.sendRest(upload, file);
        return await framebox.startVideo(session, upload, "edges");
      };
      const first = await start();
      await progress(client, ({ done }) => Number(done) > 20);
      assert.equal((await framebox.children()).length, 2);
      await (await framebox.call("POST", `${first}/cancel`)).body?.cancel();
      await progress(client, ({ phase }) => phase === "cancelled");
      assert.deepEqual(await framebox.children(), []);
      await start();
      await progress(client, ({ run, done }) => run === "2" && Number(done) > 5);
      const ffmpegs = await framebox.children();
      assert.equal(ffmpegs.length, 2);
      const directory = new RegExp(/file:(\S+)\/run-2/).exec(ffmpegs.join("\n"))?.[1] ?? "none";
      assert.ok((await Deno.stat(directory)).isDirectory);
      assert.equal(await framebox.child.stop("SIGTERM"), 0);
      await assert.rejects(Deno.stat(directory), Deno.errors.NotFound);
      for (const line of ffmpegs) {
        await assert.rejects(Deno.stat(`/proc/${parseInt(line)}`), Deno.errors.NotFound);
      }
    })
  ));
