/**
 * Pictures of results that are kept.
 *
 * @module
 */
import * as v from "valibot";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, Run } from "../../hub/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { wanted } from "./accept.ts";
import { file, PICTURES } from "./bodies.ts";
import { pictureOfOutcome } from "./hub_json.ts";
import { historyRoutes } from "./history.ts";
import { downloadQuery } from "./parameters.ts";
import { pictureResponse } from "./picture_response.ts";
import { type ApiRoute, route } from "./route.ts";
import { described, text } from "../wire/schema_parts.ts";

const GONE = "There is no such picture, or it is no longer kept.";

const frameParam = described(
  v.pipe(text, v.regex(/^(latest|[0-9]{1,9})(\.(jpg|png))?$/, GONE)),
  "The frame's number, or `latest`. With `.jpg` or `.png` at its end it is given as that, else as " +
    "Accept chooses; PNG is without loss.",
);

/** The routes of cached results: their pictures, and their content. */
export function resultRoutes({ encoder }: Pick<WebParts, "encoder">): readonly ApiRoute[] {
  return [
    ...historyRoutes(),
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/frames/{frame}",
      access: "session",
      operationId: "getResultPicture",
      summary: "The picture of a result that is still kept",
      tag: "images",
      params: { frame: frameParam },
      query: { download: downloadQuery("picture") },
      answers: { 200: file("The picture", ...PICTURES) },
      problems: [429],
      handle: async ({ c, run, signal, params, query }) => {
        const [frame = "", extension] = params.frame.split(".");
        const outcome = find(run, frame);
        const picture = pictureOfOutcome(outcome);
        if (!outcome || !picture) throw new FrameboxError("NOT_FOUND", GONE);
        const form = extension ?? wanted(c, ["jpeg", "png"]);
        const format = form === "png" ? "png" : "jpeg";
        const startedAt = performance.now();
        const bytes = await encoder.encode(picture, format, signal);
        const encodeMs = performance.now() - startedAt;
        const name = `frame-${outcome.number}.${format === "png" ? "png" : "jpg"}`;
        const download = query.download !== undefined;
        const response = pictureResponse(bytes, format, download ? name : undefined);
        response.headers.set("Server-Timing", `encode;dur=${encodeMs.toFixed(1)}`);
        return response;
      },
    }),
  ];
}

function find(run: Run, frame: string): Outcome | undefined {
  if (frame === "latest") return run.latest;
  const number = Number(frame);
  if (run.latest?.number === number) return run.latest;
  return run.session.cachedResult(run.id, number);
}
