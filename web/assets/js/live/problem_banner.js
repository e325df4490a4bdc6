/** The banner above everything else while the page can't reach its live socket. */
import { byId } from "../dom.js";
import { isEnglish, wordsOf } from "./problem.js";

/**
 * Shows above everything else what the problem is, as long as there is one.
 * @param {import("../live_socket.js").LiveSocket} socket
 */
export function watchProblem(socket) {
  const banner = byId("connection-problem", HTMLElement);
  socket.addEventListener("problem", () => {
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
