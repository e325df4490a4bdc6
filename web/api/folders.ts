/**
 * Many pictures: starting a run of them, giving them, retrying those that failed.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import { READ_KINDS } from "../../media/image/mod.ts";
import {
  ImageSetRun,
  isFinal,
  NetworkCameraRun,
  NoRoomError,
  VideoRun,
} from "../../sources/mod.ts";
import { bodyChunks } from "../limits/body_chunks.ts";
import { chosenProcessor, processorOfRun, type WebContext } from "../web_context.ts";
import { HttpProblem } from "./errors.ts";
import { sessionOf } from "./ids.ts";
import { itemJson } from "./item_json.ts";
import { optionalText, readJsonObject } from "./json_body.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { runCreated, runOfPath } from "./runs.ts";
import { errors, jsonAnswer, ref, runPathParameter, sessionParameter } from "./schemas.ts";

const KEY = /^[A-Za-z0-9_.-]{1,64}$/;
const TASK = 'The body is JSON, or nothing: {"processor": name or null, "total": number or null}.';
const RETRY = 'The body is JSON, or nothing: {"processor": name or null}.';
const CHOICE = 'The body is JSON: {"processor": name}.';

/** The routes that start and feed a run of many pictures. */
export function folderRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["folders"];
  const ofRun = [sessionParameter, runPathParameter];
  return [
    {
      method: "post",
      path: "/api/v1/sessions/{session}/folders",
      operation: {
        operationId: "startFolder",
        summary: "Start a run of many pictures",
        description:
          "Then give it pictures with `POST …/images` and say `POST …/finish` after the " +
          "last one. It goes on while nobody looks, and stays open for more pictures and retries " +
          "until another one is started, it is cancelled, or nobody has looked for a while.",
        tags,
        parameters: [sessionParameter],
        requestBody: {
          description: "Who processes, and how many pictures are to come.",
          required: false,
          content: { "application/json": { schema: ref("FolderTask") } },
        },
        responses: {
          "201": jsonAnswer("The run", ref("RunState")),
          ...errors(400, 403, 404, 408, 409, 413, 415, 429, 503),
        },
      },
      handle: (c) => start(context, c),
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/runs/{run}/images",
      operation: {
        operationId: "giveImage",
        summary: "Give a picture to a run of many",
        description: "It is written to disk as it comes, its header is checked, and it is " +
          "processed in its turn.",
        tags,
        parameters: [
          ...ofRun,
          {
            name: "name",
            in: "query",
            description: "Its name, with its folders; it is cleaned, and gets a number if there " +
              "is one of that name.",
            schema: { type: "string" },
          },
          {
            name: "key",
            in: "query",
            description: "What its sender calls it, so that it can be sent again when the answer " +
              "was lost: under one key a picture is taken once.",
            schema: { type: "string", pattern: KEY.source },
          },
        ],
        requestBody: {
          description: `A picture file (${READ_KINDS}; its bytes decide).`,
          required: true,
          content: {
            "image/*": { schema: {} },
            "application/octet-stream": { schema: {} },
          },
        },
        responses: {
          "200": jsonAnswer("It was there already", ref("Item")),
          "201": jsonAnswer("It is in the line", ref("Item")),
          ...errors(400, 403, 404, 408, 409, 413, 415, 429, 503),
        },
      },
      handle: (c) => give(context, c),
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/runs/{run}/finish",
      operation: {
        operationId: "finishFolder",
        summary: "Say that all pictures have come",
        tags,
        parameters: ofRun,
        responses: { "204": { description: "It knows" }, ...errors(403, 404, 409) },
      },
      handle: (c) => {
        imagesOf(context, c).finish();
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/runs/{run}/retry",
      operation: {
        operationId: "retryFolder",
        summary: "Give out again what failed",
        description: "From the pictures on framebox's disk; nothing is uploaded again.",
        tags,
        parameters: ofRun,
        requestBody: {
          description: "Who is to do it.",
          required: false,
          content: { "application/json": { schema: ref("RetryTask") } },
        },
        responses: {
          "200": jsonAnswer("How many", ref("Retried")),
          ...errors(400, 403, 404, 408, 409, 413, 415, 429),
        },
      },
      handle: (c) => retry(context, c),
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/runs/{run}/processor",
      operation: {
        operationId: "chooseProcessor",
        summary: "Have another processor do what waits, in a folder, a video or a network camera",
        tags,
        parameters: ofRun,
        requestBody: {
          description: "Who is to do it.",
          required: true,
          content: { "application/json": { schema: ref("RetryTask") } },
        },
        responses: {
          "204": { description: "What waits goes there" },
          ...errors(400, 403, 404, 408, 409, 413, 415, 429),
        },
      },
      handle: (c) => choose(context, c),
    },
  ];
}

