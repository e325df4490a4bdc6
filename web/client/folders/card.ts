/** Watched folders on the page: what each is doing and how far it is. */
import type { WatchedFolderJson } from "../../wire/mod.ts";
import { fill, numberText, text } from "../base/text.ts";

export type Folder = WatchedFolderJson;

/** @param folders in the order in which the page has them */
export function showFolders(card: HTMLElement, folders: readonly Folder[]): void {
  for (const [i, row] of [...card.querySelectorAll<HTMLElement>(":scope > *")].entries()) {
    const folder = folders[i];
    if (folder) show(row, folder);
  }
}

function show(row: HTMLElement, folder: Folder) {
  const { waiting, done, failed, before } = folder;
  const settled = done + failed;
  const nothing = folder.state === "idle" && settled + before === 0;
  row.dataset.state = folder.state;
  part(row, "state", nothing ? text.folders.none : text.folders.states[folder.state]);
  part(row, "facts", facts(folder).join(" · "));
  const bar = row.querySelector("progress");
  if (!bar) return;
  bar.hidden = waiting === 0;
  bar.value = waiting === 0 ? 1 : settled / (settled + waiting);
}

function facts(
  { waiting, done, failed, before, files_per_second: pace, remaining_ms: left }: Folder,
) {
  const parts = [];
  if (waiting > 0) parts.push(fill(text.folders.waiting, { n: numberText(waiting) }));
  if (done > 0) parts.push(fill(text.folders.done, { n: numberText(done) }));
  if (failed > 0) parts.push(fill(text.folders.failed, { n: numberText(failed) }));
  if (before > 0) parts.push(fill(text.folders.before, { n: numberText(before) }));
  if (waiting > 0 && pace !== null) {
    const digits = pace < 9.95 ? 1 : 0;
    parts.push(fill(text.folders.pace, { n: numberText(pace, digits) }));
  }
  if (waiting > 0 && left !== null) parts.push(fill(text.folders.left, { time: timeText(left) }));
  return parts;
}

function timeText(ms: number) {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${numberText(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${numberText(minutes)} min` : `${numberText(minutes / 60, 1)} h`;
}

/** Only what changed is written, so that a screen reader doesn't repeat the rest. */
function part(row: HTMLElement, name: string, words: string) {
  const element = row.querySelector(`[data-part=${name}]`);
  if (element && element.textContent !== words) element.textContent = words;
}
