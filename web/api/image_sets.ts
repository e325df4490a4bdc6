/**
 * Image sets: starting a run of them, giving them, retrying those that failed.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import type { Context } from "hono";
import * as v from "valibot";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { READ_KINDS } from "../../media/image/mod.ts";
import {
  ImageSetRun,
  isFinal,
  type LongRuns,
  NetworkCameraRun,
  NoRoomError,
  VideoRun,
} from "../../sources/mod.ts";
import type { WebOptions } from "../types.ts";
import type { WebParts } from "../web_parts.ts";
import { empty, files, json, PICTURE_FILES } from "./bodies.ts";
import { HttpProblem } from "./errors.ts";
import { type ItemJson, itemSchema, retriedSchema, runSchema } from "../wire/mod.ts";
import { itemJson } from "./item_json.ts";
import { processorField } from "./parameters.ts";
import { type ApiRoute, formerly, Reply, route } from "./route.ts";
import { runCreated } from "./runs.ts";
import { count, described, type Json, named, text } from "../wire/schema_parts.ts";

/** Who processes, and how many pictures are to come. */
export const imageSetTaskSchema = named(
  "ImageSetTask",
  v.object({
    processor: processorField,
    total: v.nullish(v.pipe(
      count,
      v.maxValue(Number.MAX_SAFE_INTEGER),
      v.description("How many pictures are to come, if known."),
    )),
  }),
);

/** What failed once more. */
export const retryTaskSchema = named(
  "RetryTask",
  v.object({
    processor: v.nullish(described(text, "Who is to do it; else who did it before.")),
  }),
);

/** Another processor. */
export const choiceSchema = named(
  "ProcessorChoice",
  v.object({
    processor: v.pipe(text, v.nonEmpty(), v.description("Who is to do it.")),
  }),
);

const keyQuery = v.pipe(
  v.optional(v.pipe(
    text,
    v.regex(/^[A-Za-z0-9_.-]{1,64}$/, "key is 1 to 64 letters, digits, _ . or -."),
  )),
  v.description(
    "What its sender calls it, so that it can be sent again when the answer was lost: under one " +
      "key a picture is taken once.",
  ),
);

/** What the routes use. */
type ImageSetDeps =
  & Pick<WebParts, "choice" | "intake" | "live" | "log" | "longRuns" | "pool">
  & {
    readonly options: Pick<
      WebOptions,
      "imageLimits" | "jpegQuality" | "maxImagesPerRun" | "resultKeepMs"
    >;
  };

