/**
 * Runs a built-in: on a batch in a pool's thread, or on one frame in any thread.
 *
 * @module
 */
import { type PictureSource, planesOf } from "../media/image/mod.ts";
import { contentIn, type FrameAnswer, rasterOf } from "./answers.ts";
import { BUILT_IN_PROCESSORS, type BuiltIn, type BuiltInName } from "./built_ins.ts";
import { failed, type FrameInput, type Outgoing, pixelsOf } from "./frame_io.ts";

/** One answer a frame, in their order. */
export async function runBuiltIn(
  name: BuiltInName,
  frames: readonly FrameInput[],
  outgoing: Outgoing,
): Promise<FrameAnswer[]> {
  const builtIn = BUILT_IN_PROCESSORS[name];
  const answers: FrameAnswer[] = [];
  // One by one, so that a batch of large pictures is never decoded in memory as a whole.
  for (const frame of frames) {
    try {
      answers.push(await answerOf(builtIn, frame, outgoing));
    } catch (error) {
      answers.push(failed(error));
    }
  }
  return answers;
}

/** The frame's answer without a picture, if it is cheap enough for the main thread. */
export function answerAtOnce(name: BuiltInName, source: PictureSource): FrameAnswer | undefined {
  try {
    const result = BUILT_IN_PROCESSORS[name].atOnce?.(source);
    return result && contentIn(result);
  } catch (error) {
    return failed(error);
  }
}

async function answerOf(
  builtIn: BuiltIn,
  frame: FrameInput,
  outgoing: Outgoing,
): Promise<FrameAnswer> {
  if (frame.wants === "nothing") return contentIn(await builtIn.quick(frame.input));
  if (frame.wants === "raster" && builtIn.planes && frame.input.kind === "raw") {
    const planes = planesOf(frame.input);
    if (planes) return outgoing.planes(builtIn.planes(planes));
  }
  const pixels = await pixelsOf(frame, builtIn.channels);
  const result = builtIn.process(pixels);
  const { picture, stored = {} } = result;
  return outgoing.answer(frame, contentIn(result), picture && rasterOf(picture), stored);
}
