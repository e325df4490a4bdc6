/** What became of a picture whose answer got lost with the connection. */
import type { LiveSocket, LiveSocketEvents } from "./socket.ts";
import { type Meanwhile, whatCame } from "./meanwhile.ts";
import { Backoff } from "../base/backoff.ts";

/** What is looked at of the connection. */
export type Connection = Pick<LiveSocket, "on" | "session" | "isOpen" | "problem">;

/**
 * Waits for the connection, and then for the result.
 *
 * @param run undefined: its status `started` has not come
 * @param onBack the connection is there again, and the result is still being made
 * @returns again: the picture has not arrived. gone: the session has ended. none: it was given up.
 */
export async function becameOf(
  socket: Connection,
  run: string | undefined,
  signal: AbortSignal,
  onBack: () => void,
): Promise<
  { kind: "again" } | { kind: "gone" } | { kind: "none" } | {
    kind: "result";
    session: string;
    came: Meanwhile;
  }
> {
  const backoff = new Backoff();
  const { session } = socket;
  for (;;) {
    signal.throwIfAborted();
    const came = await look(socket, session, run);
    if (socket.session !== session || session === undefined || came === "gone") {
      return { kind: "gone" };
    }
    if (came === "again") return { kind: "again" };
    if (came === "away") {
      await happens(socket, ["open", "session-ended"], signal, backoff.next());
      continue;
    }
    if (came.results.length > 0) return { kind: "result", session, came };
    if (came.ended) return { kind: "none" };
    onBack();
    // The server sends a page that reconnects the status of its pictures under way.
    await happens(socket, ["status", "lost", "session-ended"], signal, backoff.next());
  }
}

async function look(socket: Connection, session: string | undefined, run: string | undefined) {
  if (session === undefined) return "gone";
  // Where no socket comes through, no status can have come.
  if (run === undefined) {
    return socket.isOpen || socket.problem?.kind === "no-socket" ? "again" : "away";
  }
  try {
    return await whatCame(session, run, 0) ?? "gone";
  } catch {
    return "away";
  }
}

/** Resolves when one of the events comes, or after some time: a connection may come back without one. */
function happens(
  socket: Connection,
  events: readonly (keyof LiveSocketEvents)[],
  signal: AbortSignal,
  timeoutMs: number,
): Promise<void> {
  const over = new AbortController();
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    for (const event of events) socket.on(event, done, { signal: over.signal });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      over.abort();
      reject(signal.reason);
    }, { signal: over.signal });
  });
}
