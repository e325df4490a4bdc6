/**
 * What has become of an image set: their states, the pictures themselves, and all as one ZIP.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { FrameboxError } from "../../base/errors/mod.ts";
import { fileStream, whileSent } from "../../base/files/mod.ts";
import { type ImageItem, type ImageSetRun, zipOf } from "../../sources/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { file, json, PICTURES, ranged } from "./bodies.ts";
import { imageSetOf } from "./image_sets.ts";
import { type ItemsJson, itemsSchema } from "../wire/mod.ts";
import { itemJson } from "./item_json.ts";
import { downloadQuery, rangeHeader } from "./parameters.ts";
import { rangedResponse } from "./ranged_response.ts";
import { type ApiRoute, route } from "./route.ts";
import { count, described, text } from "../wire/schema_parts.ts";

/** Items of one answer. */
const MAX_ITEMS = 1000;
/** Kinds that browsers don't show. */
const NOT_SHOWN_BY_BROWSERS: readonly string[] = ["heic", "tiff"];
/** Widths of small pictures: few, so that a browser finds them in its cache. */
const WIDTHS = [160, 320, 640] as const;
/** What is given never changes, and a result that is there neither. */
const IMMUTABLE = "private, max-age=31536000, immutable";

const AFTER = "after is the `last` of an earlier answer.";
const NO_ITEM = "There is no such item in this run.";

const itemParam = described(
  v.pipe(text, v.regex(/^[0-9]{1,7}$/, NO_ITEM)),
  "The item's number.",
);

const widthQuery = described(
  v.optional(v.pipe(
    text,
    v.transform(Number),
    v.picklist(WIDTHS, `width is one of ${WIDTHS.join(", ")}.`),
  )),
  "A JPEG with at most this number of columns and rows, instead of the file as it is.",
);

/** What the routes use. */
type ItemDeps = Pick<WebParts, "encoder" | "intake" | "longRuns" | "thumbnails">;

/** The routes of items. */
export function itemRoutes(deps: ItemDeps): readonly ApiRoute[] {
  const { longRuns } = deps;
  const ofRun = "/api/v1/sessions/{session}/runs/{run}";
  return [
    route({
      method: "get",
      path: `${ofRun}/items`,
      access: "session",
      operationId: "listItems",
      summary: "The state of each picture of an image set",
      tag: "image-sets",
      query: {
        after: described(
          v.pipe(v.optional(text, "0"), v.regex(/^\d{1,15}$/, AFTER), v.transform(Number), count),
          "Only what changed after this: `last` of an earlier answer.",
        ),
      },
      answers: { 200: json("In the order of their changes", itemsSchema) },
      problems: [400],
      handle: (request) => itemsJson(imageSetOf(longRuns, request.run), request.query.after),
    }),
    pictureRoute(deps, {
      path: `${ofRun}/items/{item}/input`,
      operationId: "getItemInput",
      summary: "A picture of an image set, as it was given",
      description:
        "A TIFF or HEIC, which browsers don't show, comes as a JPEG or PNG unless it is " +
        "downloaded.",
      types: [
        ...PICTURES,
        "image/webp",
        "image/bmp",
        "image/gif",
        "image/avif",
        "image/heic",
        "image/tiff",
      ],
      find: (longRun, item) => ({ ...item.input, open: () => longRun.openInput(item) }),
    }),
    pictureRoute(deps, {
      path: `${ofRun}/items/{item}/result`,
      operationId: "getItemResult",
      summary: "The result's picture of one of an image set",
      types: PICTURES,
      find: resultOf,
    }),
    route({
      method: "get",
      path: `${ofRun}/results.zip`,
      access: "session",
      operationId: "getResultsZip",
      summary: "All results that are there now, as one ZIP",
      description: "`results.csv` and `results.json` list what became of each picture and which " +
        "frame it is in `data.mat`; the results' pictures are in `pictures/` with their names. " +
        "`ETag` is another one as soon as anything in it is: to resume a download, send it " +
        "as `If-Range`.",
      tag: "image-sets",
      headers: { Range: rangeHeader },
      answers: ranged("application/zip"),
      problems: [416],
      handle: ({ c, run }) => zip(c, imageSetOf(longRuns, run)),
    }),
  ];
}

