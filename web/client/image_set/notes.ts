/** What a user should know of an image set now, in sentences, the most urgent first. */
import type { SentenceLike } from "../base/sentence.ts";
import { plural, text } from "../base/text.ts";
import { hasConnectedWorker, stoppedAtSentence } from "../live/worker_activity.ts";
import { remarkText } from "../server/remark_text.ts";
import { scaleText } from "../server/scale_text.ts";
import type { Entries } from "./entries.ts";

/** What holds it up: the server is out of reach, no worker is there; `none`: nothing. */
export type HeldUpBy = "connection" | "workers" | "none";

/**
 * @param missing pictures that were given before, but are not there after a reload
 * @param remark on what was given last
 * @param isEmpty nothing that is shown has failed, and only that was to be shown
 */
export function notesOf(
  { scaled, remarked }: Entries,
  { heldUpBy, missing, remark, isEmpty }: {
    heldUpBy: HeldUpBy;
    missing: number;
    remark: SentenceLike;
    isEmpty: boolean;
  },
): SentenceLike[] {
  const remarks = remarked ? [`${remarked.name}:`, ...remarked.remarks.map(remarkText)] : [];
  const smaller = scaled?.scale ? scaleText(scaled.scale, scaled.by ?? "") : "";
  const first = {
    connection: () => text.imageSet.offline,
    workers: noWorkerSentence,
    none: () => isEmpty ? text.imageSet.noPictures : "",
  }[heldUpBy]();
  const notThere = missing > 0 ? plural(text.imageSet.missing, missing) : "";
  return [first, notThere, remark, ...remarks, smaller];
}

function noWorkerSentence() {
  const noWorker = hasConnectedWorker() ? `${text.asking.noWorker}.` : text.imageSet.noWorker;
  return `${noWorker} ${stoppedAtSentence()}`.trim();
}
