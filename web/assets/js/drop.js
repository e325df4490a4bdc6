/** Files that are dropped on the page. */

/**
 * The whole page takes them, so that nobody has to aim; while they are held over it, it says so.
 * @param {() => boolean} isOpen whether the tab that takes them is looked at
 * @param {(transfer: DataTransfer) => void} take what was dropped
 */
export function listenToDrop(isOpen, take) {
  const place = document.body;
  let inside = 0;
  /** @param {DragEvent} event */
  const brings = (event) => isOpen() && event.dataTransfer?.types.includes("Files");
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
    take(event.dataTransfer);
  });
}
