/** The server's clock, by which calls tell since when they wait or run: this computer's may be wrong. */

/** Differences below this are the way's, and the header has whole seconds. */
const TOLERANCE_MS = 2000;

let aheadMs = 0;

/** Learns from an answer what time it is at the server. */
export function learnTime(response: Pick<Response, "headers">): void {
  const now = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(now)) return;
  const ahead = now - Date.now();
  aheadMs = Math.abs(ahead) < TOLERANCE_MS ? 0 : ahead;
}

/** In milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}
