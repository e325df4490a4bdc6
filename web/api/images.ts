/**
 * `POST …/images`: a picture in, its result out.
 *
 * @module
 */
import { pictureIn } from "../../media/image/mod.ts";
import type { Context } from "hono";
import type { Run, Session } from "../../hub/mod.ts";
import type { WebOptions } from "../types.ts";
import type { WebParts } from "../web_parts.ts";
import { principalOf } from "../security/admitted.ts";
import { type Wanted, wanted } from "./accept.ts";
import { type ImageJson, imageSchema } from "../wire/mod.ts";
import { files, imageBody, PICTURES } from "./bodies.ts";
import { contentJson, timingsJson } from "./hub_json.ts";
import { HttpProblem } from "./errors.ts";
import { optionalWholeQuery, processorQuery } from "./parameters.ts";
import { pictureResponse } from "./picture_response.ts";
import { type Done, type ImageDeps, processImage } from "./process_image.ts";
import { type ApiRoute, route } from "./route.ts";
import { dataUrl, pictureUrl } from "./urls.ts";

/** What the routes use. */
type ImageRouteDeps = ImageDeps & Pick<WebParts, "encoder" | "gate" | "intake" | "log"> & {
  readonly options: Pick<WebOptions, "resultTimeoutMs" | "maxResultTimeoutMs">;
};

/** Both routes: with a session of its own, and in one that is there. */
export function imageRoutes(deps: ImageRouteDeps): readonly ApiRoute[] {
  const { maxResultTimeoutMs } = deps.options;
  const common = {
    method: "post",
    tag: "images",
    query: {
      processor: processorQuery,
      timeout_ms: optionalWholeQuery({
        description:
          "How long to wait for the result; by default RESULT_TIMEOUT_MS, and MAX_RESULT_TIMEOUT_MS for a " +
          "cluster's service.",
        sentence: `timeout_ms is a whole number of milliseconds from 1 to ${maxResultTimeoutMs}.`,
        min: 1,
        max: maxResultTimeoutMs,
      }),
    },
    body: imageBody,
    answers: {
      200: {
        description: "The result, in the form that Accept asks for",
        content: { "application/json": imageSchema, ...files(PICTURES) },
      },
    },
  } as const;
  return [
    route({
      ...common,
      path: "/api/v1/images",
      access: "user",
      operationId: "processImage",
      summary: "Have a picture processed, in a session of its own",
      description: "Waits for the result. Accept chooses its form: JSON by default, " +
        "`image/jpeg` or `image/*` for a JPEG, `image/png` for the picture without loss. After " +
        "JSON the session stays for a while, so that its URLs can be followed, and ends when its room " +
        "is needed; else it ends at once.",
      problems: [400, 406, 408, 409, 413, 415, 429, 500, 503, 504],
      handle: ({ c, query, base }) => answer(deps, c, { ...query, base }, undefined),
    }),
    route({
      ...common,
      path: "/api/v1/sessions/{session}/images",
      access: "session",
      operationId: "processImageInSession",
      summary: "Have a picture processed as a new run of a session",
      problems: [400, 406, 408, 409, 413, 415, 429, 500, 503, 504],
      handle: ({ c, query, base, session }) => answer(deps, c, { ...query, base }, session),
    }),
  ];
}

interface Asked {
  readonly processor?: string | undefined;
  readonly timeout_ms?: number | undefined;
  /** As in {@linkcode pictureUrl}. */
  readonly base: string;
}

async function answer(
  deps: ImageRouteDeps,
  c: Context,
  asked: Asked,
  existing: Session | undefined,
): Promise<ImageJson | Response> {
  const { choice, encoder, gate, hub, intake, options } = deps;
  const principal = principalOf(c);
  const processor = choice.orUsual(principal, choice.chosen(principal, asked.processor));
  const { resultTimeoutMs, maxResultTimeoutMs } = options;
  const usualMs = choice.isCluster(principal, processor) ? maxResultTimeoutMs : resultTimeoutMs;
  const form = wanted(c, ["json", "jpeg", "png"]);
  const leave = gate.enter();
  const account = intake.budget.account();
  const { signal } = c.req.raw;
  let session = existing;
  let detach: (() => void) | undefined;
  try {
    const picture = await intake.picture(c.req.raw, account);
    session ??= await hub.openSession({ owner: principal.id });
    detach = session.attach();
    const { run, done } = await processImage(deps, session, {
      picture,
      processor,
      timeoutMs: asked.timeout_ms ?? usualMs,
      // Who has the session finds the result there, however the connection was lost: a proxy that
      // waited too short, a network that was away. Who doesn't want it any more cancels the run.
      signal: existing ? new AbortController().signal : signal,
    });
    if (existing || form === "json") session.cacheResult(run, done);
    const given = form === "json"
      ? imageJson(run, done, asked.base)
      : await pictureOf(encoder, done, form, signal);
    // Its URLs can be followed while there is room for it.
    if (!existing && form === "json") session.makeEvictable();
    if (!existing && form !== "json") endOwn(deps, session);
    return given;
  } catch (caught) {
    if (!existing && session) endOwn(deps, session);
    throw caught;
  } finally {
    detach?.();
    account.release();
    leave();
  }
}

/** No caller knows this session's id: it needn't wait for its idle time. */
function endOwn({ log }: ImageRouteDeps, session: Session): void {
  session.end("answered").catch((caught) => log.error("session_end_failed", caught));
}

async function pictureOf(
  encoder: WebParts["encoder"],
  done: Done,
  form: Exclude<Wanted, "json">,
  signal: AbortSignal,
): Promise<Response> {
  const picture = pictureIn(done.content.payload);
  if (!picture) {
    throw new HttpProblem(
      406,
      "FAILED_PRECONDITION",
      "The result has no picture; ask for application/json to get its data.",
    );
  }
  return pictureResponse(await encoder.encode(picture, form, signal), form);
}

function imageJson(run: Run, done: Done, base: string): ImageJson {
  return {
    session: run.session.id,
    run: run.id,
    frame: done.number,
    processor: run.processor,
    by: done.processedBy,
    ...contentJson(done.content),
    image_url: pictureIn(done.content.payload) ? pictureUrl(base, run, done.number, "jpg") : null,
    data_url: run.data.byteLength > 0 ? dataUrl(base, run) : null,
    timings: timingsJson(done.timings),
  };
}
