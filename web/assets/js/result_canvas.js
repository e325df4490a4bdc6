/** Draws results one after the other, without flicker and without keeping any. */

export class ResultCanvas {
  /** @type {Blob | undefined} the picture that is shown, as it came; none: it is the input */
  picture;
  #newest = 0;
  #drawn = 0;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("bitmaprenderer");
  }

  /**
   * @param {Blob | HTMLVideoElement | HTMLImageElement} picture
   * @returns {Promise<boolean>} false: a newer one was faster
   */
  async draw(picture) {
    const turn = ++this.#newest;
    const bitmap = await createImageBitmap(picture);
    if (turn < this.#drawn) {
      bitmap.close();
      return false;
    }
    this.#drawn = turn;
    if (this.canvas.width !== bitmap.width) this.canvas.width = bitmap.width;
    if (this.canvas.height !== bitmap.height) this.canvas.height = bitmap.height;
    this.context?.transferFromImageBitmap(bitmap);
    this.picture = picture instanceof Blob ? picture : undefined;
    return true;
  }
}
