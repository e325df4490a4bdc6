/**
 * Feeds the stored images of a set to the hub and stores their results, within bounds of memory.
 *
 * @module
 */
import { type ImageLimits, Picture, pictureIn } from "../../media/image/mod.ts";
import { type FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { readoutOf } from "../../results/mod.ts";
import type { Outcome, Run, RunEvent } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { ImageItem, ImageSetItems } from "./image_set_items.ts";
import type { ImageSetStore } from "./image_set_store.ts";
import { resultPicture } from "./result_picture.ts";

/** Most images in flight: read from disk, with their results not yet written. */
const MAX_UNDER_WAY = 16;
/** Most decoded bytes of those; a larger image is processed alone. */
const MAX_DECODED_BYTES = 256 * 1024 * 1024;

/** Dependencies of an {@linkcode ImageSetFeed}. */
export interface ImageSetFeedParts {
  /** Takes the pictures. */
  readonly run: Run;
  /** Called with what becomes of each. */
  readonly items: ImageSetItems;
  /** Has the files. */
  readonly store: ImageSetStore;
  /** Encodes results. */
  readonly pool: Pool;
  /** For what is our own fault. */
  readonly log: Logger;
  /** Of each picture. */
  readonly imageLimits: ImageLimits;
  /** Of results that are not a file yet. */
  readonly jpegQuality: number;
  /** Whether more may be given out now. */
  readonly mayGo: () => boolean;
  /** A processor has taken one, or lost it. */
  readonly changed: () => void;
  /** A picture has its end. */
  readonly settled: (how: "done" | "failed") => void;
  /** One is no longer under way. */
  readonly left: () => void;
}

/** Pushes each item once, in order, and failed ones again on request. */
export class ImageSetFeed {
  readonly #parts: ImageSetFeedParts;
  /** Items that are to be given out again. */
  readonly #again: number[] = [];
  /** Frames that a processor has. */
  readonly #leased = new Set<number>();
  readonly #settling = new Set<Promise<void>>();
  /** The next item that was never given out. */
  #fresh = 0;
  #underWay = 0;
  #decodedBytes = 0;
  #wake = Promise.withResolvers<void>();

  constructor(parts: ImageSetFeedParts) {
    this.#parts = parts;
  }

  /** Pictures between disk and disk. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Works until the run has ended and nothing is under way. Never rejects. */
  async work(): Promise<void> {
    const { run } = this.#parts;
    const unsubscribe = run.subscribe((event) => this.#onRunEvent(event));
    const wake = () => this.wake();
    run.ended.addEventListener("abort", wake, { once: true });
    while (!run.ended.aborted) {
      const { promise } = this.#wake;
      const item = this.#next();
      if (item) await this.#give(item);
      else await promise;
    }
    unsubscribe();
    await Promise.all(this.#settling);
  }

  /** There may be something to give out. */
  wake(): void {
    const { resolve } = this.#wake;
    this.#wake = Promise.withResolvers();
    resolve();
  }

  /** An item is to be given out once more. */
  again(item: number): void {
    this.#parts.items.again(item);
    this.#again.push(item);
  }

  /** The next item, if it may be given out now. */
  #next(): ImageItem | undefined {
    const { items: { all }, mayGo } = this.#parts;
    if (!mayGo() || this.#underWay >= MAX_UNDER_WAY) return undefined;
    const item = all[this.#fresh] ?? all[this.#again[0] ?? -1];
    if (!item) return undefined;
    const fits = this.#decodedBytes + decodedBytes(item) <= MAX_DECODED_BYTES;
    if (!fits && this.#underWay > 0) return undefined;
    if (item.item === this.#fresh) this.#fresh++;
    else this.#again.shift();
    return item;
  }

  async #give(item: ImageItem): Promise<void> {
    const { run, items, store, imageLimits, pool } = this.#parts;
    this.#underWay++;
    this.#decodedBytes += decodedBytes(item);
    try {
      const bytes = await store.readInput(item.item);
      const picture = await Picture.open(bytes, imageLimits, pool, run.ended);
      const { number, outcome } = await run.push(picture);
      items.pushed(item.item, number);
      // Its lease may have been notified before its number was.
      if (this.#leased.has(number)) items.leased(item.item, true);
      const settling = outcome.then((outcome) => this.#settled(item, outcome));
      this.#settling.add(settling);
      settling.then(() => this.#settling.delete(settling));
    } catch (caught) {
      this.#failed(item, toFrameboxError(caught));
      this.#left(item);
    }
  }

  /** Never rejects. */
  async #settled(item: ImageItem, outcome: Outcome): Promise<void> {
    this.#leased.delete(outcome.number);
    try {
      if (outcome.kind === "failed") this.#failed(item, outcome.error);
      else if (outcome.kind === "done") await this.#keep(item, outcome);
      // The frame count was reset while it was under way: it gets another number.
      else if (!this.#parts.run.ended.aborted) this.again(item.item);
    } catch (caught) {
      this.#failed(item, toFrameboxError(caught));
    } finally {
      this.#left(item);
    }
  }

  async #keep(item: ImageItem, outcome: Extract<Outcome, { kind: "done" }>): Promise<void> {
    const { run, items, store, pool, jpegQuality, settled } = this.#parts;
    const { content, timings, processedBy } = outcome;
    const how = { pool, jpegQuality, signal: run.ended };
    const shown = pictureIn(content.payload);
    const picture = shown && await resultPicture(shown, item.input, how);
    if (picture) await store.writeResult(item.item, picture.bytes);
    const { labels, text } = readoutOf(content);
    items.done(item.item, {
      result: picture?.file,
      labels,
      text,
      variables: (content.variables ?? []).map(({ name }) => name),
      scale: content.scale,
      remarks: content.remarks ?? [],
      processedBy,
      processingMs: timings.processingMs,
    });
    settled("done");
  }

  #failed(item: ImageItem, error: FrameboxError): void {
    const { run, items, log, settled } = this.#parts;
    // An item that the end of the run interrupted has not failed.
    if (run.ended.aborted) return;
    if (error.code === "INTERNAL") log.error("image_failed", error);
    items.failed(item.item, error);
    settled("failed");
  }

  #left(item: ImageItem): void {
    this.#underWay--;
    this.#decodedBytes -= decodedBytes(item);
    this.#parts.left();
    this.wake();
  }

  #onRunEvent(event: RunEvent): void {
    if (event.type !== "leased" && event.type !== "redelivered") return;
    const isLeased = event.type === "leased";
    if (isLeased) this.#leased.add(event.number);
    else this.#leased.delete(event.number);
    const item = this.#parts.items.ofFrame(event.number);
    if (!item) return;
    this.#parts.items.leased(item.item, isLeased);
    this.#parts.changed();
  }
}

function decodedBytes({ input }: ImageItem): number {
  return input.widthPx * input.heightPx * 3;
}
