import assert from "node:assert/strict";
import { encoderArguments, encoderOf } from "./encoder_choice.ts";
import { even, padToEven } from "./even_size.ts";
import { passEachFrame } from "./find_ffmpeg.ts";
import { safeInput } from "./safe_input.ts";

const X264 = " V....D libx264              libx264 H.264 / AVC (codec h264)\n";
const MPEG4 = " V.S... mpeg4                MPEG-4 part 2\n";

Deno.test("x264 is taken where there is one, else another encoder, else it is an error", () => {
  assert.equal(encoderOf(MPEG4 + X264)[1], "libx264");
  assert.equal(encoderOf(MPEG4)[1], "mpeg4");
  assert.throws(() => encoderOf(" V....D libx264rgb  libx264 RGB\n A....D aac  AAC\n"), {
    code: "UNIMPLEMENTED",
  });
});

Deno.test("x264 gets the rate as an argument, others don't", () => {
  const rate = { num: 30, den: 1 };
  assert.deepEqual(encoderArguments(encoderOf(X264), rate).slice(-2), ["-x264-params", "fps=30/1"]);
  assert.equal(encoderArguments(encoderOf(MPEG4), rate).includes("-x264-params"), false);
});

Deno.test("ffmpeg before 5.1 gets its own argument to pass each frame", () => {
  const of = (version: string) => passEachFrame({ version, ffmpeg: "", ffprobe: "" })[0];
  assert.equal(of("4.4.2-0ubuntu0.22.04.1"), "-vsync");
  assert.equal(of("5.0.1"), "-vsync");
  assert.equal(of("5.1.9-0+deb12u1"), "-fps_mode");
  assert.equal(of("n7.0"), "-fps_mode");
  assert.equal(of("N-112345-gabcdef"), "-fps_mode");
});

Deno.test("a file's name can't be an address, and formats that name other files are not opened", () => {
  const args = safeInput("http://example.org/a.mp4");
  assert.equal(args.at(-1), "file:http://example.org/a.mp4");
  const formats = args[args.indexOf("-format_whitelist") + 1]?.split(",") ?? [];
  assert.equal(formats.includes("mp4"), true);
  for (const unsafe of ["hls", "concat", "dash", "sdp", "image2", "imf", "lavfi", "tee"]) {
    assert.equal(formats.includes(unsafe), false, unsafe);
  }
});

Deno.test("odd sizes repeat their last column and row", () => {
  assert.deepEqual([even(3), even(4)], [4, 4]);
  const grey = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(
    [...padToEven(grey, 3, 3, 1, new Uint8Array(16))],
    [1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 7, 8, 9, 9],
  );
  const colour = new Uint8Array([1, 2, 3, 4, 5, 6]);
  assert.deepEqual(
    [...padToEven(colour, 1, 2, 3, new Uint8Array(12))],
    [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6],
  );
});