interface PictureRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly types: readonly string[];
  readonly find: (longRun: ImageSetRun, item: ImageItem) => Found;
}

function pictureRoute(deps: ItemDeps, { types, find, ...rest }: PictureRoute): ApiRoute {
  return route({
    ...rest,
    method: "get",
    access: "session",
    tag: "image-sets",
    params: { item: itemParam },
    query: { width: widthQuery, download: downloadQuery("picture") },
    answers: { 200: file("The picture", ...types) },
    problems: [400, 429, 503],
    handle: (request) => {
      const longRun = imageSetOf(deps.longRuns, request.run);
      const item = longRun.items.all[Number(request.params.item)];
      if (!item) throw new FrameboxError("NOT_FOUND", NO_ITEM);
      const found = find(longRun, item);
      const { width, download } = request.query;
      return picture(deps, request.c, found, { width, download: download !== undefined });
    },
  });
}

function itemsJson({ items, run }: ImageSetRun, after: number): ItemsJson {
  const changed = items.after(after, MAX_ITEMS);
  const last = changed.at(-1)?.change ?? items.last;
  return { run: run.id, items: changed.map(itemJson), last, more: last < items.last };
}

interface Found {
  readonly format: string;
  readonly byteLength: number;
  readonly open: () => Promise<Deno.FsFile>;
}

function resultOf(longRun: ImageSetRun, item: ImageItem): Found {
  if (!item.result) {
    throw new FrameboxError("NOT_FOUND", "This item has no result with a picture yet.");
  }
  return { ...item.result, open: () => longRun.openResult(item) };
}

async function picture(
  deps: ItemDeps,
  c: Context,
  found: Found,
  { width, download }: { readonly width: number | undefined; readonly download: boolean },
): Promise<Response> {
  const headers = new Headers({ "Cache-Control": IMMUTABLE });
  if (download) headers.set("Content-Disposition", "attachment");
  if (width !== undefined) {
    const { signal } = c.req.raw;
    const bytes = await deps.thumbnails.make(
      async () => await new Response(fileStream(await opened(found))).bytes(),
      width,
      signal,
    );
    headers.set("Content-Type", "image/jpeg");
    return new Response(new Uint8Array(bytes), { headers });
  }
  if (NOT_SHOWN_BY_BROWSERS.includes(found.format) && !download) {
    return await shownResponse(deps, found, headers, c.req.raw.signal);
  }
  headers.set("Content-Type", `image/${found.format}`);
  headers.set("Content-Length", String(found.byteLength));
  const body = c.req.method === "HEAD" ? null : fileStream(await opened(found));
  return new Response(body, { headers });
}

/** A picture that browsers don't show, as one that they do. */
async function shownResponse(
  { encoder, intake }: ItemDeps,
  found: Found,
  headers: Headers,
  signal: AbortSignal,
): Promise<Response> {
  const bytes = await new Response(fileStream(await opened(found))).bytes();
  const picture = await intake.open(bytes, signal);
  const format = picture.channels === 4 ? "png" : "jpeg";
  const shown = await encoder.encode(picture, format, signal);
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

async function zip(c: Context, longRun: ImageSetRun): Promise<Response> {
  const { byteLength, version, stream, close } = await zipOf(longRun);
  return await rangedResponse(c, {
    byteLength,
    etag: `"${version}"`,
    headers: new Headers({
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="results.zip"',
      "Cache-Control": "private, no-cache",
    }),
    // A session doesn't end while its results are fetched.
    stream: (first, byteLength) =>
      whileSent(stream(first, byteLength), longRun.run.session.attach()),
    close,
  });
}
