/**
 * What has become of many pictures: their states, the pictures themselves, and all as one ZIP.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { fileStream, type ImageItem, type ImageSetRun, zipOf } from "../../sources/mod.ts";
import type { WebContext } from "../web_context.ts";
import { imagesOf } from "./folders.ts";
import { itemJson } from "./item_json.ts";
import { encodePicture } from "./picture_response.ts";
import { rangedResponse } from "./ranged_response.ts";
import { type Answer, type ApiRoute, type Content, type Parameter, pathParam } from "./route.ts";
import {
  errors,
  jsonAnswer,
  pictureContent,
  rangedAnswers,
  rangeParameter,
  ref,
  runPathParameter,
  sessionParameter,
} from "./schemas.ts";
import { whileSent } from "./while_sent.ts";

/** Items of one answer. */
const MAX_ITEMS = 1000;
/** Kinds that browsers don't show. */
const UNSEEN: readonly string[] = ["heic", "tiff"];
/** Widths of small pictures: few, so that a browser finds them in its cache. */
const WIDTHS = [160, 320, 640] as const;
/** What is given never changes, and a result that is there neither. */
const IMMUTABLE = "private, max-age=31536000, immutable";

const number: Parameter["schema"] = { type: "integer", minimum: 0 };
const itemParameter: Parameter = {
  name: "item",
  in: "path",
  required: true,
  description: "The item's number.",
  schema: { type: "string", pattern: "^[0-9]{1,7}$" },
};
const width: Parameter = {
  name: "width",
  in: "query",
  description: "A JPEG of so many columns and rows at most, instead of the file as it is.",
  schema: { enum: [...WIDTHS] },
};
const download: Parameter = {
  name: "download",
  in: "query",
  description: "With any value the picture is given as a download.",
  schema: { type: "string" },
};

/** The routes of items. */
export function itemRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["folders"];
  const ofRun = [sessionParameter, runPathParameter];
  const ofItem = [...ofRun, itemParameter, width, download];
  return [
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/items",
      operation: {
        operationId: "listItems",
        summary: "The state of each picture of many",
        tags,
        parameters: [
          ...ofRun,
          {
            name: "after",
            in: "query",
            description: "Only what changed after this: `last` of an earlier answer.",
            schema: number,
          },
        ],
        responses: {
          "200": jsonAnswer("In the order of their changes", ref("Items")),
          ...errors(400, 403, 404),
        },
      },
      handle: (c) => list(context, c),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/items/{item}/input",
      operation: {
        operationId: "getItemInput",
        summary: "A picture of many, as it was given",
        description:
          "A TIFF or HEIC, which browsers don't show, comes as a JPEG or PNG unless it is " +
          "downloaded.",
        tags,
        parameters: ofItem,
        responses: pictureAnswers({
          ...pictureContent,
          "image/webp": { schema: {} },
          "image/bmp": { schema: {} },
          "image/gif": { schema: {} },
          "image/avif": { schema: {} },
          "image/heic": { schema: {} },
          "image/tiff": { schema: {} },
        }),
      },
      handle: (c) => picture(context, c, inputOf),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/items/{item}/result",
      operation: {
        operationId: "getItemResult",
        summary: "The result's picture of one of many",
        tags,
        parameters: ofItem,
        responses: pictureAnswers(pictureContent),
      },
      handle: (c) => picture(context, c, resultOf),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/results.zip",
      operation: {
        operationId: "getResultsZip",
        summary: "All results that are there now, as one ZIP",
        description: "`results.csv` and `results.json` say what became of each picture and which " +
          "frame it is in `data.mat`; the results' pictures are in `pictures/` with their names. " +
          "`ETag` is another one as soon as anything in it is: to go on with a download, send it " +
          "as `If-Range`.",
        tags,
        parameters: [...ofRun, rangeParameter],
        responses: rangedAnswers({ "application/zip": { schema: {} } }),
      },
      handle: (c) => zip(context, c),
    },
  ];
}

function pictureAnswers(content: Content): Record<string, Answer> {
  return { "200": { description: "The picture", content }, ...errors(400, 403, 404, 429, 503) };
}

