/**
 * Network cameras: which there are, a person's run on one, and what it sees.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import { chosenProcessor, processorOfRun, type WebContext } from "../web_context.ts";
import { cameraJson } from "./camera_json.ts";
import { cameraStream, STREAM_TYPE } from "./camera_stream.ts";
import { sessionOf } from "./ids.ts";
import { optionalText, readJsonObject } from "./json_body.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { runCreated } from "./runs.ts";
import { errors, jsonAnswer, ref, sessionParameter } from "./schemas.ts";

const TASK = 'The body is JSON: {"camera": name, "processor": name or null}.';

/** The routes of network cameras. */
export function cameraRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["cameras"];
  return [
    {
      method: "get",
      path: "/api/v1/cameras",
      operation: {
        operationId: "listCameras",
        summary: "The network cameras that the operator named",
        description: "Their addresses are told to nobody. A camera is connected to only while " +
          "somebody looks; until then its state is `idle`.",
        tags,
        responses: {
          "200": jsonAnswer("The cameras", { type: "array", items: ref("Camera") }),
          ...errors(403),
        },
      },
      handle: () => Response.json(context.cameras.list.map(cameraJson)),
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/cameras",
      operation: {
        operationId: "startCamera",
        summary: "Have a network camera's pictures processed, as a new run of a session",
        description: "The newest picture waits, older ones are dropped. The run stays while the " +
          "camera is away. It ends when it is cancelled, and when nobody has watched its results " +
          'over a live socket (`{"type": "watch", "run": id}`) for some time.',
        tags,
        parameters: [sessionParameter],
        requestBody: {
          description: "The camera's name, and who processes its pictures.",
          required: true,
          content: { "application/json": { schema: ref("CameraTask") } },
        },
        responses: {
          "201": jsonAnswer("The run", ref("RunState")),
          ...errors(400, 403, 404, 408, 409, 413, 415, 429, 503),
        },
      },
      handle: (c) => start(context, c),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/cameras/{camera}/stream",
      operation: {
        operationId: "getCameraStream",
        summary: "What a network camera sees, as an <img> shows it",
        description: "Each part is a JPEG, in the camera's own bytes. Whoever reads slowly gets " +
          "fewer. It ends with the session.",
        tags,
        parameters: [sessionParameter, {
          name: "camera",
          in: "path",
          required: true,
          description: "The camera's name.",
          schema: { type: "string" },
        }],
        responses: {
          "200": {
            description: "An endless stream",
            content: { "multipart/x-mixed-replace": { schema: {} } },
          },
          ...errors(403, 404, 429, 503),
        },
      },
      handle: (c) => stream(context, c),
    },
  ];
}

async function start(context: WebContext, c: Context): Promise<Response> {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  const { camera, processor } = await readTask(context, c.req.raw);
  const task = processorOfRun(context, chosenProcessor(context, processor));
  const job = context.cameras.start(session, camera, task);
  return runCreated(context, c, job.run);
}

function stream(context: WebContext, c: Context): Response {
  const { hub, cameras, live } = context;
  const session = sessionOf(hub, pathParam(c, "session"));
  const camera = cameras.get(pathParam(c, "camera"));
  // A proxy that collects an endless answer would never pass it on.
  const headers = { "Content-Type": STREAM_TYPE, "X-Accel-Buffering": "no" };
  if (c.req.method === "HEAD") return new Response(null, { headers });
  if (hub.draining) {
    throw new FrameboxError("UNAVAILABLE", "framebox is stopping; try again when it is back.");
  }
  const leave = live.enter();
  const draining = new AbortController();
  const unsubscribe = hub.subscribe(({ type }) => type === "draining" && draining.abort());
  const left = () => {
    unsubscribe();
    leave();
  };
  const ends = AbortSignal.any([session.ended, draining.signal]);
  // Who looks uses the session.
  return new Response(cameraStream(camera, { seen: () => session.touch(), left }, ends), {
    headers,
  });
}

async function readTask(
  context: WebContext,
  request: Request,
): Promise<{ camera: string; processor: string | undefined }> {
  const { camera, processor } = await readJsonObject(context, request, TASK);
  if (typeof camera !== "string") throw new FrameboxError("INVALID_ARGUMENT", TASK);
  return { camera, processor: optionalText(processor, TASK) };
}