/** The routes that start and feed the run of an image set. */
export function imageSetRoutes(deps: ImageSetDeps): readonly ApiRoute[] {
  const { choice, intake, longRuns } = deps;
  const ofRun = "/api/v1/sessions/{session}/runs/{run}";
  const startImageSet = route({
    method: "post",
    path: "/api/v1/sessions/{session}/image-sets",
    access: "session",
    operationId: "startImageSet",
    summary: "Start a run of an image set",
    description: "Then give it pictures with `POST …/images` and send `POST …/finish` after the " +
      "last one. It continues while no page is open, and stays open for more pictures and retries " +
      "until another one is started, it is cancelled, or no user has looked for a while.",
    tag: "image-sets",
    body: {
      description: "Who processes, and how many pictures are to come.",
      required: false,
      content: { "application/json": imageSetTaskSchema },
      sentence: 'The body is JSON, or nothing: {"processor": name or null, "total": number or ' +
        "null}.",
    },
    answers: { 201: json("The run", runSchema) },
    problems: [400, 408, 409, 413, 415, 429, 503],
    handle: async (request) => {
      const task = await request.body();
      return runCreated(
        longRuns,
        request,
        start(deps, request.session, request.principal, task),
      );
    },
  });
  return [
    startImageSet,
    formerly(startImageSet, "/api/v1/sessions/{session}/folders", "startFolder"),
    route({
      method: "post",
      path: `${ofRun}/images`,
      access: "session",
      operationId: "giveImage",
      summary: "Give a picture to the run of an image set",
      description: "It is written to disk as it comes, its header is checked, and it is " +
        "processed in its turn.",
      tag: "image-sets",
      query: {
        name: described(
          v.optional(text),
          "Its name, with its folders; it is cleaned, and gets a number if there is one of that " +
            "name.",
        ),
        key: keyQuery,
      },
      body: {
        description: `A picture file (${READ_KINDS}; its bytes decide).`,
        required: true,
        content: files(PICTURE_FILES),
      },
      answers: {
        200: json("It was there already", itemSchema),
        201: json("It is in the line", itemSchema),
      },
      problems: [400, 408, 409, 413, 415, 429, 503],
      handle: (request) =>
        give(intake, request.c, imageSetOf(longRuns, request.run), request.query),
    }),
    route({
      method: "post",
      path: `${ofRun}/finish`,
      access: "session",
      operationId: "finishImageSet",
      summary: "Declare that all pictures have come",
      tag: "image-sets",
      answers: { 204: empty("It knows") },
      problems: [409],
      handle: ({ run }) => imageSetOf(longRuns, run).finish(),
    }),
    route({
      method: "post",
      path: `${ofRun}/retry`,
      access: "session",
      operationId: "retryImageSet",
      summary: "Give out again what failed",
      description: "From the pictures on framebox's disk; nothing is uploaded again.",
      tag: "image-sets",
      body: {
        description: "Who is to do it.",
        required: false,
        content: { "application/json": retryTaskSchema },
        sentence: 'The body is JSON, or nothing: {"processor": name or null}.',
      },
      answers: { 200: json("How many", retriedSchema) },
      problems: [400, 408, 409, 413, 415, 429],
      handle: async (request) => {
        const longRun = imageSetOf(longRuns, request.run);
        const { processor } = await request.body();
        return { items: longRun.retry(choice.chosen(request.principal, processor)) };
      },
    }),
    route({
      method: "post",
      path: `${ofRun}/processor`,
      access: "session",
      operationId: "chooseProcessor",
      summary: "Have another processor do what waits, of an image set, a video or a network camera",
      tag: "image-sets",
      body: {
        description: "Who is to do it.",
        required: true,
        content: { "application/json": choiceSchema },
        sentence: 'The body is JSON: {"processor": name}.',
      },
      answers: { 204: empty("What waits goes there") },
      problems: [400, 408, 409, 413, 415, 429],
      handle: async (request) => {
        const { run } = request;
        const longRun = longRuns.of(run);
        if (!(longRun instanceof NetworkCameraRun || longRun instanceof VideoRun)) {
          imageSetOf(longRuns, run);
        }
        const processor = choice.known(request.principal, (await request.body()).processor);
        if (longRun instanceof VideoRun) longRun.choose(processor);
        else run.switchProcessor(processor);
      },
    }),
  ];
}

/**
 * The image set that a path names; its idle time starts again.
 *
 * @throws {FrameboxError} `NOT_FOUND`
 */
export function imageSetOf(longRuns: Pick<LongRuns, "of">, run: Run): ImageSetRun {
  const longRun = longRuns.of(run);
  if (!(longRun instanceof ImageSetRun)) {
    throw new FrameboxError("NOT_FOUND", "This run is no image set.");
  }
  longRun.touch();
  return longRun;
}

function start(
  deps: ImageSetDeps,
  session: Session,
  principal: Principal,
  task: Json<typeof imageSetTaskSchema>,
): Run {
  const { choice, live, longRuns, options } = deps;
  const chosen = choice.chosen(principal, task.processor);
  const { maxImagesPerRun: maxImages, imageLimits, jpegQuality, resultKeepMs } = options;
  // A user looks at one gallery: those that are done make room.
  for (const longRun of longRuns.ofSession(session)) {
    if (longRun instanceof ImageSetRun && isFinal(longRun.state.phase)) longRun.close();
  }
  const longRun = new ImageSetRun(
    session,
    { ...choice.ofRun(principal, chosen), announced: task.total ?? undefined },
    { maxImages, imageLimits, jpegQuality, keepOpenMs: resultKeepMs },
    deps,
  );
  longRuns.add(longRun);
  live.announce(session, longRun.run);
  return longRun.run;
}

async function give(
  intake: WebParts["intake"],
  c: Context,
  longRun: ImageSetRun,
  { name = "", key }: { readonly name?: string | undefined; readonly key?: string | undefined },
): Promise<Reply<ItemJson>> {
  const chunks = intake.chunks(c.req.raw);
  // A session doesn't end while something comes in.
  const detach = longRun.run.session.attach();
  try {
    const { item, isNew } = await longRun.receive({ name, key }, chunks);
    return new Reply(itemJson(item), { status: isNew ? 201 : 200 });
  } catch (caught) {
    if (!(caught instanceof NoRoomError)) throw caught;
    throw new HttpProblem(413, caught.code, caught.message, caught, undefined, caught.because);
  } finally {
    // Not begun when the picture is known: then nothing else cancels the body.
    await chunks.return(undefined);
    if (!c.req.raw.bodyUsed) await c.req.raw.body?.cancel();
    detach();
  }
}
