/**
 * `POST …/images`: a picture in, its result out.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { placeOf } from "../place/place.ts";
import { chosenProcessor, usualProcessor, type WebContext } from "../web_context.ts";
import { type Wanted, wanted } from "./accept.ts";
import { type ContentJson, contentJson, type TimingsJson, timingsJson } from "./described.ts";
import { HttpProblem } from "./errors.ts";
import { sessionOf } from "./ids.ts";
import { encodePicture, pictureResponse } from "./picture_response.ts";
import { type Done, processImage } from "./process_image.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { errors, imageRequest, imageResponse, sessionParameter } from "./schemas.ts";
import { takePicture } from "./take_picture.ts";
import { dataUrl, pictureUrl } from "./urls.ts";

/** The JSON answer. */
export interface ImageJson extends ContentJson {
  readonly session: string;
  readonly run: string;
  readonly frame: number;
  readonly processor: string;
  /** Name of the worker or built-in that answered. */
  readonly by: string;
  readonly image_url: string | null;
  readonly data_url: string | null;
  readonly timings: TimingsJson;
}

/** Both routes: with a session of its own, and in one that is there. */
export function imageRoutes(context: WebContext): readonly ApiRoute[] {
  return [
    {
      method: "post",
      path: "/api/v1/images",
      operation: {
        operationId: "processImage",
        summary: "Have a picture processed, in a session of its own",
        description: "Waits for the result. What it is given as, Accept says: JSON by default, " +
          "`image/jpeg` or `image/*` for a JPEG, `image/png` for the picture without loss. After " +
          "JSON the session stays for a while, so that its URLs can be followed, and ends when its room " +
          "is needed; else it ends at once.",
        tags: ["images"],
        ...imageRequest,
        responses: {
          "200": imageResponse,
          ...errors(400, 403, 406, 408, 409, 413, 415, 429, 500, 503, 504),
        },
      },
      handle: (c) => answer(context, c, undefined),
    },
    {
      method: "post",
      path: "/api/v1/sessions/{session}/images",
      operation: {
        operationId: "processImageInSession",
        summary: "Have a picture processed as a new run of a session",
        tags: ["images"],
        ...imageRequest,
        parameters: [sessionParameter, ...imageRequest.parameters],
        responses: {
          "200": imageResponse,
          ...errors(400, 403, 404, 406, 408, 409, 413, 415, 429, 500, 503, 504),
        },
      },
      handle: (c) => answer(context, c, sessionOf(context.hub, pathParam(c, "session"))),
    },
  ];
}

async function answer(
  context: WebContext,
  c: Context,
  existing: Session | undefined,
): Promise<Response> {
  const processor = chosenProcessor(context, c.req.query("processor"));
  const timeoutMs = timeoutOf(context, c.req.query("timeout_ms"));
  const form = wanted(c.req.header("accept"), ["json", "jpeg", "png"]);
  const leave = context.gate.enter();
  const account = context.budget.account();
  const { signal } = c.req.raw;
  let session = existing;
  let detach: (() => void) | undefined;
  try {
    const picture = await takePicture(c.req.raw, context.options, account, context.pool);
    session ??= await context.hub.openSession();
    detach = session.attach();
    const { run, done } = await processImage(context, session, {
      picture,
      processor: processor ?? usualProcessor(context),
      timeoutMs,
      // Who has the session finds the result there, however the connection was lost: a proxy that
      // waited too short, a network that was away. Who doesn't want it any more cancels the run.
      signal: existing ? new AbortController().signal : signal,
    });
    if (existing || form === "json") session.cacheResult(run, done);
    const response = await responseFor(
      context,
      { run, done, form, base: placeOf(c).base },
      signal,
    );
    // Its URLs can be followed while there is room for it.
    if (!existing && form === "json") session.makeEvictable();
    if (!existing && form !== "json") endOwn(context, session);
    return response;
  } catch (caught) {
    if (!existing && session) endOwn(context, session);
    throw caught;
  } finally {
    detach?.();
    account.release();
    leave();
  }
}

/** Nobody knows this session's id: it needn't wait for its idle time. */
function endOwn(context: WebContext, session: Session): void {
  session.end("answered").catch((caught) => context.log.error("session_end_failed", caught));
}

interface Answered {
  readonly run: Run;
  readonly done: Done;
  readonly form: Wanted;
  /** As in {@linkcode pictureUrl}. */
  readonly base: string;
}

async function responseFor(
  context: WebContext,
  { run, done, form, base }: Answered,
  signal: AbortSignal,
): Promise<Response> {
  if (form === "json") return Response.json(imageJson(run, done, base));
  const { picture } = done.content;
  if (!picture) {
    throw new HttpProblem(
      406,
      "FAILED_PRECONDITION",
      "The result has no picture; ask for application/json to get its data.",
    );
  }
  return pictureResponse(await encodePicture(context, picture, form, signal), form);
}

function imageJson(run: Run, done: Done, base: string): ImageJson {
  return {
    session: run.session.id,
    run: run.id,
    frame: done.number,
    processor: run.processor,
    by: done.processedBy,
    ...contentJson(done.content),
    image_url: done.content.picture ? pictureUrl(base, run, done.number, "jpg") : null,
    data_url: run.data.byteLength > 0 ? dataUrl(base, run) : null,
    timings: timingsJson(done.timings),
  };
}

function timeoutOf(context: WebContext, text: string | undefined): number {
  const { resultTimeoutMs, maxResultTimeoutMs } = context.options;
  if (text === undefined || text === "") return resultTimeoutMs;
  const timeoutMs = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (timeoutMs < 1 || timeoutMs > maxResultTimeoutMs) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `timeout_ms is a whole number of milliseconds from 1 to ${maxResultTimeoutMs}.`,
    );
  }
  return timeoutMs;
}
