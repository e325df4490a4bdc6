/**
 * Pictures of results that are kept.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, Run } from "../../hub/mod.ts";
import type { WebContext } from "../web_context.ts";
import { wanted } from "./accept.ts";
import { pictureOf } from "./described.ts";
import { historyRoutes } from "./history.ts";
import { runOf, sessionOf } from "./ids.ts";
import { encodePicture, pictureResponse } from "./picture_response.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { errors, pictureContent, runPathParameter, sessionParameter } from "./schemas.ts";

const FRAME = /^(latest|\d{1,9})(?:\.(jpg|png))?$/;

/** The routes of kept results: their pictures, and what they said. */
export function resultRoutes(context: WebContext): readonly ApiRoute[] {
  return [...historyRoutes(context), {
    method: "get",
    path: "/api/v1/sessions/{session}/runs/{run}/frames/{frame}",
    operation: {
      operationId: "getResultPicture",
      summary: "The picture of a result that is still kept",
      tags: ["images"],
      parameters: [
        sessionParameter,
        runPathParameter,
        {
          name: "frame",
          in: "path",
          required: true,
          description: "The frame's number, or `latest`. With `.jpg` or `.png` at its end it is " +
            "given as that, else as Accept says; PNG is without loss.",
          schema: { type: "string", pattern: "^(latest|[0-9]{1,9})(\\.(jpg|png))?$" },
        },
        {
          name: "download",
          in: "query",
          description: "With any value the picture is given as a download.",
          schema: { type: "string" },
        },
      ],
      responses: {
        "200": { description: "The picture", content: pictureContent },
        ...errors(403, 404, 429),
      },
    },
    handle: (c) => picture(context, c),
  }];
}

async function picture(context: WebContext, c: Context): Promise<Response> {
  const run = runOf(sessionOf(context.hub, pathParam(c, "session")), pathParam(c, "run"));
  const [, frame, extension] = FRAME.exec(pathParam(c, "frame")) ?? [];
  const outcome = frame === undefined ? undefined : find(run, frame);
  const found = pictureOf(outcome);
  if (!outcome || !found) {
    throw new FrameboxError("NOT_FOUND", "There is no such picture, or it is no longer kept.");
  }
  const format = extension === "png"
    ? "png"
    : extension === "jpg" || wanted(c.req.header("accept"), ["jpeg", "png"]) !== "png"
    ? "jpeg"
    : "png";
  const { signal } = c.req.raw;
  const startedAt = performance.now();
  const bytes = await encodePicture(context, found, format, signal);
  const encodeMs = performance.now() - startedAt;
  const name = `frame-${outcome.number}.${format === "png" ? "png" : "jpg"}`;
  const download = c.req.query("download") !== undefined;
  const response = pictureResponse(bytes, format, download ? name : undefined);
  response.headers.set("Server-Timing", `encode;dur=${encodeMs.toFixed(1)}`);
  return response;
}

function find(run: Run, frame: string): Outcome | undefined {
  if (frame === "latest") return run.latest;
  const number = Number(frame);
  if (run.latest?.number === number) return run.latest;
  return run.session.cachedResult(run.id, number);
}
