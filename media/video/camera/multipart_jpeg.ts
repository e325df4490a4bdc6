/**
 * The pictures of an MJPEG stream.
 *
 * @module
 */
import { MultipartParser } from "./multipart_parser.ts";

/** Bounds on what a camera may send. */
export interface CameraLimits {
  /** Largest picture, in bytes. */
  readonly maxBytes: number;
}

/**
 * Reads multipart/x-mixed-replace: each picture is given as soon as its last byte is there, with the
 * very bytes that the camera sent. Parts that are no JPEG are skipped. Cancels the stream when its
 * reader stops, and when the signal aborts.
 *
 * @param contentType of the stream; holds the boundary between the parts
 * @returns JPEG files; ends with the stream
 * @throws {CameraFault} `bad-pictures` when a picture is over the bound, `not-a-stream` when there
 * are no parts in it; the signal's reason when it aborts; what the stream itself fails with
 */
export async function* readMultipartJpeg(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  limits: CameraLimits,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const parser = new MultipartParser(boundaryOf(contentType), limits.maxBytes);
  const reader = stream.getReader();
  const cancel = () => reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  try {
    while (!parser.isOver) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    await cancel();
  }
}

/** The boundary that a Content-Type announces (RFC 2046, 5.1.1), also where its quotes are missing. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i
    .exec(contentType) ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? plain;
}
