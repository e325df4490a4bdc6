/** Files that are dropped on the page, or pasted. */

/**
 * The whole page takes them, so that nobody has to aim; while they are held over it, it says so.
 * @param {(files: File[], transfer?: DataTransfer) => void} take what was dropped, or pasted: that
 *   is without `transfer`
 */
export function listenToFiles(take) {
  const place = document.body;
  /** @type {typeof take} */
  const give = (files, transfer) => {
    // What lies over the page has to be closed first.
    if (!document.querySelector("dialog[open]")) take(files, transfer);
  };
  let inside = 0;
  /** @param {DragEvent} event */
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  place.addEventListener("dragenter", (event) => {
    if (!brings(event)) return;
    inside += 1;
    place.classList.add("dropping");
  });
  place.addEventListener("dragleave", (event) => {
    if (!brings(event)) return;
    inside -= 1;
    if (inside <= 0) place.classList.remove("dropping");
  });
  place.addEventListener("dragover", (event) => {
    if (brings(event)) event.preventDefault();
  });
  place.addEventListener("drop", (event) => {
    inside = 0;
    place.classList.remove("dropping");
    if (!brings(event) || !event.dataTransfer) return;
    event.preventDefault();
    // The list itself is empty as soon as the event is over.
    give(Array.from(event.dataTransfer.files), event.dataTransfer);
  });
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    give(Array.from(files));
  });
}
