/**
 * Decodes received messages. grpc-js keeps every piece of a message, joins them at its end, and leaves all of
 * it to the garbage collector: twice 2.8 MB for a 720p picture, which comes to be most of the collector's work.
 * Here a message has one buffer from its first byte on, and each piece is freed as soon as it is copied.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { PREFIX_BYTES } from "./framed_message.ts";
import { freeBytes } from "../base/memory/mod.ts";

/** The part of grpc-js's decoder that its calls use. */
interface Decoder {
  write(data: Buffer): Buffer[];
}

/** A message with its prefix, as far as it was received. */
interface Incoming {
  readonly bytes: Buffer;
  filled: number;
}

/** Bound on a message's first buffer; a larger message grows with what is received. */
const FIRST_BUFFER_BYTES = 4 * 1024 * 1024;

/** Joins the pieces of messages, each with its prefix. */
export class MessageDecoder implements Decoder {
  readonly #maxBytes: number;
  readonly #prefix = new Uint8Array(PREFIX_BYTES);
  #prefixBytes = 0;
  #messageBytes = 0;
  #message: Incoming | undefined;

  /** @param maxBytes largest message without its prefix; -1 for no limit */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Takes the next piece. One that fills its buffer is empty from then on.
   *
   * @returns the messages that are whole now, in their order
   * @throws {Error} when a message is over the limit; grpc-js sends its caller RESOURCE_EXHAUSTED
   */
  write(piece: Buffer): Buffer[] {
    const whole: Buffer[] = [];
    for (let at = 0; at < piece.length;) {
      const message = this.#message;
      if (!message) {
        at += this.#readPrefix(piece, at);
      } else {
        const end = Math.min(piece.length, at + this.#messageBytes - message.filled);
        this.#append(message, piece.subarray(at, end));
        at = end;
      }
      const done = this.#takeWhole();
      if (done) whole.push(done);
    }
    freeBytes(piece);
    return whole;
  }

  /** @returns how many bytes of the piece belong to it */
  #readPrefix(piece: Buffer, at: number): number {
    const count = Math.min(piece.length - at, PREFIX_BYTES - this.#prefixBytes);
    this.#prefix.set(piece.subarray(at, at + count), this.#prefixBytes);
    this.#prefixBytes += count;
    if (this.#prefixBytes < PREFIX_BYTES) return count;
    const length = new DataView(this.#prefix.buffer).getUint32(1);
    if (this.#maxBytes !== -1 && length > this.#maxBytes) {
      throw new Error(`Received message larger than max (${length} vs ${this.#maxBytes})`);
    }
    this.#messageBytes = PREFIX_BYTES + length;
    this.#message = room(Math.min(this.#messageBytes, FIRST_BUFFER_BYTES));
    this.#append(this.#message, this.#prefix);
    return count;
  }

  #append(message: Incoming, bytes: Uint8Array): void {
    const { bytes: before, filled } = message;
    let into = message;
    if (filled + bytes.length > before.length) {
      into = room(Math.min(this.#messageBytes, Math.max(2 * before.length, filled + bytes.length)));
      into.bytes.set(before.subarray(0, filled));
      freeBytes(before);
      this.#message = into;
    }
    into.bytes.set(bytes, filled);
    into.filled = filled + bytes.length;
  }

  #takeWhole(): Buffer | undefined {
    if (this.#message?.filled !== this.#messageBytes) return undefined;
    const { bytes } = this.#message;
    this.#message = undefined;
    this.#prefixBytes = 0;
    return bytes;
  }
}

/**
 * Has a call decode its messages here. Where a version of grpc-js has no such decoder, its own is used.
 *
 * @param call what grpc-js gives an interceptor
 */
export function joinsMessages(call: object): void {
  const decoder: unknown = Reflect.get(call, "decoder");
  const maxBytes: unknown = Reflect.get(call, "maxReceiveMessageSize");
  if (typeof decoder !== "object" || typeof maxBytes !== "number") return;
  Reflect.set(call, "decoder", new MessageDecoder(maxBytes));
}

function room(byteLength: number): Incoming {
  return { bytes: Buffer.from(new ArrayBuffer(byteLength)), filled: 0 };
}
