/**
 * Puts that outlast a restart of storage.
 *
 * @module
 */
import { type Clock, pause, systemClock } from "../../base/clock/mod.ts";
import { isPassing } from "./failures.ts";
import type { NewObject, ObjectStorage } from "./object_storage.ts";

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 5000;

/**
 * Puts an object, again under the same name while storage is away.
 *
 * @param limitMs how long it is tried again, in milliseconds
 * @throws {FrameboxError} the last try's error
 */
export async function putAgain(
  storage: Pick<ObjectStorage, "put">,
  { bucket, key, object }: {
    readonly bucket: string;
    readonly key: string;
    readonly object: NewObject;
  },
  limitMs: number,
  signal: AbortSignal,
  clock: Clock = systemClock(),
): Promise<void> {
  const start = clock.now();
  for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
    try {
      return await storage.put(bucket, key, object, signal);
    } catch (caught) {
      signal.throwIfAborted();
      if (!isPassing(caught) || clock.now() - start + pauseMs > limitMs) throw caught;
    }
    await pause(pauseMs, signal, clock);
    signal.throwIfAborted();
  }
}
