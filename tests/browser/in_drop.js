/** Functions that run inside the page: the user drops on it, or pastes, what is no file of the test's. */

/**
 * @param {object} given
 * @param {Record<string, string>} [given.data] by type
 * @param {[string, string, string][]} [given.files] name, content, type of each
 * @param {boolean} [given.isFolder] the first file is a folder
 */
export function transferWith({ data = {}, files = [], isFolder = false }) {
  const transfer = new DataTransfer();
  for (const [type, words] of Object.entries(data)) transfer.setData(type, words);
  for (const [name, content, type] of files) {
    transfer.items.add(new File([content], name, { type }));
  }
  if (isFolder) {
    // Only a real drag has folders.
    DataTransferItem.prototype.webkitGetAsEntry = () => /** @type {any} */ ({
      isDirectory: true,
      createReader: () => emptyReader,
    });
    const emptyReader = { readEntries: (/** @type {any} */ done) => done([]) };
  }
  return transfer;
}

/**
 * @param {any} transfer
 * @returns {string[]} which of the events the page kept from leading away
 */
export function dropOnPage(transfer) {
  return ["dragenter", "dragover", "drop"].filter((name) => {
    const init = { dataTransfer: transfer, bubbles: true, cancelable: true };
    return !document.body.dispatchEvent(new DragEvent(name, init));
  });
}

/** Forgets what was announced. */
export function forgetWords() {
  globalThis.announcements.length = 0;
  for (const id of ["live-region", "toast"]) {
    const place = document.getElementById(id);
    if (place) place.textContent = "";
  }
}

/**
 * Pastes into a field that the page may have.
 * @param {any} transfer
 * @returns {boolean} whether the field gets it
 */
export function pasteIntoField(transfer) {
  const field = document.createElement("input");
  document.body.append(field);
  const init = { clipboardData: transfer, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", init));
}

/** @returns {string} what the live region holds now */
export function wordsNow() {
  return document.getElementById("live-region")?.textContent ?? "";
}
