/** A client with just enough HTTP/2 to repeat a large header in many streams. */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import net from "node:net";

const HEADERS = 1;
const RST_STREAM = 3;
const SETTINGS = 4;
const END_HEADERS = 4;

/** What became of a flood. */
export interface Flood {
  /** Bytes that were sent. */
  readonly sent: number;
  /** Codes of the RST_STREAM frames that came. */
  readonly resets: readonly number[];
  /** The server ended the connection. */
  readonly isCut: boolean;
}

/**
 * Opens streams whose headers repeat one of 3,900 bytes from HPACK's dynamic table (RFC 7541, 6.1), until
 * that many are sent or the server ends the connection. It never confirms the server's settings, so that
 * none of them binds it.
 *
 * @param repeats how often each stream repeats the header, one byte each
 */
export async function floodHeaders(
  port: number,
  streams: number,
  repeats: number,
): Promise<Flood> {
  const socket = net.connect(port, "localhost");
  const resets: number[] = [];
  let unread: Buffer = Buffer.alloc(0);
  let isCut: boolean = false;
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});
  closed.then(() => isCut = true);
  socket.on("data", (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= 9 && unread.length >= 9 + unread.readUIntBE(0, 3)) {
      const length = unread.readUIntBE(0, 3);
      if (unread[3] === RST_STREAM) resets.push(unread.readUInt32BE(9));
      unread = unread.subarray(9 + length);
    }
  });
  await once(socket, "connect");
  socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  socket.write(frame(SETTINGS, 0, 0, Buffer.alloc(0)));
  let sent = 0;
  for (let i = 0; i < streams && !isCut; i++) {
    const block = headerBlock(i === 0, repeats);
    sent += block.length;
    const isRoomy = socket.write(frame(HEADERS, END_HEADERS, 2 * i + 1, block));
    if (isRoomy) continue;
    await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed]);
  }
  if (isCut) return { sent, resets, isCut };
  socket.end();
  await closed;
  return { sent, resets, isCut: false };
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** `:method POST`, `:scheme http`, a path, and the large header: put into the table once, then named by a byte. */
function headerBlock(isFirst: boolean, repeats: number): Buffer {
  const path = text("/GenericBoxService/submit");
  const large = isFirst ? [Buffer.from([0x40]), text("x-a"), text("a".repeat(3900))] : [];
  return Buffer.concat([
    Buffer.from([0x83, 0x86, 0x04]),
    path,
    ...large,
    Buffer.alloc(repeats, 0x80 | 62),
  ]);
}

/** A string literal without Huffman coding (RFC 7541, 5.2). */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = bytes.length < 127 ? [bytes.length] : [127, ...rest(bytes.length - 127)];
  return Buffer.concat([Buffer.from(length), bytes]);
}

function rest(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...rest(value >> 7)];
}
