/**
 * Network cameras: the list, a user's run on one, and its live picture.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Session } from "../../hub/mod.ts";
import type { NetworkCamera } from "../../sources/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { file, json } from "./bodies.ts";
import { cameraSchema, runSchema } from "../wire/mod.ts";
import { cameraJson } from "./camera_json.ts";
import { cameraStream, STREAM_TYPE } from "./camera_stream.ts";
import { processorField } from "./parameters.ts";
import { type ApiRoute, route } from "./route.ts";
import { runCreated } from "./runs.ts";
import { described, named, text } from "../wire/schema_parts.ts";

/** Whose pictures are processed, and by whom. */
export const cameraTaskSchema = named(
  "CameraTask",
  v.object({
    camera: described(text, "Its name."),
    processor: processorField,
  }),
);

/** What the routes use. */
type CameraDeps = Pick<WebParts, "cameras" | "choice" | "hub" | "live" | "longRuns">;

/** The routes of network cameras. */
export function cameraRoutes(deps: CameraDeps): readonly ApiRoute[] {
  const { cameras, choice, longRuns } = deps;
  return [
    route({
      method: "get",
      path: "/api/v1/cameras",
      access: "user",
      operationId: "listCameras",
      summary: "The network cameras that the operator named",
      description: "Their addresses are never given out. A camera is connected to only while " +
        "a user looks; until then its state is `idle`.",
      tag: "cameras",
      answers: { 200: json("The cameras", v.array(cameraSchema)) },
      handle: () => cameras.list.map(cameraJson),
    }),
    route({
      method: "post",
      path: "/api/v1/sessions/{session}/cameras",
      access: "session",
      operationId: "startCamera",
      summary: "Have a network camera's pictures processed, as a new run of a session",
      description: "The newest picture waits, older ones are dropped. The run stays while the " +
        "camera is away. It ends when it is cancelled, and when no user has watched its results " +
        'over a live socket (`{"type": "watch", "run": id}`) for some time.',
      tag: "cameras",
      body: {
        description: "The camera's name, and who processes its pictures.",
        required: true,
        content: { "application/json": cameraTaskSchema },
        sentence: 'The body is JSON: {"camera": name, "processor": name or null}.',
      },
      answers: { 201: json("The run", runSchema) },
      problems: [400, 408, 409, 413, 415, 429, 503],
      handle: async (request) => {
        const { camera, processor } = await request.body();
        const { principal } = request;
        const task = choice.ofRun(principal, choice.chosen(principal, processor));
        return runCreated(longRuns, request, cameras.start(request.session, camera, task).run);
      },
    }),
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/cameras/{camera}/stream",
      access: "session",
      operationId: "getCameraStream",
      summary: "What a network camera sees, as an <img> shows it",
      description: "Each part is a JPEG, in the camera's own bytes. A slow reader gets " +
        "fewer. It ends with the session.",
      tag: "cameras",
      params: { camera: described(text, "The camera's name.") },
      answers: { 200: file("An endless stream", "multipart/x-mixed-replace") },
      problems: [429, 503],
      handle: ({ c, session, params }) => stream(deps, c, session, cameras.get(params.camera)),
    }),
  ];
}

function stream(
  { hub, live }: CameraDeps,
  c: Context,
  session: Session,
  camera: NetworkCamera,
): Response {
  // A proxy that collects an endless answer would never pass it on.
  const headers = { "Content-Type": STREAM_TYPE, "X-Accel-Buffering": "no" };
  if (c.req.method === "HEAD") return new Response(null, { headers });
  if (hub.draining) {
    throw new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; try again when it is back.",
      undefined,
      because("draining"),
    );
  }
  const leave = live.enter();
  const draining = new AbortController();
  const unsubscribe = hub.subscribe(({ type }) => type === "draining" && draining.abort());
  const left = () => {
    unsubscribe();
    leave();
  };
  const ends = AbortSignal.any([session.ended, draining.signal]);
  // A viewer keeps the session in use.
  return new Response(cameraStream(camera, { seen: () => session.touch(), left }, ends), {
    headers,
  });
}
