/**
 * What a pool's thread returns for each frame. It is made from what the processor returned, which is
 * checked because it may be anything.
 *
 * @module
 */
import type { ErrorCode, ErrorReason } from "../base/errors/mod.ts";
import type { Boxes, JsonValue, Label } from "../hub/mod.ts";
import type { Planes, Raster } from "../media/image/mod.ts";
import { cell, char, type MatValue, numeric } from "../mat/mod.ts";
import { jsonRecordOf, matFieldsOf } from "./data_values.ts";
import type { Pixels, ProcessorBox, ProcessorLabel, ProcessorResult } from "./processor.ts";

/** Bounds on the boxes, labels and UTF-16 units of text of one frame. */
const MAX_BOXES = 1000;
const MAX_LABELS = 100;
const MAX_TEXT = 10_000;

/** Bound on a label, and on a box's name, in UTF-16 units. */
const MAX_LABEL = 1000;

/** A picture on its way back: a file, pixels, planes as a video has them, or the frame's own picture. */
export type AnswerPicture =
  | { readonly file: Uint8Array<ArrayBuffer> }
  | { readonly raster: Raster }
  | { readonly planes: Planes }
  | "as-it-came";

/** What was recognised, in the form that the hub has. */
export interface AnswerContent {
  /** What was recognised. */
  readonly labels?: readonly Label[];
  /** What was found and where. */
  readonly boxes?: Boxes;
  /** Words about the frame. */
  readonly text?: string;
  /** Anything else. */
  readonly data?: Readonly<Record<string, JsonValue>>;
}

/** What became of one frame. */
export type FrameAnswer =
  | AnswerContent & {
    readonly picture?: AnswerPicture;
    /** The frame's struct, a whole Level 5 element. */
    readonly element?: Uint8Array<ArrayBuffer>;
  }
  | {
    readonly error: {
      readonly code: ErrorCode;
      readonly message: string;
      /** For the log. */
      readonly detail: string | undefined;
      readonly because?: ErrorReason | undefined;
    };
  };

/**
 * The content in a result.
 *
 * @throws {TypeError} what is wrong with it, as the end of a sentence
 */
export function contentIn(result: ProcessorResult): AnswerContent {
  const { labels, boxes, text, data } = result;
  if (text !== undefined && typeof text !== "string") throw new TypeError("text is no string");
  if (data !== undefined && (typeof data !== "object" || data === null || Array.isArray(data))) {
    throw new TypeError("data is no object");
  }
  return {
    ...(labels === undefined ? {} : { labels: listed("labels", labels).map(labelOf) }),
    ...(boxes === undefined ? {} : { boxes: boxesOf(listed("boxes", boxes)) }),
    ...(text === undefined ? {} : { text: text.slice(0, MAX_TEXT) }),
    ...(data === undefined ? {} : { data: jsonRecordOf(data) }),
  };
}

/**
 * The fields of the frame's struct in `data.mat`. Boxes, labels and the text have fields that
 * workers use, too; data of these names gives way.
 *
 * @throws {TypeError} as {@linkcode contentIn}
 */
export function fieldsOf(
  { data }: ProcessorResult,
  { labels, boxes, text }: AnswerContent,
): Record<string, MatValue> {
  return {
    ...(data === undefined ? {} : matFieldsOf(data)),
    ...(boxes === undefined ? {} : boxFields(boxes)),
    ...(labels === undefined ? {} : labelFields(labels)),
    ...(text === undefined ? {} : { text: char(text) }),
  };
}

/**
 * A picture's pixels as a raster.
 *
 * @throws {TypeError} when there are more or fewer bytes than its size asks for
 */
export function rasterOf({ width, height, channels, data }: Pixels): Raster {
  const bytes = data instanceof Uint8ClampedArray
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : data;
  const isSize = (side: unknown) => Number.isSafeInteger(side) && Number(side) > 0;
  if (!isSize(width) || !isSize(height) || ![1, 3, 4].includes(channels)) {
    throw new TypeError("a picture has a width, a height and 1, 3 or 4 channels");
  }
  if (!(bytes instanceof Uint8Array) || bytes.byteLength !== width * height * channels) {
    throw new TypeError(
      `a picture of ${width}×${height} with ${channels} channels has ${
        width * height * channels
      } ` +
        "bytes in a Uint8Array",
    );
  }
  return {
    widthPx: width,
    heightPx: height,
    channels,
    layout: "interleaved",
    order: "RGB",
    data: bytes,
  };
}

function listed<T>(what: string, list: readonly T[]): readonly T[] {
  if (!Array.isArray(list)) throw new TypeError(`${what} is no list`);
  return list.slice(0, what === "labels" ? MAX_LABELS : MAX_BOXES);
}

function labelOf({ label, probability, about }: ProcessorLabel): Label {
  if (typeof label !== "string") throw new TypeError("a label is { label: string, … }");
  return {
    label: label.slice(0, MAX_LABEL),
    ...(isNumber(probability) ? { probability } : {}),
    ...(typeof about === "string" ? { about: about.slice(0, MAX_LABEL) } : {}),
  };
}

function boxesOf(list: readonly ProcessorBox[]): Boxes {
  return {
    xyxy: list.map(({ xyxy }) => {
      const [left, top, right, bottom] = Array.from(xyxy ?? [], hundredths);
      if (
        left === undefined || top === undefined || right === undefined || bottom === undefined ||
        !Number.isFinite(left + top + right + bottom)
      ) throw new TypeError("a box is { xyxy: [left, top, right, bottom], … } in pixels");
      return [left, top, right, bottom];
    }),
    conf: list.map(({ conf }) => isNumber(conf) ? conf : null),
    cls: list.map(({ cls }) => isNumber(cls) ? cls : null),
    id: list.map(({ id }) => isNumber(id) ? id : null),
    names: list.map(({ name }) => typeof name === "string" ? name.slice(0, MAX_LABEL) : null),
  };
}

function boxFields({ xyxy, conf, cls, id, names }: Boxes): Record<string, MatValue> {
  const count = xyxy.length;
  const column = (values: readonly (number | null)[]) =>
    numeric("double", [count, 1], values.map((value) => value ?? NaN));
  const some = (values: readonly unknown[]) => values.some((value) => value !== null);
  const corners = [0, 1, 2, 3].flatMap((corner) => xyxy.map((row) => row[corner] ?? NaN));
  return {
    xyxy: numeric("double", [count, 4], corners),
    conf: column(conf),
    cls: column(cls),
    ...(some(id) ? { id: column(id) } : {}),
    ...(some(names) ? { name: cell([count, 1], names.map((name) => char(name ?? ""))) } : {}),
  };
}

function labelFields(labels: readonly Label[]): Record<string, MatValue> {
  const count = labels.length;
  const probabilities = labels.map(({ probability }) => probability ?? NaN);
  return {
    labels: cell([1, count], labels.map(({ label }) => char(label))),
    probabilities: numeric("double", [1, count], probabilities),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
