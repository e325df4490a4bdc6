// An ffmpeg that is a script, which ends before the process that it started.
import assert from "node:assert/strict";
import { type Ffmpeg, VideoWriter } from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";
import { picture, VideoFiles } from "./video_files.ts";
import { decode, FFMPEG } from "./video_support.ts";

/**
 * Runs the real ffmpeg, for what makes an MP4 in a process that begins when the script has ended: it holds the
 * other end of a pipe. The process has none of the script's files, so that its end is not seen.
 */
const SCRIPT = `#!/bin/sh
case "$*" in
  *"-f mp4"*) ;;
  *) exec "$FFMPEG" "$@" ;;
esac
dir=$(mktemp -d "$SCRATCH/XXXXXX")
cat > "$dir/input"
mkfifo "$dir/script"
(cat "$dir/script"; exec "$FFMPEG" "$@" < "$dir/input") > /dev/null 2>&1 &
exec 9> "$dir/script"
`;

async function detaching(files: VideoFiles): Promise<Ffmpeg> {
  const ffmpeg = files.path("ffmpeg");
  const scratch = files.path("scratch");
  await Deno.mkdir(scratch);
  const script = SCRIPT.replaceAll("$FFMPEG", FFMPEG.ffmpeg).replaceAll("$SCRATCH", scratch);
  await Deno.writeTextFile(
    ffmpeg,
    script.replace("#!/bin/sh\n", "#!/bin/sh\nPATH=/usr/bin:/bin\n"),
  );
  await Deno.chmod(ffmpeg, 0o755);
  return { ...FFMPEG, ffmpeg };
}

Deno.test("a video is whole, although its ffmpeg is a script that ends before it is written", async () => {
  await VideoFiles.with(async (files) => {
    const from = await files.make("a.mp4", `${picture(2)} -f lavfi -i sine=d=2 -shortest`);
    const { info, frames } = await decode(from);
    const { width, height, rate, variableRate } = info;
    const ffmpeg = await detaching(files);
    for (const audioFrom of [from, undefined]) {
      const path = files.path(`made-${audioFrom ? "with" : "without"}-sound.mp4`);
      const options = { path, width, height, rate, variableRate, audioFrom };
      const writer = await VideoWriter.open(ffmpeg, options, limit());
      for (const { raster, timestampMs } of frames) await writer.write(raster, timestampMs);
      await writer.finish();
      assert.equal(writer.remark, undefined);
      const made = await decode(path);
      assert.equal(made.frames.length, frames.length);
      assert.equal(made.info.audioCodec !== undefined, audioFrom !== undefined);
    }
  });
});
