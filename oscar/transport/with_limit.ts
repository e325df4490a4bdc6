/** A call's signal with a limit on its time. */

/**
 * A signal that aborts with the caller's, or with a `TimeoutError` when the limit is over.
 *
 * @param limitMs in milliseconds
 */
export function withLimit(signal: AbortSignal, limitMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
}
