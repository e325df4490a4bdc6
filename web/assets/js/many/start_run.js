/** Starting a run of many pictures, as often as it takes while the box is away. */
import { Backoff } from "../backoff.js";
import { startFolder } from "./folder_api.js";
import { passes } from "./uploads.js";

/**
 * @param {import("../live_socket.js").LiveSocket} socket
 * @param {object} options
 * @param {() => {processor: string | null, total: number}} options.task what the box is asked for
 * @param {() => boolean} options.isWanted
 * @param {(isAway: boolean) => void} options.told whether the box answers
 * @returns {Promise<{session: string, run: string, processor: string} | undefined>} none: nobody
 *   wants it any more
 */
export async function startRun(socket, { task, isWanted, told }) {
  const backoff = new Backoff();
  for (;;) {
    try {
      const session = await socket.ready();
      const { run, processor } = await startFolder(session, task());
      told(false);
      return isWanted() ? { session, run, processor } : undefined;
    } catch (error) {
      if (!isWanted()) return undefined;
      if (!passes(error)) throw error;
      told(true);
      await new Promise((resolve) => setTimeout(resolve, backoff.next()));
    }
  }
}
