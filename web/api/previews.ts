/**
 * A picture as a browser can show it: for kinds of files that browsers don't open themselves.
 *
 * @module
 */
import type { Context } from "hono";
import type { Picture } from "../../media/image/mod.ts";
import type { WebContext } from "../web_context.ts";
import { wanted } from "./accept.ts";
import { file, PICTURES } from "./bodies.ts";
import { encodePicture, pictureResponse } from "./picture_response.ts";
import { type ApiRoute, route } from "./route.ts";
import { imageBody, takePicture } from "./take_picture.ts";

/** The route. */
export function previewRoutes(context: WebContext): readonly ApiRoute[] {
  return [route({
    method: "post",
    path: "/api/v1/previews",
    access: "user",
    operationId: "previewImage",
    summary: "The first picture of a file as a JPEG or PNG, the right way up",
    description: "Nothing is processed and nothing is kept. What it is given as, Accept says: a " +
      "PNG if the picture has alpha or the client wants that, else a JPEG.",
    tag: "images",
    body: imageBody,
    answers: { 200: file("The picture", ...PICTURES) },
    problems: [400, 408, 413, 415, 429, 503],
    handle: ({ c }) => preview(context, c),
  })];
}

async function preview(context: WebContext, c: Context): Promise<Response> {
  const leave = context.gate.enter();
  const account = context.budget.account();
  try {
    const { signal } = c.req.raw;
    const picture = await takePicture(c.req.raw, context.options, account, context.pool);
    const format = formatOf(picture, c);
    return pictureResponse(await encodePicture(context, picture, format, signal), format);
  } finally {
    account.release();
    leave();
  }
}

function formatOf({ channels }: Picture, c: Context): "jpeg" | "png" {
  return wanted(c, channels === 4 ? ["png", "jpeg"] : ["jpeg", "png"]);
}
