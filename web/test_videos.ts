/** Videos without ffmpeg, for tests of the web entrance. */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Raster } from "../media/image/mod.ts";
import type { VideoTools } from "../sources/mod.ts";
import { raster, type TestFramebox } from "./test_framebox.ts";

/**
 * Tools for which a file that begins with `video` has that many frames of 4×3 pixels, and whose
 * result is a file of the bytes 0, 1, 2 … 255, 0 …
 *
 * @param resultBytes size of the result
 */
export function fakeVideoTools(frames: number, resultBytes = 1000): VideoTools {
  return {
    async probe(path) {
      if (!(await Deno.readTextFile(path)).startsWith("video")) {
        throw new FrameboxError("INVALID_ARGUMENT", "This file is no video.");
      }
      return {
        width: 4,
        height: 3,
        rotation: 0,
        rate: { num: 30_000, den: 1001 },
        variableRate: false,
        durationMs: frames * 1001 / 30,
        frames,
        codec: "fake",
        startMs: 0,
        firstMs: 0,
        hasTimes: true,
        endMs: undefined,
        audioCodec: undefined,
        streamIndex: 0,
        timeBase: { num: 1, den: 1000 },
        assumedMatrix: undefined,
        colours: { matrix: undefined, primaries: undefined, transfer: undefined },
        planesMatrix: undefined,
        conversion: [],
        isPale: false,
      };
    },
    decode: () => ({
      remark: undefined,
      endMs: undefined,
      [Symbol.asyncIterator]: () => decoded(frames),
    }),
    decodePlanes: () => {
      throw new Error("This video has no planes.");
    },
    write: ({ path }) =>
      Promise.resolve({
        remark: undefined,
        write: () => Promise.resolve(),
        finish: () => Deno.writeFile(path, Uint8Array.from({ length: resultBytes }, (_, i) => i)),
        abort: () => Promise.resolve(),
      }),
  };
}

async function* decoded(
  frames: number,
): AsyncGenerator<{ number: number; timestampMs: number; raster: Raster }> {
  for (let number = 0; number < frames; number++) {
    yield await Promise.resolve({ number, timestampMs: number * 10, raster: raster(number) });
  }
}

/** Uploads a file whole; gives the upload's id. */
export async function upload(
  framebox: TestFramebox,
  session: string,
  text = "video",
  name = "holiday.mp4",
): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const filename = btoa(String.fromCharCode(...new TextEncoder().encode(name)));
  const made = await framebox.call("POST", `/api/v1/sessions/${session}/uploads`, {
    headers: { "Upload-Length": `${bytes.length}`, "Upload-Metadata": `filename ${filename}` },
  });
  const location = made.headers.get("location") ?? "";
  await framebox.call("PATCH", location, {
    headers: { "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
    body: bytes,
  });
  return location.split("/").at(-1) ?? "";
}

/** Starts a video of an upload. */
export function startVideo(
  framebox: TestFramebox,
  session: string,
  upload: string,
  processor?: string,
): Promise<Response> {
  const body = JSON.stringify({ upload, processor });
  return framebox.call("POST", `/api/v1/sessions/${session}/videos`, { body });
}
