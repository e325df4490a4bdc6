/**
 * What a result holds besides its picture, in one form for every processor: structured content from a
 * processor inside framebox, or MATLAB variables from a worker.
 *
 * @module
 */
import {
  type Boxes,
  boxPlace,
  type JsonValue,
  type Label,
  type ResultContent,
} from "../hub/mod.ts";
import { boxesAt } from "./boxes_at.ts";
import { boxesOf } from "./boxes.ts";
import { takeLabels } from "./labels.ts";
import { dropBoxes, restOf } from "./rest.ts";
import { takeText } from "./text.ts";
import { structuredValues, valuesOf } from "./values.ts";
import { fieldsOf, readVariables } from "./variables.ts";

/** See {@linkcode readoutOf}. */
export interface ResultReadout {
  /**
   * Numeric scalars by their path in the frame's struct (`data_00012.mean` is `mean`), and the
   * number of boxes as `boxes`. NaN and infinities are kept.
   */
  readonly values: Readonly<Record<string, number>>;
  /**
   * What was found and where, in pixels of the result's picture, or of the frame where there is
   * none. An empty list: the detector ran and found nothing. `undefined`: there are no boxes.
   */
  readonly boxes: Boxes | undefined;
  /** What was recognised, the most probable first where probabilities are given. */
  readonly labels: readonly Label[];
  /** Words about the frame. */
  readonly text: string | undefined;
  /** All other data, within bounds: large arrays are left out. */
  readonly rest: Readonly<Record<string, JsonValue>> | undefined;
  /** `false`: some data was too large for this readout, could not be read, or has no JSON form. */
  readonly isWhole: boolean;
}

const cache = new WeakMap<ResultContent, ResultReadout>();

/**
 * Reads a result's content. Where any of labels, boxes, text and data is structured, labels, text and
 * the rest come from there alone, and so do values and boxes where boxes or data are. Otherwise they
 * come from the variables: from the fields of the frame's own struct, or from variables of the same
 * names. `xyxy`, `conf`, `cls`, `id` and `names` are boxes; `label` or `labels`, with `probability`,
 * `probabilities`, `score`, `scores` or `conf`, are labels; `text` is text; everything else is `rest`.
 *
 * Each property is read at its first use and cached for as long as the content lives. Variables that
 * can't be read are skipped.
 */
export function readoutOf(content: ResultContent): ResultReadout {
  let readout = cache.get(content);
  if (readout === undefined) cache.set(content, readout = readContent(content));
  return readout;
}

/**
 * Reads variables that were stored in a file. Boxes are returned as stored.
 *
 * @param elements whole Level 5 elements of one frame
 */
export function readoutOfElements(elements: readonly Uint8Array[]): ResultReadout {
  const variables = once(() => readVariables(elements));
  const boxes = once(() => boxesOf(variables().named));
  const values = once(() => valuesOf(variables().named, boxes()?.count));
  const words = once(() => {
    const fields = fieldsOf(variables().named);
    // First, since labels may have a `conf`, too.
    dropBoxes(fields);
    return { labels: takeLabels(fields), text: takeText(fields), fields };
  });
  // Most callers read labels and text alone.
  const rest = once(() => restOf(words().fields));
  return {
    get values() {
      return values();
    },
    get boxes() {
      return boxes()?.boxes;
    },
    get labels() {
      return words().labels;
    },
    get text() {
      return words().text;
    },
    get rest() {
      return rest().rest;
    },
    get isWhole() {
      return variables().isWhole && rest().isWhole;
    },
  };
}

function readContent(content: ResultContent): ResultReadout {
  const { labels = [], boxes, text, data, variables = [] } = content;
  const hasData = boxes !== undefined || data !== undefined;
  if (hasData) {
    const values = once(() => structuredValues(data, boxes?.xyxy.length));
    return {
      get values() {
        return values();
      },
      boxes,
      labels,
      text,
      rest: data,
      isWhole: true,
    };
  }
  const read = readoutOfElements(variables.map(({ element }) => element));
  const placed = once(() => inPicture(read.boxes, content));
  const isStructured = labels.length > 0 || text !== undefined;
  return {
    get values() {
      return read.values;
    },
    get boxes() {
      return placed();
    },
    get labels() {
      return isStructured ? labels : read.labels;
    },
    get text() {
      return isStructured ? text : read.text;
    },
    get rest() {
      return isStructured ? undefined : read.rest;
    },
    get isWhole() {
      return isStructured || read.isWhole;
    },
  };
}

/** Boxes that were found in a scaled-down frame, in pixels of the picture they are drawn over. */
function inPicture(boxes: Boxes | undefined, content: ResultContent): Boxes | undefined {
  const place = boxPlace(content);
  return boxes && place ? boxesAt(boxes, place) : boxes;
}

/** Calls `make` at the first call, and returns the same after. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
