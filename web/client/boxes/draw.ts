/** Drawing boxes and their labels on a canvas. */
import type { BoxesJson } from "../../wire/mod.ts";
import { fill, numberText, text } from "../base/text.ts";

export type Boxes = BoxesJson;

const FONT = "600 12px system-ui, sans-serif";
const LABEL_HEIGHT = 18;
const LABEL_PADDING = 5;
/** More labels than this hide the picture: then only boxes are drawn. */
const MAX_LABELS = 80;

/** Neighbours get hues far apart. */
const GOLDEN_ANGLE = 137.508;

/**
 * @param context whose unit is a CSS pixel
 * @param place of the picture in the canvas
 */
export function drawBoxes(
  context: CanvasRenderingContext2D,
  boxes: Boxes,
  { scale, left, top }: { scale: number; left: number; top: number },
): void {
  context.font = FONT;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const rects = boxes.xyxy.map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => ({
    x: left + Math.min(x1, x2) * scale,
    y: top + Math.min(y1, y2) * scale,
    w: Math.abs(x2 - x1) * scale,
    h: Math.abs(y2 - y1) * scale,
  }));
  // A dark line under the coloured one is seen on bright pictures, too.
  context.lineWidth = 4;
  context.strokeStyle = "rgb(0 0 0 / 55%)";
  for (const { x, y, w, h } of rects) context.strokeRect(x, y, w, h);
  context.lineWidth = 2;
  for (const [i, { x, y, w, h }] of rects.entries()) {
    context.strokeStyle = colourOf(boxes, i);
    context.strokeRect(x, y, w, h);
  }
  if (rects.length > MAX_LABELS) return;
  for (const [i, rect] of rects.entries()) drawLabel(context, boxes, i, rect);
}

/** Above its box, or inside where there is no room. */
function drawLabel(
  context: CanvasRenderingContext2D,
  boxes: Boxes,
  i: number,
  { x, y }: { x: number; y: number },
) {
  const words = labelOf(boxes, i);
  if (words === "") return;
  const width = context.measureText(words).width + 2 * LABEL_PADDING;
  const above = y - LABEL_HEIGHT >= 0 ? y - LABEL_HEIGHT : Math.max(0, y);
  const right = context.canvas.clientWidth - width;
  const at = Math.max(0, Math.min(x - 1, right));
  context.fillStyle = colourOf(boxes, i);
  context.fillRect(at, above, width, LABEL_HEIGHT);
  context.fillStyle = "#111";
  context.fillText(words, at + LABEL_PADDING, above + LABEL_HEIGHT / 2 + 0.5);
}

/** `person 0.92 #3` */
function labelOf({ conf, cls, id, names }: Boxes, i: number) {
  const words = [];
  const [name, number, share, track] = [names[i], cls[i], conf[i], id[i]];
  if (name) words.push(name);
  else if (typeof number === "number") words.push(fill(text.data.class, { n: numberText(number) }));
  if (typeof share === "number") words.push(numberText(share, 2, 2));
  if (typeof track === "number") words.push(`#${track}`);
  return words.join(" ");
}

/** The same over frames for a track, else for a class; light enough for dark words on it. */
function colourOf({ cls, id }: Boxes, i: number) {
  const number = id[i] ?? cls[i] ?? 0;
  return `oklch(0.82 0.16 ${((number * GOLDEN_ANGLE + 145) % 360).toFixed(1)})`;
}
