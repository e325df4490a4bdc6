/** Sends a video to the box and has it run. */
import { AnswerError } from "../upload.js";
import { uploadFile } from "./upload.js";

/**
 * @param {string} session
 * @param {File} file
 * @param {string} processor empty: whoever is there
 * @param {import("./bar.js").VideoBar} bar says how far it is
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the run
 * @throws {AnswerError} what the box refused
 */
export async function sendVideo(session, file, processor, bar, signal) {
  bar.sending(0);
  const upload = await uploadFile(session, file, {
    signal,
    onSent: (bytes) => bar.sending(file.size > 0 ? bytes / file.size : 1),
    onAway: (isAway) => isAway && bar.away(),
  });
  bar.reading();
  const response = await fetch(`/api/v1/sessions/${session}/videos`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ upload, processor: processor || null }),
    signal,
  });
  const answer = await response.json();
  if (!response.ok) throw new AnswerError(response.status, answer.error.message);
  return answer.run;
}
