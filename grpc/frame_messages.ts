/**
 * Frames as `submit` gives them, each made for the limit of its caller.
 *
 * @module
 */
import { pictureInput, pictureOf } from "../media/image/mod.ts";
import type { Frame, FrameScale, Lease } from "../hub/mod.ts";
import { freeBuffer } from "../base/memory/mod.ts";
import type { Pool } from "../base/pool/mod.ts";
import { submitTask } from "./generic_box_tasks.ts";
import type { ReceiveLimit } from "./receive_limit.ts";
import { matSize, type SubmitFormat, type SubmitMessage } from "./submit_message.ts";

/** A message, ready to be sent. */
export interface FrameMessage {
  /** Serialized. */
  readonly bytes: Uint8Array;
  /** How the frame is in it, if it had to be made smaller. */
  readonly scale: FrameScale | undefined;
}

/** Messages of one frame that are on their way. */
interface UnderWay {
  /** Calls that have taken one, or wait for it, and have not ended. */
  calls: number;
  /** Whether one of them has reached its caller. */
  delivered: boolean;
  readonly given: Set<Uint8Array>;
}

/** A frame, and the hash under which it is given out. */
type Given = Pick<Lease, "frame" | "hash">;

/** Makes messages. One that fits several callers is made once, and kept with its frame. */
export class FrameMessages {
  readonly #pool: Pool;
  readonly #format: SubmitFormat;
  readonly #jpegQuality: number;
  /** What is in the messages that frames keep. */
  readonly #made = new WeakMap<Uint8Array, SubmitMessage>();
  readonly #underWay = new WeakMap<Frame, UnderWay>();
  /** Messages of calls that were cut: their connections may still read from them. */
  readonly #cut = new WeakSet<Uint8Array>();

  /** @param jpegQuality of JPEG files that have to be made, 1 to 100 */
  constructor(pool: Pool, format: SubmitFormat, jpegQuality: number) {
    this.#pool = pool;
    this.#format = format;
    this.#jpegQuality = jpegQuality;
  }

  /**
   * The message of a frame, for a call that has it until {@linkcode FrameMessages.ended}.
   *
   * @throws {FrameboxError} as the task {@linkcode submitTask}
   */
  async take(given: Given, limit: ReceiveLimit): Promise<FrameMessage> {
    const { frame } = given;
    // Counted before anything is awaited: what another call is done with is not freed under this one.
    const underWay = this.#underWay.get(frame) ?? { calls: 0, delivered: false, given: new Set() };
    this.#underWay.set(frame, underWay);
    underWay.calls++;
    try {
      const message = await this.#make(given, limit);
      underWay.given.add(message.bytes);
      return message;
    } catch (error) {
      this.#countDown(frame);
      throw error;
    }
  }

  /**
   * A call that took a message has ended. After the last call of a frame its messages' memory is given back;
   * should the frame be given out again, its message is made anew. If none was delivered, the frame keeps them
   * for the next call. What a call that was cut had is left to the garbage collector.
   *
   * @param isDelivered the whole message has reached its caller
   */
  ended(frame: Frame, { bytes }: FrameMessage, isDelivered: boolean): void {
    const underWay = this.#underWay.get(frame);
    if (!underWay) return;
    if (isDelivered) underWay.delivered = true;
    else this.#cut.add(bytes);
    this.#countDown(frame);
  }

  #countDown(frame: Frame): void {
    const underWay = this.#underWay.get(frame);
    if (!underWay || --underWay.calls > 0) return;
    this.#underWay.delete(frame);
    if (!underWay.delivered) return;
    frame.forgetForms();
    for (const bytes of underWay.given) this.#free(bytes);
  }

  /** The prefix lies before the message, in the same buffer. */
  #free(bytes: Uint8Array): void {
    if (!this.#cut.has(bytes)) freeBuffer(bytes);
  }

  async #make({ frame, hash }: Given, limit: ReceiveLimit): Promise<FrameMessage> {
    const make = async () => {
      const { input, transfer } = pictureInput(pictureOf(frame.payload));
      const task = {
        picture: input,
        number: frame.number,
        hash,
        format: this.#format,
        maxBytes: limit.bytes,
        jpegQuality: this.#jpegQuality,
      };
      const message = await this.#pool.run(submitTask, task, { transfer });
      this.#made.set(message.bytes, message);
      return message.bytes;
    };
    // A message that was made ahead and not used is freed here; one that a call has, when that call ends.
    const bytes = await frame.form(this.#key(frame, limit), make, (bytes) => {
      if (!this.#underWay.has(frame)) this.#free(bytes);
    });
    return { bytes, scale: this.#scaleOf(frame, bytes, limit) };
  }

  /**
   * Begins to make a message before its caller's next `submit`, while the pool is idle.
   *
   * @returns as {@linkcode Prepare} has it
   */
  ahead(given: Given, limit: ReceiveLimit): Promise<FrameMessage> | undefined {
    return this.#pool.isFree ? this.#make(given, limit) : undefined;
  }

  /** Equal for limits that give the same message, as far as that is known beforehand. */
  #key({ payload }: Frame, { bytes: maxBytes }: ReceiveLimit): string {
    if (this.#format === "jpeg") return `generic_box jpeg ${maxBytes}`;
    const { widthPx, heightPx } = matSize(pictureOf(payload), maxBytes);
    return `generic_box mat ${widthPx}×${heightPx}`;
  }

  #scaleOf(
    { payload }: Frame,
    bytes: Uint8Array,
    { bytes: limitBytes, by }: ReceiveLimit,
  ): FrameScale | undefined {
    const picture = pictureOf(payload);
    const { widthPx = picture.widthPx, heightPx = picture.heightPx, sourceBytes = 0 } =
      this.#made.get(bytes) ?? {};
    const { widthPx: sourceWidthPx, heightPx: sourceHeightPx } = picture;
    if (widthPx === sourceWidthPx && heightPx === sourceHeightPx) return undefined;
    const format = this.#format;
    return {
      ...{ widthPx, heightPx, sourceWidthPx, sourceHeightPx },
      ...{ sourceBytes, limitBytes, by, format },
    };
  }
}
