/**
 * A request's body once its `Content-Encoding` is undone (RFC 9110, 8.4).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import {
  type BrotliDecompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  type Gunzip,
  type Inflate,
  type ZstdDecompress,
} from "node:zlib";
import { HttpProblem } from "../api/errors.ts";
import { type SizeLimit, tooLarge } from "./too_large.ts";

type Decoder = Gunzip | Inflate | BrotliDecompress | ZstdDecompress;

const DECODERS: ReadonlyMap<string, () => Decoder> = new Map<string, () => Decoder>([
  ["gzip", createGunzip],
  // In HTTP the zlib format (RFC 9110, 8.4.1.2), not the bare deflate of RFC 1951.
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
  // A window of 8 MB, as RFC 9659 has it for HTTP: a frame's header could ask for far more memory.
  ["zstd", () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } })],
]);

const TAKEN = [...DECODERS.keys(), "identity"].join(", ");

/** After the end of what is whole, brotli's decoder takes no more; else it takes this for data. */
const AFTER_THE_END = Buffer.of(0xff);

/**
 * The body's own bytes, decoded as they are asked for: a small body that grows without end is read
 * only as far as its reader goes. The reader of the stream counts what comes out of it.
 *
 * @param limit of the body as it is sent: one may be long and bring nothing
 * @returns `null` when there is no body
 * @throws {HttpProblem} 415 for a coding that isn't known, and for several; the stream fails with
 *   400 when the bytes are not of that coding, and with 413
 */
export function decodedBody(
  request: Request,
  limit: SizeLimit,
): ReadableStream<Uint8Array> | null {
  const coding = codingOf(request);
  const { body } = request;
  if (coding === undefined || !body) return body;
  const decoder = DECODERS.get(coding);
  if (!decoder) {
    throw notTaken(request, `Its Content-Encoding may be one of ${TAKEN}, or be left out.`, TAKEN);
  }
  return decoded(body, decoder(), coding, limit);
}

/**
 * For what is stored by the place of its bytes, such as the parts of an upload: no coding at all.
 *
 * @throws {HttpProblem} 415
 */
export function refuseCoding(request: Request): void {
  if (codingOf(request) === undefined) return;
  throw notTaken(
    request,
    "Parts of an upload are sent as they are: without Content-Encoding.",
    "identity",
  );
}

/** In lower case; `undefined` for none. Of several the whole list, which is the name of none. */
function codingOf(request: Request): string | undefined {
  const names = (request.headers.get("content-encoding") ?? "").toLowerCase().split(",")
    .map((name) => name.trim()).filter((name) => name !== "" && name !== "identity");
  // RFC 9110, 8.4.1.3.
  return names.length === 0 ? undefined : names.join(", ").replace(/^x-gzip$/, "gzip");
}

function notTaken(request: Request, sentence: string, taken: string): HttpProblem {
  // Unread, the connection would stay open for the rest of the upload.
  request.body?.cancel().catch(() => {});
  return new HttpProblem(415, "INVALID_ARGUMENT", sentence, undefined, {
    "Accept-Encoding": taken,
  });
}

function decoded(
  body: ReadableStream<Uint8Array>,
  decoder: Decoder,
  coding: string,
  limit: SizeLimit,
): ReadableStream<Uint8Array> {
  const input = body.getReader();
  // An error of the decoder comes out where it is read; without a listener it would end the process.
  decoder.on("error", () => {});
  let ofInput: unknown;
  let length = 0;
  feed(input, decoder, coding, limit).then((fed) => length = fed, (caught) => {
    decoder.destroy(ofInput = caught);
  });
  const pieces = decoder[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done && coding === "br" && decoder.bytesWritten > length) {
          throw new Error("brotli data break off");
        }
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      } catch (caught) {
        input.cancel().catch(() => {});
        throw caught === ofInput ? caught : malformed(coding, caught);
      }
    },
    async cancel(reason) {
      decoder.destroy();
      await input.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

/**
 * Gives the decoder what comes, no faster than what it makes of it is taken.
 *
 * @returns how many bytes came
 */
async function feed(
  input: ReadableStreamDefaultReader<Uint8Array>,
  decoder: Decoder,
  coding: string,
  limit: SizeLimit,
): Promise<number> {
  let length = 0;
  for (;;) {
    const { done, value } = await input.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit.maxBytes) throw tooLarge(limit);
    const hasRoom = decoder.write(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    if (decoder.destroyed) return length;
    if (!hasRoom && !await drained(decoder)) return length;
  }
  // Deno's zlib reports gzip and deflate that break off; nothing reports zstd.
  if (coding === "br") decoder.write(AFTER_THE_END);
  decoder.end();
  return length;
}

/** `false`: it has no reader any more. */
function drained(decoder: Decoder): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isOpen: boolean) => () => {
      decoder.off("drain", drain).off("close", close);
      resolve(isOpen);
    };
    const [drain, close] = [settle(true), settle(false)];
    decoder.once("drain", drain).once("close", close);
  });
}

function malformed(coding: string, cause: unknown): HttpProblem {
  return new HttpProblem(
    400,
    "INVALID_ARGUMENT",
    `The body is no whole ${coding}, as its Content-Encoding says; send it so, or without that header.`,
    cause,
  );
}
