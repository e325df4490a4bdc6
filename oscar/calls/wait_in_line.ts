/**
 * Waiting in a line whose first is served first; one that leaves lets the others be looked at again.
 *
 * @module
 */

/**
 * Joins a line, and resolves when it is served.
 *
 * @param line what waits, the oldest first; who serves an entry takes it out
 * @param entryOf makes the entry of what serves it
 * @param next serves those that can be served now
 * @throws what the signal aborts with
 */
export async function waitInLine<Entry, Granted>(
  line: Entry[],
  entryOf: (start: (granted: Granted) => void) => Entry,
  next: () => void,
  signal: AbortSignal,
): Promise<Granted> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Granted>();
  const entry = entryOf(resolve);
  const leave = () => {
    const index = line.indexOf(entry);
    // It has begun already.
    if (index < 0) return;
    line.splice(index, 1);
    reject(signal.reason);
    next();
  };
  signal.addEventListener("abort", leave, { once: true });
  line.push(entry);
  next();
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
