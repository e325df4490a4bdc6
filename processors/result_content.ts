/**
 * Between the hub and a pool's thread: which form of a frame is wanted, and the content of its answer.
 *
 * @module
 */
import { type ImageLimits, Picture, pictureOf, planesFormat } from "../media/image/mod.ts";
import type { Lease, ResultContent, Run } from "../hub/mod.ts";
import type { AnswerPicture, FrameAnswer } from "./answers.ts";
import { dataName } from "./data_name.ts";
import type { Wants } from "./frame_io.ts";

/** The form in which a result's picture is wanted. */
export function formOf(run: Run, { source }: Picture): Wants {
  if (run.pictureForm !== "as-sent") return run.pictureForm;
  if (source.kind !== "file") return "raster";
  return source.format === "jpeg" ? "jpeg" : "png";
}

/** What the hub gets for a frame, made from a thread's answer. */
export function contentOf(
  { frame }: Lease,
  answer: Exclude<FrameAnswer, { error: unknown }>,
  limits: ImageLimits,
): ResultContent {
  const { picture, element, ...content } = answer;
  const shown = picture === undefined
    ? undefined
    : shownOf(picture, pictureOf(frame.payload), limits);
  const variables = element === undefined
    ? undefined
    : [{ name: dataName(frame.number), class: "struct", dims: [1, 1], element }];
  return { ...content, payload: shown, variables };
}

function shownOf(picture: AnswerPicture, frame: Picture, limits: ImageLimits): Picture {
  if (picture === "as-it-came") {
    frame.keep();
    return frame;
  }
  if ("file" in picture) return Picture.fromFile(picture.file, limits);
  return "planes" in picture
    ? Picture.fromRaw(planesFormat(picture.planes), picture.planes.data, limits)
    : Picture.fromRaster(picture.raster);
}
