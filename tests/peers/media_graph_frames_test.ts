import { BoxProcess } from "./box_process.ts";
import { nothingIsLeft, processors, scenario } from "./media_graph_support.ts";

for (const transfer of ["embedded", "shared"]) {
  Deno.test(`MediaGraphExtension: 1,000 ${transfer} frames are acknowledged in order, each with its own result and time`, () =>
    BoxProcess.with(async (box) => {
      await scenario(box, "ava_frames.py", `${transfer}_1000`);
      await nothingIsLeft(box);
    }));
}

Deno.test("MediaGraphExtension: every pixel format is what OpenCV makes of it, however it comes", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, "ava_frames.py", "pixel_formats");
    await nothingIsLeft(box);
  }, processors("sums")));

Deno.test("MediaGraphExtension: JPEG, PNG and BMP are read, however they come", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, "ava_frames.py", "picture_files");
    await scenario(box, "ava_frames.py", "damaged");
    await nothingIsLeft(box);
  }));

Deno.test("MediaGraphExtension: ranges up to a row too long are read as far as the frame goes", () =>
  BoxProcess.with(async (box) => {
    await scenario(box, "ava_frames.py", "lengths");
    await nothingIsLeft(box);
  }));
