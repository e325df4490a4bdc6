/**
 * A pause that a signal ends.
 *
 * @module
 */
import type { Clock } from "./clock.ts";

/**
 * Resolves after a delay, or as soon as the signal aborts; it never rejects.
 *
 * @param delayMs `undefined`: until the signal aborts
 * @param clock left out: the system's time, by a timer that keeps the process alive
 */
export function pause(
  delayMs: number | undefined,
  signal: AbortSignal,
  clock: Pick<Clock, "after"> = { after: afterSystemTime },
): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel?.();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = delayMs === undefined ? undefined : clock.after(delayMs, done);
    signal.addEventListener("abort", done, { once: true });
  });
}

function afterSystemTime(delayMs: number, action: () => void): () => void {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
}
