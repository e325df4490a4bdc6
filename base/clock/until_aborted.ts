/**
 * A wait that a signal ends.
 *
 * @module
 */

/**
 * The promise's value, or what the signal aborts with, where that comes first; the promise's own work continues.
 *
 * @throws what the promise rejects with; the signal's reason
 */
export async function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted.promise, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
