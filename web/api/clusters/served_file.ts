/**
 * Files that come from services as answers: for download, or in a form that browsers show. Nothing of them can run in a
 * page: a download is an attachment without a type that runs, and what is shown is a picture, a sound or a video.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { KeptFile } from "../../../clusters/calls/mod.ts";
import type { WebParts } from "../../web_parts.ts";
import { type Answer, empty, file } from "../bodies.ts";
import { attachment } from "../file_response.ts";
import { rangedResponse } from "../ranged_response.ts";
import { booked } from "./booked.ts";
import { isConverted, isShown, RAW_TYPES, rawType, SHOWN_TYPES } from "./shown_types.ts";

/** A file, whatever it comes from. */
export interface CallFile {
  /** A path of safe names; a download has the last of them. */
  readonly name: string;
  readonly mediaType: string;
  readonly byteLength: number;
  /** Changes with the bytes. */
  readonly version: string;
  /** This many of its bytes from `first` on. */
  stream(first: number, byteLength: number): Promise<ReadableStream<Uint8Array>>;
}

/** What converts pictures. */
export type FileDeps = Pick<WebParts, "encoder" | "intake">;

/** What a route of such files answers. */
export const FILE_ANSWERS: Readonly<Record<200 | 206 | 304, Answer>> = {
  200: file("The whole file", ...RAW_TYPES, ...SHOWN_TYPES),
  206: file("The range of it that was asked for", ...RAW_TYPES, ...SHOWN_TYPES),
  304: empty("It is the one that If-None-Match names"),
};

/** A file on disk. */
export function keptFile(
  { name, mediaType, file }: {
    readonly name: string;
    readonly mediaType: string;
    readonly file: KeptFile;
  },
  version: string,
): CallFile {
  const { byteLength } = file;
  return {
    name,
    mediaType,
    byteLength,
    version,
    stream: (first, length) => file.stream(first, length),
  };
}

/** The file as a download, whole or a range of it. */
export function downloadResponse(c: Context, file: CallFile): Promise<Response> {
  const { name, mediaType } = file;
  return respond(c, file, {
    "Content-Type": typeHeader(rawType(mediaType)),
    "Content-Disposition": attachment(name.split("/").at(-1) ?? "file"),
  });
}

/**
 * The file as browsers show it.
 *
 * @throws {FrameboxError} `NOT_FOUND` for a file that has no such form; what decoding throws
 */
export async function shownResponse(
  c: Context,
  file: CallFile,
  { encoder, intake }: FileDeps,
): Promise<Response> {
  const { mediaType, byteLength } = file;
  if (!isShown(mediaType)) {
    throw new FrameboxError("NOT_FOUND", "Browsers show no file of this kind; download it.");
  }
  if (!isConverted(mediaType)) return await respond(c, file, { "Content-Type": mediaType });
  if (byteLength > intake.maxBytes) {
    throw new FrameboxError("NOT_FOUND", "The picture is too large to be converted; download it.");
  }
  const { signal } = c.req.raw;
  const { shown, format } = await booked(intake, byteLength, async () => {
    const bytes = await new Response(await file.stream(0, byteLength)).bytes();
    const picture = await intake.open(bytes, signal);
    const format = picture.channels === 4 ? "png" : "jpeg";
    return { shown: await encoder.encode(picture, format, signal), format };
  });
  return new Response(new Uint8Array(shown), {
    headers: { "Content-Type": `image/${format}`, "Cache-Control": "private, no-cache" },
  });
}

async function respond(
  c: Context,
  { byteLength, version, stream }: CallFile,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return await rangedResponse(c, {
    byteLength,
    etag: `"${version}"`,
    // A browser may keep it, but asks each time: it goes with its call.
    headers: new Headers({ ...headers, "Cache-Control": "private, no-cache" }),
    stream: (first, length) => length === 0 ? new Blob().stream() : stream(first, length),
    close: () => {},
  });
}

function typeHeader(type: string): string {
  return type === "text/plain" ? `${type}; charset=utf-8` : type;
}
