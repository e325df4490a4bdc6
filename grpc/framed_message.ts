/**
 * Messages that are sent without a copy. gRPC puts five bytes before each message, and grpc-js copies the
 * message to do so; one that has room for them in its own buffer needs no copy.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** One byte, whether the message is compressed, and four of its length (gRPC over HTTP/2). */
export const PREFIX_BYTES = 5;

/** By message as grpc-js gets it: the message with its prefix, as it is sent. */
const framed = new WeakMap<Buffer, Buffer>();

/** Writes the prefix of a message that is not compressed into its buffer, right before it. */
export function writePrefix({ buffer, byteOffset, byteLength }: Uint8Array): void {
  const prefix = new DataView(buffer, byteOffset - PREFIX_BYTES, PREFIX_BYTES);
  prefix.setUint8(0, 0);
  prefix.setUint32(1, byteLength);
}

/** A message as grpc-js takes it. `hasPrefix`: {@linkcode writePrefix} was called for it. */
export function asBuffer(
  { buffer, byteOffset, byteLength }: Uint8Array,
  hasPrefix: boolean,
): Buffer {
  const message = Buffer.from(buffer, byteOffset, byteLength);
  if (hasPrefix) {
    framed.set(message, Buffer.from(buffer, byteOffset - PREFIX_BYTES, byteLength + PREFIX_BYTES));
  }
  return message;
}

/**
 * Has a call send such messages without a copy. All others are sent as grpc-js does it. Where a version of
 * grpc-js has no such method, all are copied.
 *
 * @param call what grpc-js gives an interceptor
 */
export function sendsFramed(call: object): void {
  const serialize: unknown = Reflect.get(call, "serializeMessage");
  if (typeof serialize !== "function") return;
  Reflect.set(
    call,
    "serializeMessage",
    (message: Buffer) => framed.get(message) ?? serialize.call(call, message),
  );
}
