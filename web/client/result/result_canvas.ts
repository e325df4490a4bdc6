/** Draws results one after the other, without flicker and without keeping any. */

export class ResultCanvas {
  canvas: HTMLCanvasElement;
  context: ImageBitmapRenderingContext | null;
  /** The picture that is shown, as it came; none: it is the input */
  picture: Blob | undefined;
  #newest = 0;
  #drawn = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.context = canvas.getContext("bitmaprenderer");
  }

  /** @returns false: a newer one was faster */
  async draw(picture: Blob | HTMLVideoElement | HTMLImageElement): Promise<boolean> {
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
