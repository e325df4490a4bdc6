/**
 * Whether the client is still there.
 *
 * @module
 */

/** A signal that aborts when the client goes away before its answer is made. */
export interface ClientSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** Follows the request's own signal until disposed of: what becomes of the connection later is not asked. */
export function clientSignal(request: Request): ClientSignal {
  const controller = new AbortController();
  const { signal } = request;
  const gone = () => controller.abort(signal.reason);
  if (signal.aborted) gone();
  else signal.addEventListener("abort", gone, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => signal.removeEventListener("abort", gone),
  };
}
