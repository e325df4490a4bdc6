/** The banner above everything else while the page can't reach its live socket. */
import type { LiveSocket } from "./socket.ts";
import { byId } from "../base/dom.ts";
import { isEnglish, wordsOf } from "./problem.ts";

/** Shows above everything else what the problem is, as long as there is one. */
export function watchProblem(socket: LiveSocket): void {
  const banner = byId("connection-problem", HTMLElement);
  socket.on("problem", () => {
    const { problem } = socket;
    const parts = wordsOf(problem).map((words, i) => {
      const part = document.createElement("span");
      part.textContent = i === 0 ? `${words} ` : words;
      // The server's own sentence; a screen reader speaks it in its language.
      if (i === 1 && isEnglish(problem)) part.lang = "en";
      return part;
    });
    banner.replaceChildren(...parts);
    banner.hidden = problem === undefined;
    document.body.classList.toggle("offline", problem !== undefined);
  });
}