/**
 * The run of many pictures that a path names; its idle time starts again.
 *
 * @throws {FrameboxError} `NOT_FOUND`
 */
export function imagesOf(context: WebContext, c: Context): ImageSetRun {
  const job = context.jobs.of(runOfPath(context, c));
  if (!(job instanceof ImageSetRun)) {
    throw new FrameboxError("NOT_FOUND", "This run is not one of many pictures.");
  }
  job.touch();
  return job;
}

async function start(context: WebContext, c: Context): Promise<Response> {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  const task = await readJsonObject(context, c.req.raw, TASK);
  const chosen = chosenProcessor(context, optionalText(task["processor"], TASK));
  const { maxImagesPerRun: maxImages, imageLimits, jpegQuality, resultKeepMs } = context.options;
  // A person looks at one gallery: those that are done make room.
  for (const job of context.jobs.ofSession(session)) {
    if (job instanceof ImageSetRun && isFinal(job.state.phase)) job.close();
  }
  const job = new ImageSetRun(
    session,
    { ...processorOfRun(context, chosen), announced: countOf(task["total"]) },
    { maxImages, imageLimits, jpegQuality, keepOpenMs: resultKeepMs },
    context,
  );
  context.jobs.add(job);
  context.live.announce(session, job.run);
  return runCreated(context, c, job.run);
}

async function give(context: WebContext, c: Context): Promise<Response> {
  const job = imagesOf(context, c);
  const key = c.req.query("key");
  if (key !== undefined && !KEY.test(key)) {
    throw new FrameboxError("INVALID_ARGUMENT", "key is 1 to 64 letters, digits, _ . or -.");
  }
  const { maxUploadBytes: maxBytes, uploadIdleMs: idleMs } = context.options;
  const account = context.budget.account();
  const chunks = bodyChunks(c.req.raw, { maxBytes, idleMs, account });
  // A session doesn't end while something comes in.
  const detach = job.run.session.attach();
  try {
    const { item, isNew } = await job.receive({ name: c.req.query("name") ?? "", key }, chunks);
    return Response.json(itemJson(item), { status: isNew ? 201 : 200 });
  } catch (caught) {
    if (!(caught instanceof NoRoomError)) throw caught;
    throw new HttpProblem(413, caught.code, caught.message, caught);
  } finally {
    // Not begun when the picture is known: then nobody else gives the body up.
    await chunks.return(undefined);
    if (!c.req.raw.bodyUsed) await c.req.raw.body?.cancel();
    detach();
  }
}

async function retry(context: WebContext, c: Context): Promise<Response> {
  const job = imagesOf(context, c);
  const task = await readJsonObject(context, c.req.raw, RETRY);
  const items = job.retry(chosenProcessor(context, optionalText(task["processor"], RETRY)));
  return Response.json({ items });
}

async function choose(context: WebContext, c: Context): Promise<Response> {
  const run = runOfPath(context, c);
  const job = context.jobs.of(run);
  if (!(job instanceof NetworkCameraRun || job instanceof VideoRun)) imagesOf(context, c);
  const task = await readJsonObject(context, c.req.raw, CHOICE);
  const processor = chosenProcessor(context, optionalText(task["processor"], CHOICE));
  if (processor === undefined) throw new FrameboxError("INVALID_ARGUMENT", CHOICE);
  if (job instanceof VideoRun) job.choose(processor);
  else run.switchProcessor(processor);
  return new Response(null, { status: 204 });
}

function countOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new FrameboxError("INVALID_ARGUMENT", TASK);
}
