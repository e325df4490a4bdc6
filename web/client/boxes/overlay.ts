/** Boxes over a picture, drawn by the page, so that they can be taken away again. */
import { type Boxes, drawBoxes } from "./draw.ts";
import { announce } from "../base/announce.ts";
import { lastingStore } from "../base/storage.ts";
import { plural, text } from "../base/text.ts";

const KEY = "framebox-boxes";

/** Whether the user wants to see boxes; the same for all tabs, and the next time. */
let wanted = lastingStore.get(KEY) !== "off";

const overlays: Set<BoxOverlay> = new Set();

/** Shows boxes or takes them away, everywhere. */
export function toggleBoxes(): void {
  wanted = !wanted;
  if (wanted) lastingStore.remove(KEY);
  else lastingStore.set(KEY, "off");
  for (const overlay of overlays) overlay.draw();
  announce(wanted ? text.data.boxesOn : text.data.boxesOff, { quiet: true });
}

export class BoxOverlay {
  picture: HTMLElement;
  #canvas = document.createElement("canvas");
  #context = this.#canvas.getContext("2d");
  #boxes: Boxes | undefined;
  #size: { width: number; height: number } | undefined;
  #button: HTMLButtonElement | null;
  #frame = 0;

  /**
   * @param stage the picture's place; the overlay covers it
   * @param picture image, canvas or video, fitted into the stage as `object-fit: contain` does
   * @param button the switch; it shows once there were boxes
   */
  constructor(stage: HTMLElement, picture: HTMLElement, button: HTMLButtonElement | null = null) {
    this.picture = picture;
    this.#button = button;
    this.#canvas.className = "boxes";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.hidden = true;
    stage.append(this.#canvas);
    button?.addEventListener("click", toggleBoxes);
    new ResizeObserver(() => this.draw()).observe(stage);
    overlays.add(this);
  }

  /** How many boxes there are, shown or not. */
  get count(): number {
    return this.#boxes?.xyxy.length ?? 0;
  }

  /**
   * @param boxes none: nothing is drawn
   * @param size in whose pixels they are; the picture's own by default
   */
  show(boxes: Boxes | null | undefined, size?: { width: number; height: number }): void {
    this.#boxes = boxes ?? undefined;
    this.#size = size;
    if (boxes && this.#button) this.#button.hidden = false;
    this.draw();
  }

  /** Draws before the next repaint, whatever was asked for till then. */
  draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    this.#button?.setAttribute("aria-pressed", String(wanted));
    const size = this.#size ?? sizeOf(this.picture);
    const shown = wanted && this.#boxes && size.width > 0;
    this.#canvas.hidden = !shown;
    if (!shown || !this.#boxes || !this.#context) return;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const density = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * density), Math.round(height * density)];
    if (this.#canvas.width !== w || this.#canvas.height !== h) {
      this.#canvas.width = w;
      this.#canvas.height = h;
    }
    this.#context.setTransform(density, 0, 0, density, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    const scale = Math.min(width / size.width, height / size.height);
    const left = (width - size.width * scale) / 2;
    const top = (height - size.height * scale) / 2;
    drawBoxes(this.#context, this.#boxes, { scale, left, top });
    const words = plural(text.data.boxesFound, this.count);
    if (this.#canvas.ariaLabel !== words) this.#canvas.ariaLabel = words;
    this.#canvas.dataset.count = String(this.count);
  }
}

function sizeOf(picture: HTMLElement) {
  if (picture instanceof HTMLImageElement) {
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  }
  if (picture instanceof HTMLVideoElement) {
    return { width: picture.videoWidth, height: picture.videoHeight };
  }
  if (picture instanceof HTMLCanvasElement) {
    return { width: picture.width, height: picture.height };
  }
  return { width: 0, height: 0 };
}
