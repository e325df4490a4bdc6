/** Videos that tests make and look at, with the real ffmpeg. */

/** What a made video is like. */
export interface MadeVideo {
  readonly seconds: number;
  /** As in `640x360`. */
  readonly size: string;
  /** Frames a second. */
  readonly rate: number;
  /** As ffmpeg writes it; high ones make large files. */
  readonly bitrate?: string;
}

/** Makes a test picture that moves, with a tone; returns the path of an MP4 file to be removed. */
export async function makeVideo(video: MadeVideo): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".mp4" });
  const { seconds, size, rate, bitrate } = video;
  const quality = bitrate === undefined
    ? ["-crf", "32"]
    : ["-b:v", bitrate, "-minrate", bitrate, "-x264-params", "nal-hrd=cbr"];
  await run("ffmpeg", [
    ...["-v", "error", "-y", "-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
    ...["-f", "lavfi", "-i", `sine=d=${seconds}`, "-c:v", "libx264", "-preset", "ultrafast"],
    ...[...quality, "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", path],
  ]);
  return path;
}

/** A file's streams as ffprobe counts them: `video h264 640x360 150`, `audio aac`. */
export async function streamsOf(path: string): Promise<string[]> {
  const entries = "stream=codec_type,codec_name,width,height,nb_read_frames";
  const text = await run("ffprobe", [
    ...["-v", "error", "-count_frames", "-show_entries", entries, "-of", "json", path],
  ]);
  const { streams } = JSON.parse(text);
  return streams.map((stream: Record<string, unknown>) => {
    const { codec_type, codec_name, width, height, nb_read_frames } = stream;
    return codec_type === "video"
      ? `video ${codec_name} ${width}x${height} ${nb_read_frames}`
      : `${codec_type} ${codec_name}`;
  });
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`${command} failed: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}
