/**
 * How long a test waits for what should come at once. Such a limit only separates a test that hangs
 * from one that is slow. It allows a machine that is many times slower than usual; a test that passes
 * never waits for it. `TEST_LIMIT_FACTOR=3` multiplies it.
 *
 * @module
 */

/** The limit in milliseconds. */
export const LIMIT_MS: number = 120_000 * factor(Deno.env.get("TEST_LIMIT_FACTOR"));

/** A signal that aborts when the limit is over. */
export function limit(): AbortSignal {
  return AbortSignal.timeout(LIMIT_MS);
}

/**
 * A promise that fails when it takes longer than the limit.
 *
 * @param what is waited for, for the error
 */
export async function within<T>(promise: Promise<T>, what = "What is waited for"): Promise<T> {
  const late = Promise.withResolvers<never>();
  const message = `${what} did not come within ${LIMIT_MS / 1000} s.`;
  const timer = setTimeout(() => late.reject(new Error(message)), LIMIT_MS);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function factor(text: string | undefined): number {
  const value = Number(text ?? 1);
  if (value > 0 && value < Infinity) return value;
  throw new Error(`TEST_LIMIT_FACTOR is ${text}; it is a factor, such as 3.`);
}
