/** The banner above everything else while the page can't reach its live socket. */
import type { LiveSocket } from "./socket.ts";
import { byId } from "../base/dom.ts";
import { write } from "../base/sentence.ts";
import { wordsOf } from "./problem.ts";

/** Shows above everything else what the problem is, as long as there is one. */
export function watchProblem(socket: LiveSocket): void {
  const banner = byId("connection-problem", HTMLElement);
  socket.on("problem", () => {
    const { problem } = socket;
    write(banner, ...wordsOf(problem));
    banner.hidden = problem === undefined;
    document.body.classList.toggle("offline", problem !== undefined);
  });
}
