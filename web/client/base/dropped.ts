/** What was dropped: which of its files are folders. */

/** Of each file that was dropped, in their order; of a folder the file can't be read, but its entry can. */
export type DroppedEntries = readonly (FileSystemEntry | null)[];

/** Has to be called while the event is handled; what it returns can be read later, too. */
export function entriesOf(transfer: DataTransfer | null): DroppedEntries {
  return Array.from(transfer?.items ?? []).filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? null);
}
