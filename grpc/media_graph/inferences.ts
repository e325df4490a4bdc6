/**
 * Results as inferences (protos/media_graph/inferencing.proto).
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import { readoutOf } from "../../results/mod.ts";
import type { Boxes, Corners, Label, ResultContent } from "../../hub/mod.ts";
import type { Inference, Rectangle } from "./messages.ts";

/** Width and height of a frame, in pixels. */
export interface FrameSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Longest JSON of one answer, in bytes. Existing clients take messages of 4 MB, gRPC's own bound, and a
 * longer one would end their stream.
 */
const MAX_JSON_BYTES = 1_000_000;

/** Longest tag, in UTF-16 units: 2 MB at the bounds of boxes and labels, for the same reason. */
const MAX_TAG = 500;

/** Longest unknown name that is repeated to the client, in UTF-16 units. */
const MAX_NAME = 100;

/**
 * A result's inferences: labels are classifications, boxes entities, text a text, and the rest is JSON. A lone
 * surrogate, as cutting a text leaves it, becomes U+FFFD: clients end a stream whose strings are no UTF-8.
 *
 * @param size in whose pixels the boxes are
 */
export function inferencesOf(content: ResultContent, size: FrameSize): Inference[] {
  const { labels, boxes, text, rest, isWhole } = readoutOf(content);
  const inferences: Inference[] = labels.map(classification);
  if (boxes) inferences.push(...entities(boxes, size));
  if (text !== undefined && text !== "") {
    inferences.push({ type: "TEXT", text: { value: text.toWellFormed() } });
  }
  if (rest && Object.keys(rest).length > 0) inferences.push(other(rest));
  if (!isWhole) {
    const message = "Part of the result's data is too large for an inference and is left out.";
    inferences.push(event("resultTooLarge", { message }));
  }
  return inferences;
}

/** Why a frame has no inferences. */
export function processingFailed({ code, message }: FrameboxError): Inference {
  return event("processingFailed", { code, message: message.toWellFormed() });
}

/** The processor that a stream names does not exist, and another one processes it. */
export function unknownProcessor(name: string, used: string, names: readonly string[]): Inference {
  const asked = name.slice(0, MAX_NAME).toWellFormed();
  const message = `There is no processor ${asked}; there are ${names.join(", ")}.`;
  return event("unknownProcessor", { asked, used, message });
}

function event(name: string, properties: Readonly<Record<string, string>>): Inference {
  return { type: "EVENT", event: { name, properties } };
}

function classification({ label, probability, about }: Label): Inference {
  const tag = { value: tagOf(label), confidence: confidence(probability) };
  const subtype = tagOf(about ?? "");
  return { type: "CLASSIFICATION", subtype, classification: { tag } };
}

function entities(boxes: Boxes, size: FrameSize): Inference[] {
  return boxes.xyxy.map((corners, i) => {
    const name = boxes.names[i] ?? textOf(boxes.cls[i]);
    const tag = { value: tagOf(name), confidence: confidence(boxes.conf[i]) };
    const box = rectangle(corners, size);
    return { type: "ENTITY", entity: { tag, box, id: textOf(boxes.id[i]) } };
  });
}

function tagOf(words: string): string {
  return words.slice(0, MAX_TAG).toWellFormed();
}

/** 1 where there is none. Some clients write answers as JSON, which has no NaN and no infinity. */
function confidence(number: number | null | undefined): number {
  return typeof number === "number" && Number.isFinite(Math.fround(number)) ? number : 1;
}

/** A number as text; empty where there is none. */
function textOf(number: number | null | undefined): string {
  return number === null || number === undefined ? "" : String(number);
}

/** The rectangle is cut at the frame's edges: clients rely on fractions. */
function rectangle([left, top, right, bottom]: Corners, size: FrameSize): Rectangle {
  const [l, r] = [fraction(left, size.widthPx), fraction(right, size.widthPx)];
  const [t, b] = [fraction(top, size.heightPx), fraction(bottom, size.heightPx)];
  return { l, t, w: Math.max(0, r - l), h: Math.max(0, b - t) };
}

function fraction(px: number, sidePx: number): number {
  return Math.min(1, Math.max(0, px / sidePx || 0));
}

function other(rest: Readonly<Record<string, unknown>>): Inference {
  const content_bytes = new TextEncoder().encode(JSON.stringify(rest));
  const bytes = content_bytes.byteLength;
  if (bytes > MAX_JSON_BYTES) {
    const message = `The result's data is ${bytes} bytes of JSON; ${MAX_JSON_BYTES} can be sent.`;
    return event("resultTooLarge", { message });
  }
  return { type: "OTHER", other: { content_type: "application/json", content_bytes } };
}
