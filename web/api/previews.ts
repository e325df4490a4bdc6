/**
 * A picture as a browser can show it: for kinds of files that browsers don't open themselves.
 *
 * @module
 */
import type { Context } from "hono";
import type { Picture } from "../../media/image/mod.ts";
import type { WebContext } from "../web_context.ts";
import { wanted } from "./accept.ts";
import { encodePicture, pictureResponse } from "./picture_response.ts";
import type { ApiRoute } from "./route.ts";
import { errors, imageRequest, pictureContent } from "./schemas.ts";
import { takePicture } from "./take_picture.ts";

/** The route. */
export function previewRoutes(context: WebContext): readonly ApiRoute[] {
  return [
    {
      method: "post",
      path: "/api/v1/previews",
      operation: {
        operationId: "previewImage",
        summary: "The first picture of a file as a JPEG or PNG, the right way up",
        description:
          "Nothing is processed and nothing is kept. What it is given as, Accept says: a PNG " +
          "if the picture has alpha or the client wants that, else a JPEG.",
        tags: ["images"],
        parameters: [],
        requestBody: imageRequest.requestBody,
        responses: {
          "200": { description: "The picture", content: pictureContent },
          ...errors(400, 403, 408, 413, 415, 429, 503),
        },
      },
      handle: (c) => preview(context, c),
    },
  ];
}

async function preview(context: WebContext, c: Context): Promise<Response> {
  const leave = context.gate.enter();
  const account = context.budget.account();
  try {
    const { signal } = c.req.raw;
    const picture = await takePicture(c.req.raw, context.options, account, context.pool);
    const format = formatOf(picture, c.req.header("accept"));
    return pictureResponse(await encodePicture(context, picture, format, signal), format);
  } finally {
    account.release();
    leave();
  }
}

function formatOf({ channels }: Picture, accept: string | undefined): "jpeg" | "png" {
  const form = wanted(accept, channels === 4 ? ["png", "jpeg"] : ["jpeg", "png"]);
  return form === "png" ? "png" : "jpeg";
}
