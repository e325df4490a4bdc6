/**
 * Runs a processor that a user wrote on a batch, in a thread of its own pool.
 *
 * @module
 */
import { because } from "../base/errors/mod.ts";
import type { Raster } from "../media/image/mod.ts";
import { contentIn, fieldsOf, type FrameAnswer, rasterOf } from "./answers.ts";
import { failed, type FrameInput, type Outgoing, type OwnPixels, pixelsOf } from "./frame_io.ts";
import { loadProcessor, messageOf } from "./load.ts";
import type {
  ImageProcessor,
  ProcessorContext,
  ProcessorFrame,
  ProcessorResult,
} from "./processor.ts";

/** One answer a frame, in their order. */
export async function runOwn(
  module: string,
  frames: readonly FrameInput[],
  stream: string,
  outgoing: Outgoing,
): Promise<FrameAnswer[]> {
  const { processor, stateOf } = await loadProcessor(module);
  const answers: (FrameAnswer | undefined)[] = [];
  const readable: { at: number; pixels: OwnPixels; frame: FrameInput }[] = [];
  for (const [at, frame] of frames.entries()) {
    try {
      readable.push({ at, frame, pixels: await pixelsOf(frame, processor.channels ?? 3) });
    } catch (error) {
      answers[at] = failed(error);
    }
  }
  const wantsPictures = frames.some(({ wants }) => wants !== "nothing");
  const given = readable.map(({ pixels, frame: { number } }) => ({ ...pixels, number, stream }));
  const results = await resultsOf(processor, given, { wantsPictures, stateOf });
  for (const [i, { at, frame, pixels }] of readable.entries()) {
    try {
      if (results instanceof Error) throw results;
      answers[at] = await answerOf(results[i], frame, pixels, outgoing);
    } catch (error) {
      answers[at] = wrong(processor.name, error);
    }
  }
  return answers.filter((answer) => answer !== undefined);
}

/** Its results, or the error that all these frames fail with. */
async function resultsOf(
  processor: ImageProcessor,
  frames: readonly ProcessorFrame[],
  context: ProcessorContext,
): Promise<readonly unknown[] | Error> {
  // The processor may change the list that it is given.
  const count = frames.length;
  if (count === 0) return [];
  try {
    const results: unknown = await processor.process(frames, context);
    if (Array.isArray(results) && results.length === count) return await allOf(results);
    const what = Array.isArray(results) ? `${results.length} results` : `a ${typeof results}`;
    return new TypeError(
      `it gave ${what} for ${count} frame${
        count === 1 ? "" : "s"
      }, not a list with one result for ` +
        "each",
    );
  } catch (error) {
    return asError(error);
  }
}

/** Results may be promises, as an async function for each frame gives them. */
async function allOf(results: readonly unknown[]): Promise<readonly unknown[]> {
  const settled = await Promise.allSettled(results);
  return settled.map((one) => one.status === "fulfilled" ? one.value : asError(one.reason));
}

function answerOf(
  result: unknown,
  frame: FrameInput,
  pixels: OwnPixels,
  outgoing: Outgoing,
): Promise<FrameAnswer> {
  if (result instanceof Error) throw result;
  if (!isResult(result)) throw new TypeError(`it gave a ${typeof result} in place of a result`);
  const content = contentIn(result);
  if (frame.wants === "nothing") return outgoing.answer(frame, content, undefined, {});
  return outgoing.answer(
    frame,
    content,
    shownOf(result, frame, pixels),
    fieldsOf(result, content),
  );
}

/** A result without a picture shows the frame, with the boxes over it. */
function shownOf(
  { picture }: ProcessorResult,
  { input, wants }: FrameInput,
  pixels: OwnPixels,
): Raster | "as-it-came" {
  if (!picture && input.kind === "file") return "as-it-came";
  const raster = rasterOf(picture ?? pixels);
  // Pixels are handed over to framebox, and the processor may have kept these: to compare, to draw anew.
  return wants === "raster" ? { ...raster, data: new Uint8Array(raster.data) } : raster;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}

function isResult(result: unknown): result is ProcessorResult {
  return typeof result === "object" && result !== null && !Array.isArray(result);
}

/** The message is for the processor's author; the stack goes to the log. */
function wrong(name: string, error: unknown): FrameAnswer {
  const detail = error instanceof Error ? error.stack : undefined;
  const why = messageOf(error);
  const message = `The processor ${name} failed: ${why}`;
  return {
    error: {
      code: "INTERNAL",
      message: /[.!?]$/.test(message) ? message : `${message}.`,
      detail,
      because: because("processor-failed", { processor: name, why: why.replace(/\.$/, "") }),
    },
  };
}
