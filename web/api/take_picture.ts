/**
 * The picture in a request: its whole body, or one field of a form.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import { Picture, READ_KINDS } from "../../media/image/mod.ts";
import type { ByteAccount } from "../limits/byte_budget.ts";
import { multipartBoundary, multipartField } from "../limits/multipart.ts";
import { readBody } from "../limits/read_body.ts";
import type { WebOptions } from "../types.ts";
import { type FileBody, files } from "./bodies.ts";
import { HttpProblem } from "./errors.ts";
import { anything } from "../wire/schema_parts.ts";

/** Media types of a picture that is a body by itself; its bytes decide what it is. */
export const PICTURE_FILES = ["image/*", "application/octet-stream"] as const;

/** The body: a picture, or a form with one. */
export const imageBody: FileBody = {
  description: `A picture file (${READ_KINDS}; its bytes decide), or a form with it. ` +
    "`Content-Encoding` may be gzip, deflate, br or zstd, here and for every other body but the " +
    "parts of an upload.",
  required: true,
  content: { ...files(PICTURE_FILES), "multipart/form-data": v.object({ image: anything }) },
};

/** A form has a little more than its picture. */
const FORM_BYTES = 64 * 1024;

/**
 * Reads and checks a picture. Its pixels are decoded only if it is of a kind that ffmpeg decodes.
 *
 * @param account where its bytes are booked until the hub has them
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is none
 * @throws {HttpProblem} 413 when it has too many bytes or pixels
 */
export async function takePicture(
  request: Request,
  options: WebOptions,
  account: ByteAccount,
  pool: Pool,
): Promise<Picture> {
  const boundary = multipartBoundary(request.headers.get("content-type") ?? "");
  const maxBytes = options.maxUploadBytes + (boundary === undefined ? 0 : FORM_BYTES);
  const body = await readBody(request, {
    maxBytes,
    setting: "MAX_UPLOAD_MB",
    idleMs: options.uploadIdleMs,
    account,
  });
  if (body.byteLength === 0) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `The request has no picture; send a ${READ_KINDS} file as its body.`,
      undefined,
      because("picture-missing"),
    );
  }
  const file = boundary === undefined ? body : multipartField(body, boundary, "image");
  try {
    return await Picture.open(file, options.imageLimits, pool, request.signal);
  } catch (caught) {
    if (caught instanceof FrameboxError && caught.code === "RESOURCE_EXHAUSTED") {
      throw new HttpProblem(413, caught.code, caught.message, caught, undefined, caught.because);
    }
    throw caught;
  }
}
