/** Functions of the tests of data that run inside the page. */

/** @param {[string, number]} wanted kind of tab, and how many boxes */
export function boxesAreDrawn([kind, count]) {
  const canvas = document.querySelector(`[data-result=${kind}] canvas.boxes`);
  if (canvas.hidden || canvas.dataset.count !== String(count)) return false;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}

/**
 * How much of the overlay is coloured at a place of the picture.
 * @param {[string, number, number]} where kind of tab, then x and y as shares of the picture
 */
export function overlayAlphaAt([kind, x, y]) {
  const canvas = document.querySelector(`[data-result=${kind}] canvas.boxes`);
  const picture = document.querySelector(`[data-result=${kind}] .picture`);
  const width = picture.naturalWidth ?? picture.width;
  const height = picture.naturalHeight ?? picture.height;
  const scale = Math.min(canvas.width / width, canvas.height / height);
  const left = (canvas.width - width * scale) / 2 + x * width * scale;
  const top = (canvas.height - height * scale) / 2 + y * height * scale;
  const copy = new OffscreenCanvas(6, 6).getContext("2d");
  copy.drawImage(canvas, 3 - left, 3 - top);
  const { data } = copy.getImageData(0, 0, 6, 6);
  return data.filter((_, i) => i % 4 === 3).reduce((max, alpha) => Math.max(max, alpha), 0);
}

/** Whether the first plot's words end with another number than before. @param {string} before */
export function plotMoves(before) {
  const summary = document.querySelector("#data-plots .chart p");
  return summary !== null && summary.textContent !== before;
}

/** Whether curves are drawn: some pixels have a colour that is no grey. */
export function plotIsDrawn() {
  const canvas = document.querySelector("#data-plots canvas");
  if (!canvas || canvas.width === 0) return false;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b, a] = data.slice(i, i + 4);
    if (a > 100 && Math.max(r, g, b) - Math.min(r, g, b) > 60) return true;
  }
  return false;
}

/** Frames that a click on a plot asked for are kept where the test finds them. */
export function keepAskedFrames() {
  globalThis.askedFrames = [];
  document.addEventListener("framebox-frame", (event) => {
    globalThis.askedFrames.push(event.detail.frame);
  });
}

/** @returns {number[]} */
export function askedFrames() {
  return globalThis.askedFrames;
}

/** @returns {string | null | undefined} of the line of the tree that has focus */
export function levelOfFocus() {
  return document.activeElement?.ariaLevel;
}

/** Whether the table's first row is of a later frame. @param {number} frame */
export function tableIsAbove(frame) {
  return Number(document.querySelector("#data-grid tbody th")?.textContent) > frame;
}

/** @returns {Promise<string>} what was copied */
export function clipboardText() {
  return navigator.clipboard.readText();
}
