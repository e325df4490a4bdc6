/**
 * Reads a request's body, but never more of it than is allowed.
 *
 * @module
 */
import { brokenOff } from "./broken_off.ts";
import { joinBytes } from "../../media/image/mod.ts";
import { BodyClock } from "./body_clock.ts";
import type { ByteAccount } from "./byte_budget.ts";
import { decodedBody } from "./decoded_body.ts";
import { type SizeLimit, tooLarge } from "./too_large.ts";

/** Bounds of one body. */
export interface BodyBounds extends SizeLimit {
  /** A body that brings nothing, or next to nothing, for this time is given up, in milliseconds. */
  readonly idleMs: number;
  /** Where its bytes are booked while they are in memory. */
  readonly account: ByteAccount;
}

/**
 * The whole body, its `Content-Encoding` undone. Its declared length counts only to refuse it at once; what comes is
 * counted all the same.
 *
 * @throws {HttpProblem} 413 when it is over the limit, 408 when it stands still, 400 when it breaks
 *   off or is not of its coding, 415 when that isn't taken
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when framebox holds too much already
 */
export async function readBody(request: Request, bounds: BodyBounds): Promise<Uint8Array> {
  const claimed = Number(request.headers.get("content-length") ?? "0");
  if (claimed > bounds.maxBytes) {
    // Unread, the connection would stay open for the rest of the upload.
    request.body?.cancel().catch(() => {});
    throw tooLarge(bounds);
  }
  const body = decodedBody(request, bounds);
  if (!body) return new Uint8Array(0);
  const reader = body.getReader();
  const clock = new BodyClock(bounds.idleMs);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await clock.next(reader);
      if (done) break;
      length += value.byteLength;
      if (length > bounds.maxBytes) throw tooLarge(bounds);
      bounds.account.add(value.byteLength);
      chunks.push(value);
    }
  } catch (caught) {
    reader.cancel().catch(() => {});
    throw brokenOff(caught);
  }
  return joinBytes(chunks);
}
