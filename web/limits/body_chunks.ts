/**
 * A request's body piece by piece, for what is written to disk as it comes.
 *
 * @module
 */
import { brokenOff } from "./broken_off.ts";
import { BodyClock } from "./body_clock.ts";
import { decodedBody } from "./decoded_body.ts";
import type { BodyBounds } from "./read_body.ts";
import { tooLarge } from "./too_large.ts";

/**
 * The pieces, their `Content-Encoding` undone, each booked only until the next one is asked for. A reader that stops
 * early gives the rest of the body up.
 *
 * @throws {HttpProblem} 413 when it declares a length over the limit, or is over it; 408 when it stands still,
 *   400 when it breaks off or is not of its coding, 415 when that isn't taken
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when framebox holds too much already
 */
export async function* bodyChunks(
  request: Request,
  bounds: BodyBounds,
): AsyncGenerator<Uint8Array> {
  const { maxBytes, idleMs, account } = bounds;
  const body = decodedBody(request, bounds);
  if (!body) return;
  const reader = body.getReader();
  const clock = new BodyClock(idleMs);
  let length = 0;
  try {
    if (Number(request.headers.get("content-length") ?? "0") > maxBytes) throw tooLarge(bounds);
    for (;;) {
      const { done, value } = await clock.next(reader);
      if (done) return;
      length += value.byteLength;
      if (length > maxBytes) throw tooLarge(bounds);
      account.add(value.byteLength);
      yield value;
      account.release(value.byteLength);
    }
  } catch (caught) {
    throw brokenOff(caught);
  } finally {
    account.release();
    reader.cancel().catch(() => {});
  }
}
