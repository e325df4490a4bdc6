/** Starts the run of an image set, as often as it takes while the server is away. */
import type { LiveSocket } from "../live/socket.ts";
import { Backoff } from "../base/backoff.ts";
import { startImageSet } from "./api.ts";
import { passes } from "./uploads.ts";

/**
 * @param options.task what the server is asked for
 * @param options.onAway whether the server answers
 * @returns none: it
 * is not wanted any more
 */
export async function startRun(
  socket: LiveSocket,
  { task, isWanted, onAway }: {
    task: () => { processor: string | null; total: number };
    isWanted: () => boolean;
    onAway: (isAway: boolean) => void;
  },
): Promise<{ session: string; run: string; processor: string } | undefined> {
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
