/**
 * A picture as a browser can show it: for kinds of files that browsers don't open themselves.
 *
 * @module
 */
import type { Context } from "hono";
import type { Picture } from "../../media/image/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { wanted } from "./accept.ts";
import { file, imageBody, PICTURES } from "./bodies.ts";
import { pictureResponse } from "./picture_response.ts";
import { type ApiRoute, route } from "./route.ts";

/** What the route uses. */
type PreviewDeps = Pick<WebParts, "encoder" | "gate" | "intake">;

/** The route. */
export function previewRoutes(deps: PreviewDeps): readonly ApiRoute[] {
  return [route({
    method: "post",
    path: "/api/v1/previews",
    access: "user",
    operationId: "previewImage",
    summary: "The first picture of a file as a JPEG or PNG, the right way up",
    description: "Nothing is processed and nothing is kept. Accept chooses its form: a " +
      "PNG if the picture has alpha or the client wants that, else a JPEG.",
    tag: "images",
    body: imageBody,
    answers: { 200: file("The picture", ...PICTURES) },
    problems: [400, 408, 413, 415, 429, 503],
    handle: ({ c }) => preview(deps, c),
  })];
}

async function preview({ encoder, gate, intake }: PreviewDeps, c: Context): Promise<Response> {
  const leave = gate.enter();
  const account = intake.budget.account();
  try {
    const { signal } = c.req.raw;
    const picture = await intake.picture(c.req.raw, account);
    const format = formatOf(picture, c);
    return pictureResponse(await encoder.encode(picture, format, signal), format);
  } finally {
    account.release();
    leave();
  }
}

function formatOf({ channels }: Picture, c: Context): "jpeg" | "png" {
  return wanted(c, channels === 4 ? ["png", "jpeg"] : ["jpeg", "png"]);
}
