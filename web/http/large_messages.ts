/**
 * Large messages of WebSockets, as cameras send them. npm `ws` unmasks byte by byte, and leaves the pieces of a
 * message to the garbage collector; here it is done in words, and a piece is given back as soon as it is copied.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { freeBytes } from "../../base/memory/mod.ts";

/** A smaller message is left to the library. */
const LEAST_BYTES = 4096;

/** Changes nothing; the library passes over it. */
const NO_MASK = Buffer.alloc(4);

/** The part of the library's receiver that is used, as it stands when a message's head has been read. */
interface Receiver {
  /** What was read and is not consumed, in its order; and its bytes. */
  _buffers: Buffer[];
  _bufferedBytes: number;
  /** Of the message, or of this part of it. */
  _payloadLength: number;
  _masked: boolean;
  _mask: unknown;
  getData(done: (error?: Error) => void): void;
}

/**
 * Has a socket receive large messages so. Should the library come to do it elsewhere, it does it as it always
 * did.
 *
 * @param socket open, of npm `ws`
 * @returns whether it does
 */
export function receivesLargeMessages(socket: object): boolean {
  const receiver: unknown = Reflect.get(socket, "_receiver");
  if (!isReceiver(receiver)) return false;
  const { getData } = receiver;
  receiver.getData = function (done) {
    const { _masked, _mask, _payloadLength: length } = this;
    const isThere = length >= LEAST_BYTES && this._bufferedBytes >= length;
    if (_masked && _mask instanceof Uint8Array && isThere) {
      // The mask may lie in a piece that is given back.
      const mask = Uint8Array.from(_mask);
      const payload = joined(this._buffers, length);
      unmask(payload, mask);
      this._buffers.unshift(payload);
      this._mask = NO_MASK;
    }
    getData.call(this, done);
  };
  return true;
}

/**
 * Takes the first bytes out of what was read. They are views where they lie in one piece.
 *
 * @param length at most as many as there are
 */
function joined(pieces: Buffer[], length: number): Buffer {
  const [first] = pieces;
  if (first && first.length >= length) {
    if (first.length === length) pieces.shift();
    else pieces[0] = first.subarray(length);
    return first.subarray(0, length);
  }
  const whole = Buffer.from(new ArrayBuffer(length));
  for (let at = 0; at < length;) {
    const piece = pieces.shift() ?? Buffer.alloc(0);
    if (piece.length === 0) throw new Error("A receiver has fewer bytes than it says.");
    const part = piece.subarray(0, length - at);
    whole.set(part, at);
    at += part.length;
    if (part.length < piece.length) pieces.unshift(piece.subarray(part.length));
    else freeBytes(piece);
  }
  return whole;
}

/**
 * Applies a mask (RFC 6455, 5.3), in place.
 *
 * @param mask four bytes, the first one for the first byte
 */
export function unmask(bytes: Uint8Array, mask: Uint8Array): void {
  const { buffer, byteOffset, length } = bytes;
  const head = (4 - byteOffset % 4) % 4;
  const wordCount = Math.max(0, (length - head) >> 2);
  const end = wordCount > 0 ? head + 4 * wordCount : 0;
  if (wordCount > 0) {
    const turned = Uint8Array.from(mask, (_, i) => mask[(head + i) % 4]!);
    const [word = 0] = new Int32Array(turned.buffer);
    const words = new Int32Array(buffer, byteOffset + head, wordCount);
    for (let i = 0; i < wordCount; i++) words[i]! ^= word;
    for (let i = 0; i < head; i++) bytes[i]! ^= mask[i]!;
  }
  for (let i = end; i < length; i++) bytes[i]! ^= mask[i % 4]!;
}

function isReceiver(value: unknown): value is Receiver {
  if (typeof value !== "object" || value === null) return false;
  const field = (name: string): unknown => Reflect.get(value, name);
  return Array.isArray(field("_buffers")) && typeof field("getData") === "function" &&
    typeof field("_masked") === "boolean" && "_mask" in value &&
    ["_bufferedBytes", "_payloadLength"].every((name) => typeof field(name) === "number");
}
