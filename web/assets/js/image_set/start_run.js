/** Starts the run of an image set, as often as it takes while the server is away. */
import { Backoff } from "../backoff.js";
import { startImageSet } from "./api.js";
import { passes } from "./uploads.js";

/**
 * @param {import("../live_socket.js").LiveSocket} socket
 * @param {object} options
 * @param {() => {processor: string | null, total: number}} options.task what the server is asked for
 * @param {() => boolean} options.isWanted
 * @param {(isAway: boolean) => void} options.onAway whether the server answers
 * @returns {Promise<{session: string, run: string, processor: string} | undefined>} none: it
 *   is not wanted any more
 */
export async function startRun(socket, { task, isWanted, onAway }) {
  const backoff = new Backoff();
  for (;;) {
    try {
      const session = await socket.ready();
      const { run, processor } = await startImageSet(session, task());
      onAway(false);
      return isWanted() ? { session, run, processor } : undefined;
    } catch (error) {
      if (!isWanted()) return undefined;
      if (!passes(error)) throw error;
      onAway(true);
      await new Promise((resolve) => setTimeout(resolve, backoff.next()));
    }
  }
}
