/** What a user should know of an image set now, in sentences, the most urgent first. */
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
    remark: string;
    isEmpty: boolean;
  },
): string[] {
  const smaller = [
    remarked ? `${remarked.name}: ${remarked.remarks.map(remarkText).join(" ")}` : "",
    scaled?.scale ? scaleText(scaled.scale, scaled.by ?? "") : "",
  ].filter((part) => part !== "").join(" ");
  const first = {
    connection: () => text.imageSet.offline,
    workers: noWorkerSentence,
    none: () => isEmpty ? text.imageSet.noPictures : "",
  }[heldUpBy]();
  return [first, missing > 0 ? plural(text.imageSet.missing, missing) : "", remark, smaller];
}

function noWorkerSentence() {
  const noWorker = hasConnectedWorker() ? `${text.asking.noWorker}.` : text.imageSet.noWorker;
  return `${noWorker} ${stoppedAtSentence()}`.trim();
}
