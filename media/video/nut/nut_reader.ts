/**
 * Frames and their times from a NUT stream: what ffmpeg writes into a pipe for us. NUT is ffmpeg's
 * own container; it takes raw RGB, keeps the source's time base, and needs no seeking.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import { BytePipe } from "../byte_pipe.ts";
import {
  type NutMain,
  type NutStream,
  readNutFrame,
  readNutMain,
  readNutStream,
} from "./nut_headers.ts";
import { NUT_FILE_ID, NUT_STARTCODE, NutCursor } from "./nut_numbers.ts";

/** More than any header of a frame, or a syncpoint, has; and little to copy. */
const HEADER_BYTES = 64;
/** Bound on a header packet; ffmpeg's have some hundred bytes. */
const MAX_PACKET_BYTES = 1024 * 1024;

/** One frame as it came. */
export interface NutFrame {
  /** Its data, in a buffer of its own or in the room that was given. */
  readonly data: Uint8Array;
  /** When it is shown, in milliseconds. */
  readonly timestampMs: number;
}

/** Returns a buffer of this many bytes for a frame's data. */
export type FrameRoom = (byteLength: number) => Uint8Array;

/** Reads a NUT stream with one video stream. */
export class NutReader {
  readonly #pipe: BytePipe;
  #main: NutMain | undefined;
  #stream: NutStream | undefined;
  #lastPts = 0;
  #begun = false;

  /** Takes over the stream. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#pipe = new BytePipe(stream);
  }

  /**
   * The next frame; `undefined` at the end. A frame that was cut off is left out.
   *
   * @param room where its data goes; a buffer of its own if left out
   * @throws {FrameboxError} `INTERNAL` if that is no NUT stream
   */
  async next(room?: FrameRoom): Promise<NutFrame | undefined> {
    try {
      if (!this.#begun && !await this.#begin()) return undefined;
      for (;;) {
        const ahead = await this.#pipe.peek(HEADER_BYTES);
        if (ahead.length === 0) return undefined;
        if (ahead[0] !== 0x4e) return await this.#frame(ahead, room);
        if (!await this.#packet(ahead)) return undefined;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // What was cut off inside of a header ends early, and so does the stream.
      if ((await this.#pipe.peek(HEADER_BYTES)).length < HEADER_BYTES) return undefined;
      throw new FrameboxError("INTERNAL", "ffmpeg's output could not be understood.", error);
    }
  }

  /** Gives the stream up. */
  close(): Promise<void> {
    return this.#pipe.close();
  }

  async #begin(): Promise<boolean> {
    const id = new TextDecoder().decode(await this.#pipe.read(NUT_FILE_ID.length));
    if (id === "") return false;
    if (id !== NUT_FILE_ID) throw new RangeError("That is not a NUT stream.");
    this.#begun = true;
    return true;
  }

  async #frame(ahead: Uint8Array, room?: FrameRoom): Promise<NutFrame | undefined> {
    const [main, stream] = [this.#main, this.#stream];
    const base = stream && main?.timeBases[stream.timeBase];
    if (!main || !stream || !base) throw new RangeError("A NUT frame comes before its headers.");
    const { headerBytes, dataBytes, pts, elided } = readNutFrame(
      ahead,
      main,
      stream,
      this.#lastPts,
    );
    if (elided.length > 0) throw new RangeError("Raw video leaves nothing out.");
    this.#lastPts = pts;
    this.#pipe.skip(headerBytes);
    const data = room?.(dataBytes) ?? await this.#pipe.read(dataBytes);
    const read = room ? await this.#pipe.readInto(data) : data.length;
    if (read < dataBytes) return undefined;
    return { data, timestampMs: pts * 1000 * base.num / base.den };
  }

  async #packet(ahead: Uint8Array): Promise<boolean> {
    if (ahead.length < 9) return false;
    const code = new DataView(ahead.buffer, ahead.byteOffset).getBigUint64(0);
    const cursor = new NutCursor(ahead);
    cursor.at = 8;
    const size = cursor.unsigned();
    if (size > MAX_PACKET_BYTES) throw new RangeError("A NUT header is too long.");
    if (size > 4096) cursor.at += 4; // header_checksum
    this.#pipe.skip(cursor.at);
    const packet = await this.#pipe.read(size);
    if (packet.length < size) return false;
    if (code === NUT_STARTCODE.main) this.#main = readNutMain(packet);
    else if (code === NUT_STARTCODE.stream) this.#stream = readNutStream(packet);
    else if (code === NUT_STARTCODE.syncpoint) this.#syncpoint(packet);
    return true;
  }

  /** Sets the clock that short timestamps are counted from. */
  #syncpoint(packet: Uint8Array): void {
    const [main, stream] = [this.#main, this.#stream];
    if (!main || !stream) return;
    const coded = new NutCursor(packet).unsigned();
    const from = main.timeBases[coded % main.timeBases.length];
    const to = main.timeBases[stream.timeBase];
    if (!from || !to) return;
    const pts = Math.floor(coded / main.timeBases.length);
    this.#lastPts = Math.floor(pts * from.num * to.den / (from.den * to.num));
  }
}
