import { FrameboxProcess } from "./framebox_process.ts";
import { nothingIsLeft, processors, scenario } from "./media_graph_support.ts";

for (const transfer of ["embedded", "shared"]) {
  Deno.test(`MediaGraphExtension: 1,000 ${transfer} frames are acknowledged in order, each with its own result and time`, () =>
    FrameboxProcess.with(async (framebox) => {
      await scenario(framebox, "ava_frames.py", `${transfer}_1000`);
      await nothingIsLeft(framebox);
    }));
}

Deno.test("MediaGraphExtension: every pixel format is what OpenCV makes of it, however it comes", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, "ava_frames.py", "pixel_formats");
    await nothingIsLeft(framebox);
  }, processors("sums")));

Deno.test("MediaGraphExtension: JPEG, PNG and BMP are read, however they come", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, "ava_frames.py", "picture_files");
    await scenario(framebox, "ava_frames.py", "damaged");
    await nothingIsLeft(framebox);
  }));

Deno.test("MediaGraphExtension: ranges up to a row too long are read up to the frame's end", () =>
  FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, "ava_frames.py", "lengths");
    await nothingIsLeft(framebox);
  }));
