/**
 * The images of an image set, and the state of each.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { FrameScale, Label } from "../../hub/mod.ts";
import type { PayloadRemark } from "../../base/payload/mod.ts";
import type { PictureFormat } from "../../media/image/mod.ts";
import { Names } from "./picture_name.ts";

/** `waiting`: stored, not given out. `working`: a processor has it. The last three are ends. */
export type ItemState = "waiting" | "working" | "done" | "failed" | "cancelled";

/** A picture's file in its run's directory. */
export interface ItemFile {
  /** By its bytes. */
  readonly format: PictureFormat;
  /** Columns, as shown. */
  readonly widthPx: number;
  /** Rows, as shown. */
  readonly heightPx: number;
  /** Size on disk. */
  readonly byteLength: number;
}

/** A result's picture on disk. */
export interface ResultFile extends ItemFile {
  /** By its bytes. */
  readonly format: "jpeg" | "png";
  /** Of its bytes, as ZIP has it. */
  readonly crc32: number;
}

/** One image of an image set. */
export interface ImageItem {
  /** 0, 1, 2 … in the order of arrival. */
  readonly item: number;
  /** Cleaned, unique in its run, with its folders. */
  readonly name: string;
  /** What the sender calls it, to know it again. */
  readonly key: string | undefined;
  /** What was given. */
  readonly input: ItemFile;
  /** Number of its newest change in its run; see {@linkcode ImageSetItems.after}. */
  readonly change: number;
  /** Where it is. */
  readonly state: ItemState;
  /** Its frame in the run, and in `data.mat`; another one after each retry. */
  readonly frame: number | undefined;
  /** Why it failed. */
  readonly error: FrameboxError | undefined;
  /** The result's picture, if it has one. */
  readonly result: ResultFile | undefined;
  /** What was recognised, the most probable first; bounded. */
  readonly labels: readonly Label[];
  /** Words of the result; bounded. */
  readonly text: string | undefined;
  /** Names of what it left in `data.mat`; bounded. */
  readonly variables: readonly string[];
  /** Its frame was given out smaller than it is. */
  readonly scale: FrameScale | undefined;
  /** Remarks on how it was read. */
  readonly remarks: readonly PayloadRemark[];
  /** Who answered. */
  readonly processedBy: string | undefined;
  /** From its lease to its result. */
  readonly processingMs: number | undefined;
}

/** What a result holds for an item. */
export type ItemResult = Pick<
  ImageItem,
  "result" | "labels" | "text" | "variables" | "scale" | "remarks" | "processedBy" | "processingMs"
>;

/** Of one item, so that thousands stay small in memory. */
const MAX_LABELS = 20;
const MAX_LABEL = 200;
const MAX_TEXT = 2000;
const MAX_VARIABLES = 10;

type Mutable = { -readonly [K in keyof ImageItem]: ImageItem[K] };

const NOTHING: ItemResult = {
  result: undefined,
  labels: [],
  text: undefined,
  variables: [],
  scale: undefined,
  remarks: [],
  processedBy: undefined,
  processingMs: undefined,
};

/** Keeps the items and numbers their changes. */
export class ImageSetItems {
  readonly #items: Mutable[] = [];
  readonly #byKey = new Map<string, Mutable>();
  readonly #byFrame = new Map<number, Mutable>();
  readonly #names = new Names();
  #changes = 0;

  /** All, in order. */
  get all(): readonly ImageItem[] {
    return this.#items;
  }

  /** Number of the newest change. */
  get last(): number {
    return this.#changes;
  }

  /** A new one; it waits. */
  add(name: string, key: string | undefined, input: ItemFile): ImageItem {
    const item: Mutable = {
      item: this.#items.length,
      name: this.#names.take(name),
      key,
      input,
      change: ++this.#changes,
      state: "waiting",
      frame: undefined,
      error: undefined,
      ...NOTHING,
    };
    this.#items.push(item);
    if (key !== undefined) this.#byKey.set(key, item);
    return item;
  }

  /** The one that its sender called so. */
  ofKey(key: string): ImageItem | undefined {
    return this.#byKey.get(key);
  }

  /** The one with this frame under way. */
  ofFrame(frame: number): ImageItem | undefined {
    return this.#byFrame.get(frame);
  }

  /** What changed after that change, in the order of the changes, `limit` at most. */
  after(change: number, limit: number): readonly ImageItem[] {
    return this.#items.filter((item) => item.change > change)
      .sort((a, b) => a.change - b.change).slice(0, limit);
  }

  /** It was pushed to the hub as that frame; published with its next change. */
  pushed(number: number, frame: number): void {
    const item = this.#at(number);
    item.frame = frame;
    this.#byFrame.set(frame, item);
  }

  /** A processor has it, or no longer. */
  leased(number: number, isLeased: boolean): void {
    const item = this.#at(number);
    if (isLeased === (item.state === "working")) return;
    if (item.state === "working" || item.state === "waiting") {
      this.#turn(item, isLeased ? "working" : "waiting");
    }
  }

  /** It has its result. */
  done(number: number, result: ItemResult): void {
    const item = this.#at(number);
    this.#release(item);
    const labels = result.labels.slice(0, MAX_LABELS);
    Object.assign(item, {
      ...result,
      labels: labels.map((label) => ({ ...label, label: cut(label.label, MAX_LABEL) })),
      variables: result.variables.slice(0, MAX_VARIABLES),
      text: result.text === undefined ? undefined : cut(result.text, MAX_TEXT),
    });
    this.#turn(item, "done");
  }

  /** It has none. */
  failed(number: number, error: FrameboxError): void {
    const item = this.#at(number);
    this.#release(item);
    item.error = error;
    this.#turn(item, "failed");
  }

  /** It waits again, as if nothing had been. */
  again(number: number): void {
    const item = this.#at(number);
    this.#release(item);
    Object.assign(item, NOTHING, { error: undefined, frame: undefined });
    this.#turn(item, "waiting");
  }

  /** What has no end yet gets none. */
  cancelled(): void {
    for (const item of this.#items) {
      if (item.state === "waiting" || item.state === "working") this.#turn(item, "cancelled");
    }
    this.#byFrame.clear();
  }

  #at(number: number): Mutable {
    const item = this.#items[number];
    if (!item) throw new RangeError(`There is no item ${number}.`);
    return item;
  }

  #release(item: Mutable): void {
    if (item.frame !== undefined) this.#byFrame.delete(item.frame);
  }

  #turn(item: Mutable, state: ItemState): void {
    item.state = state;
    item.change = ++this.#changes;
  }
}

function cut(text: string, max: number): string {
  const whole = text.toWellFormed();
  return whole.length <= max ? whole : `${whole.slice(0, max - 1).toWellFormed()}…`;
}
