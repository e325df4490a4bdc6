/**
 * What a service made of a frame, as the hub takes it.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { PayloadRemark } from "../../base/payload/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { ResultContent } from "../../hub/mod.ts";
import { type ImageLimits, Picture } from "../../media/image/mod.ts";
import { dataName } from "../../processors/mod.ts";
import type { ServiceContent } from "../content/mod.ts";
import type { ServicePicture } from "./service_picture.ts";

/** The frame that a result is of. */
export interface ResultFrame {
  readonly number: number;
  readonly picture: Picture;
  /** What the service was given. */
  readonly sent: ServicePicture;
}

/** The size of the picture that boxes are drawn over. */
export function shownSize(
  { picture, sent }: Omit<ResultFrame, "number">,
): ServicePicture["sizePx"] {
  const { widthPx, heightPx } = picture;
  return picture.source.kind === "file" ? { widthPx, heightPx } : sent.sizePx;
}

/** The result of a frame. The service's first picture is shown, else the frame. */
export async function resultContent(
  content: ServiceContent,
  frame: ResultFrame,
  limits: ImageLimits,
  pool: Pool,
  signal: AbortSignal,
): Promise<ResultContent> {
  const { labels, boxes, text, data } = content;
  const element = content.element(dataName(frame.number));
  const variable = { name: dataName(frame.number), class: "struct", dims: [1, 1] };
  return {
    payload: await madePicture(content, limits, pool, signal) ?? shownFrame(frame, limits),
    ...labels.length > 0 && { labels },
    ...boxes && { boxes },
    ...text !== undefined && { text },
    ...data && { data },
    ...element && { variables: [{ ...variable, element }] },
    remarks: remarksOn(content),
  };
}

/** The first picture of the service that can be read. */
async function madePicture(
  { pictures }: ServiceContent,
  limits: ImageLimits,
  pool: Pool,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  for (const { bytes } of pictures) {
    try {
      return await Picture.open(bytes, limits, pool, signal);
    } catch (caught) {
      if (!(caught instanceof FrameboxError) || signal.aborted) throw caught;
    }
  }
  return undefined;
}

/** A file as it came; of pixels, which their owner may take back, the file that the service was given. */
function shownFrame({ picture, sent }: ResultFrame, limits: ImageLimits): Picture {
  if (picture.source.kind !== "file") {
    const ofSent = { ...limits, maxBytes: Math.max(limits.maxBytes, sent.bytes.length) };
    return Picture.fromFile(sent.bytes, ofSent);
  }
  picture.keep();
  return picture;
}

function remarksOn({ pictures, others }: ServiceContent): readonly PayloadRemark[] {
  const remarks: PayloadRemark[] = [];
  if (pictures.length > 1) {
    remarks.push({
      code: "first-of-pictures",
      message: `The service gave ${pictures.length} pictures; the first is shown.`,
      details: { pictures: pictures.length },
    });
  }
  if (others.length > 0) {
    const kinds = [...new Set(others)].join(", ");
    remarks.push({
      code: "files-not-shown",
      message: `The service gave files that are not shown here (${kinds}).`,
      details: { files: others.length, kinds },
    });
  }
  return remarks;
}
