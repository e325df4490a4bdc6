/**
 * What callers send: bodies and pictures, read and checked within bounds.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../base/errors/mod.ts";
import type { Pool } from "../base/pool/mod.ts";
import { Picture, READ_KINDS } from "../media/image/mod.ts";
import { HttpProblem } from "./api/errors.ts";
import { bodyChunks } from "./limits/body_chunks.ts";
import { type ByteAccount, ByteBudget } from "./limits/byte_budget.ts";
import { multipartBoundary, multipartField } from "./limits/multipart.ts";
import { readBody } from "./limits/read_body.ts";
import type { SizeLimit } from "./limits/too_large.ts";
import type { WebOptions } from "./types.ts";

/** Longest JSON, in bytes. */
const MAX_JSON_BYTES = 4096;

/** A form has a little more than its picture. */
const FORM_BYTES = 64 * 1024;

/** The bounds of an {@linkcode Intake}. */
export type IntakeOptions = Pick<
  WebOptions,
  "bufferBytes" | "maxUploadBytes" | "uploadIdleMs" | "imageLimits"
>;

/** See the module. */
export class Intake {
  /** Bytes of uploads and live frames on their way to the hub. */
  readonly budget: ByteBudget;
  /** Largest picture file or body, in bytes. */
  readonly maxBytes: number;
  readonly #options: IntakeOptions;
  readonly #pool: Pool;

  constructor(options: IntakeOptions, pool: Pool) {
    this.budget = new ByteBudget(options.bufferBytes);
    this.maxBytes = options.maxUploadBytes;
    this.#options = options;
    this.#pool = pool;
  }

  /**
   * Reads a small JSON object; no body at all is an empty one.
   *
   * @param sentence what a right body is
   * @throws {FrameboxError} `INVALID_ARGUMENT` with that sentence for anything else
   */
  async json<Schema extends v.GenericSchema>(
    request: Request,
    schema: Schema,
    sentence: string,
  ): Promise<v.InferOutput<Schema>> {
    const account = this.budget.account();
    let value: unknown;
    try {
      const idleMs = this.#options.uploadIdleMs;
      const body = await readBody(request, { maxBytes: MAX_JSON_BYTES, idleMs, account });
      value = body.byteLength === 0 ? {} : JSON.parse(new TextDecoder().decode(body));
    } catch (caught) {
      if (!(caught instanceof SyntaxError)) throw caught;
    } finally {
      account.release();
    }
    // An array passes for an object without properties.
    const result = Array.isArray(value)
      ? undefined
      : v.safeParse(schema, value, { abortEarly: true });
    if (result?.success) return result.output;
    throw new FrameboxError("INVALID_ARGUMENT", sentence);
  }

  /**
   * Reads and checks a picture: the whole body, or one field of a form. Its pixels are decoded only if it
   * is of a kind that ffmpeg decodes.
   *
   * @param account where its bytes are booked until the hub has them
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it is none
   * @throws {HttpProblem} 413 when it has too many bytes or pixels
   */
  async picture(request: Request, account: ByteAccount): Promise<Picture> {
    const boundary = multipartBoundary(request.headers.get("content-type") ?? "");
    const body = await readBody(request, {
      maxBytes: this.maxBytes + (boundary === undefined ? 0 : FORM_BYTES),
      setting: "MAX_UPLOAD_MB",
      idleMs: this.#options.uploadIdleMs,
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
      return await this.open(file, request.signal);
    } catch (caught) {
      if (caught instanceof FrameboxError && caught.code === "RESOURCE_EXHAUSTED") {
        throw new HttpProblem(413, caught.code, caught.message, caught, undefined, caught.because);
      }
      throw caught;
    }
  }

  /**
   * A body piece by piece, as {@linkcode bodyChunks} gives it.
   *
   * @param limit left out: that of a picture
   */
  chunks(
    request: Request,
    limit: SizeLimit = { maxBytes: this.maxBytes, setting: "MAX_UPLOAD_MB" },
  ): AsyncGenerator<Uint8Array> {
    return bodyChunks(request, {
      ...limit,
      idleMs: this.#options.uploadIdleMs,
      account: this.budget.account(),
    });
  }

  /** Checks a picture's bytes, as {@linkcode Picture.open} does. */
  open(bytes: Uint8Array, signal: AbortSignal): Picture | Promise<Picture> {
    return Picture.open(bytes, this.#options.imageLimits, this.#pool, signal);
  }
}
