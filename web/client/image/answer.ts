/** The answer for one picture, whatever becomes of the connection meanwhile. */
import type { HistoryEntryJson, ImageJson } from "../../wire/mod.ts";
import { text } from "../base/text.ts";
import { serverUrl } from "../base/url.ts";
import { becameOf } from "../live/come_back.ts";
import type { Progress } from "../live/progress.ts";
import type { LiveSocket } from "../live/socket.ts";
import type { ResultView } from "../result/result_view.ts";
import { AnswerError } from "../server/answer_error.ts";
import { isImage } from "../server/api_shapes.ts";
import { postBlob } from "../server/post_blob.ts";
import { ProxyError } from "../server/proxy.ts";

/** What an answer is waited for with. */
export interface AnswerParts {
  socket: LiveSocket;
  progress: Progress;
  view: ResultView;
  /** The processor that is wanted; empty: any that is there. */
  processor: () => string;
  /** The picture's run, once the server has begun it. */
  run: () => string | undefined;
  /** Whether a result is shown that would be lost with the session. */
  hasResult: () => boolean;
}

/**
 * Sends a picture and waits for its answer. It is sent again where it did not arrive.
 *
 * @returns as POST …/images gives it
 * @throws {AnswerError} there is none
 */
export async function answerOf(
  file: File,
  parts: AnswerParts,
  signal: AbortSignal,
): Promise<ImageJson> {
  for (;;) {
    const session = await parts.socket.ready(signal);
    if (!parts.progress.isRunning) parts.progress.start(0);
    try {
      return await postBlob(imagesUrl(session, parts.processor()), file, {
        guard: isImage,
        signal,
        onSent: (share) => parts.progress.sent(share),
      });
    } catch (error) {
      if (!(error instanceof AnswerError) || !mayCome(error, parts) || signal.aborted) throw error;
      const answer = await lostAnswer(error, parts, signal);
      if (answer) return answer;
    }
  }
}

/** Whether the answer may be had all the same: it got lost, or a proxy did not wait for it. */
function mayCome(error: AnswerError, parts: AnswerParts) {
  if (error.status === 0) return true;
  if (!(error instanceof ProxyError) || !error.isPassing) return false;
  const { isOpen, problem } = parts.socket;
  // Without a socket nothing would report that the server is back.
  return parts.run() !== undefined || (!isOpen && problem?.kind !== "no-socket");
}

/**
 * The answer got lost with the connection: what came meanwhile.
 *
 * @returns undefined: the picture has to be sent again
 */
async function lostAnswer(
  error: AnswerError,
  parts: AnswerParts,
  signal: AbortSignal,
): Promise<ImageJson | undefined> {
  // A server that is not there at all is shown at once; the picture is sent when it is back.
  parts.progress.stop();
  const why = error instanceof ProxyError ? error.message : "";
  parts.view.showState({ title: text.reconnecting, text: why, busy: true });
  const became = await becameOf(parts.socket, parts.run(), signal, () => {
    if (!parts.progress.isRunning) parts.progress.start(0);
  });
  if (became.kind === "again") return undefined;
  if (became.kind === "gone") {
    if (parts.hasResult()) throw new AnswerError(404, "");
    return undefined;
  }
  if (became.kind === "none") {
    throw error instanceof ProxyError ? error : new AnswerError(504, error.message);
  }
  const { session, came } = became;
  const [result] = came.results;
  if (!result) return undefined;
  if (result.error) throw AnswerError.of(500, result.error);
  const mat = serverUrl(`/api/v1/sessions/${session}/data.mat?run=${came.run}`);
  const data_url = result.variables.length > 0 ? mat : null;
  const { run, processor } = came;
  return { ...result, session, run, processor, data_url, ...answeredBy(result) };
}

/** Who answered, and how long it took; a result that is no error has both. */
function answeredBy({ by, timings }: HistoryEntryJson) {
  return { by: by ?? "", timings: timings ?? { queued_ms: 0, processing_ms: 0, total_ms: 0 } };
}

function imagesUrl(session: string, processor: string) {
  const query = new URLSearchParams(processor ? { processor } : {});
  return serverUrl(`/api/v1/sessions/${session}/images?${query}`);
}
