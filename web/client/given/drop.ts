/** What is dropped on the page, or pasted: files are taken, anything else is answered in words. */
import { type DroppedEntries, entriesOf } from "../base/dropped.ts";
import type { NoFile } from "./given_kind.ts";
import { noFileKind } from "./given_kind.ts";

/** What takes a dropped or pasted text itself. */
const FIELDS =
  "input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable]";

/**
 * The whole page takes them, so that the user need not aim; while files are held over it, it shows so.
 * Nothing that is dropped leads away from the page.
 *
 * @param taker.take files; `entries`: they were dropped, and some may be folders
 * @param taker.refuse something else was given, or a dialog lies over the page
 */
export function listenToFiles(
  taker: {
    take: (files: File[], entries?: DroppedEntries) => void;
    refuse: (kind: NoFile | "folder" | "covered") => void;
    takesFolders: () => boolean;
  },
): void {
  const place = document.documentElement;
  /** The page's own picture or link is being dragged. */
  let isOwn = false;
  const give = (transfer: DataTransfer | null, entries?: DroppedEntries) => {
    const files = Array.from(transfer?.files ?? []);
    if (files.length === 0) {
      if (!isOwn) taker.refuse(noFileKind(transfer));
    } else if (document.querySelector("dialog[open]")) taker.refuse("covered");
    else if (entries?.some((entry) => entry?.isDirectory) && !taker.takesFolders()) {
      taker.refuse("folder");
    } else taker.take(files, entries);
  };
  let inside = 0;
  const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
  const isForField = (event: Event) =>
    event.target instanceof Element && event.target.matches(FIELDS);
  place.addEventListener("dragstart", () => isOwn = true);
  place.addEventListener("dragend", () => isOwn = false);
  place.addEventListener("dragenter", (event) => {
    if (!brings(event)) return;
    inside += 1;
    document.body.classList.add("dropping");
  });
  place.addEventListener("dragleave", (event) => {
    if (!brings(event)) return;
    inside -= 1;
    if (inside <= 0) document.body.classList.remove("dropping");
  });
  place.addEventListener("dragover", (event) => {
    // What isn't taken here the browser would open in the page's place.
    if (brings(event) || !isForField(event)) event.preventDefault();
  });
  place.addEventListener("drop", (event) => {
    inside = 0;
    document.body.classList.remove("dropping");
    if (!brings(event) && isForField(event)) return;
    event.preventDefault();
    give(event.dataTransfer, entriesOf(event.dataTransfer));
  });
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length && isForField(event)) return;
    event.preventDefault();
    give(event.clipboardData);
  });
}
