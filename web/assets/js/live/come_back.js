/** What became of a picture whose answer got lost with the connection. */
import { Backoff } from "../backoff.js";
import { whatCame } from "./meanwhile.js";

/**
 * Waits for the connection, and then for the result.
 * @param {import("../live_socket.js").LiveSocket} socket
 * @param {string | undefined} run undefined: its status `started` has not come
 * @param {AbortSignal} signal
 * @param {() => void} onBack the connection is there again, and the result is still being made
 * @returns {Promise<{kind: "again"} | {kind: "gone"} | {kind: "none"} | {kind: "result", session: string, came: import("./meanwhile.js").Meanwhile}>}
 * again: the picture has not arrived. gone: the session has ended. none: it was given up.
 */
export async function becameOf(socket, run, signal, onBack) {
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

/**
 * @param {import("../live_socket.js").LiveSocket} socket
 * @param {string | undefined} session
 * @param {string | undefined} run
 */
async function look(socket, session, run) {
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

/**
 * Resolves when one of the events comes, or after some time: a connection may come back withoutPicture.
 * @param {import("../live_socket.js").LiveSocket} socket
 * @param {string[]} events
 * @param {AbortSignal} signal
 * @param {number} timeoutMs
 * @returns {Promise<void>}
 */
function happens(socket, events, signal, timeoutMs) {
  const over = new AbortController();
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    for (const event of events) socket.addEventListener(event, done, { signal: over.signal });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      over.abort();
      reject(signal.reason);
    }, { signal: over.signal });
  });
}