function list(context: WebContext, c: Context): Response {
  const { items, run } = imagesOf(context, c);
  const text = c.req.query("after") ?? "0";
  if (!/^\d{1,15}$/.test(text)) {
    throw new FrameboxError("INVALID_ARGUMENT", "after is the `last` of an earlier answer.");
  }
  const changed = items.after(Number(text), MAX_ITEMS);
  const last = changed.at(-1)?.change ?? items.last;
  return Response.json({
    run: run.id,
    items: changed.map(itemJson),
    last,
    more: last < items.last,
  });
}

interface Found {
  readonly format: string;
  readonly byteLength: number;
  readonly open: () => Promise<Deno.FsFile>;
}

function inputOf(job: ImageSetRun, item: ImageItem): Found {
  return { ...item.input, open: () => job.openInput(item) };
}

function resultOf(job: ImageSetRun, item: ImageItem): Found {
  if (!item.result) {
    throw new FrameboxError("NOT_FOUND", "This item has no result with a picture yet.");
  }
  return { ...item.result, open: () => job.openResult(item) };
}

async function picture(
  context: WebContext,
  c: Context,
  find: (job: ImageSetRun, item: ImageItem) => Found,
): Promise<Response> {
  const job = imagesOf(context, c);
  const text = pathParam(c, "item");
  const item = /^\d{1,7}$/.test(text) ? job.items.all[Number(text)] : undefined;
  if (!item) throw new FrameboxError("NOT_FOUND", "There is no such item in this run.");
  const found = find(job, item);
  const widthPx = widthOf(c.req.query("width"));
  const headers = new Headers({ "Cache-Control": IMMUTABLE });
  if (c.req.query("download") !== undefined) headers.set("Content-Disposition", "attachment");
  if (widthPx !== undefined) {
    const { signal } = c.req.raw;
    const bytes = await context.thumbnails.make(
      async () => await new Response(fileStream(await opened(found))).bytes(),
      widthPx,
      signal,
    );
    headers.set("Content-Type", "image/jpeg");
    return new Response(new Uint8Array(bytes), { headers });
  }
  if (UNSEEN.includes(found.format) && !headers.has("Content-Disposition")) {
    return await shownResponse(context, found, headers, c.req.raw.signal);
  }
  headers.set("Content-Type", `image/${found.format}`);
  headers.set("Content-Length", String(found.byteLength));
  const body = c.req.method === "HEAD" ? null : fileStream(await opened(found));
  return new Response(body, { headers });
}

/** A picture that browsers don't show, as one that they do. */
async function shownResponse(
  context: WebContext,
  found: Found,
  headers: Headers,
  signal: AbortSignal,
): Promise<Response> {
  const bytes = await new Response(fileStream(await opened(found))).bytes();
  const { imageLimits } = context.options;
  const picture = await Picture.open(bytes, imageLimits, context.pool, signal);
  const format = picture.channels === 4 ? "png" : "jpeg";
  const shown = await encodePicture(context, picture, format, signal);
  headers.set("Content-Type", `image/${format}`);
  return new Response(new Uint8Array(shown), { headers });
}

/** The session may end while a picture waits for its turn to be made small. */
async function opened(found: Found): Promise<Deno.FsFile> {
  try {
    return await found.open();
  } catch (caught) {
    throw new FrameboxError("NOT_FOUND", "This picture is gone, and its run with it.", caught);
  }
}

function widthOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const width = WIDTHS.find((width) => String(width) === text);
  if (width !== undefined) return width;
  throw new FrameboxError("INVALID_ARGUMENT", `width is one of ${WIDTHS.join(", ")}.`);
}

async function zip(context: WebContext, c: Context): Promise<Response> {
  const job = imagesOf(context, c);
  const { byteLength, version, stream, close } = await zipOf(job);
  return await rangedResponse(c, {
    byteLength,
    etag: `"${version}"`,
    headers: new Headers({
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="results.zip"',
      "Cache-Control": "private, no-cache",
    }),
    // A session doesn't end while its results are fetched.
    stream: (first, byteLength) => whileSent(stream(first, byteLength), job.run.session.attach()),
    close,
  });
}
