import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { readNutFrame, readNutMain } from "./nut_headers.ts";
import { FRAME_FLAG, NutCursor, nutSigned, nutUnsigned } from "./nut_numbers.ts";
import { NutReader } from "./nut_reader.ts";
import { nutFrameHeader, nutHeaders } from "./nut_writer.ts";

const VIDEO = { width: 2, height: 1, pixels: "RGB\x18", timeBase: { num: 1, den: 1000 } } as const;

/** A stream of bytes in pieces of that many, as a pipe may give them. */
function pipe(bytes: Uint8Array, piece = 7): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const next = bytes.slice(at, at + piece);
      at += piece;
      if (next.length > 0) controller.enqueue(next);
      else {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
  });
}

function stream(frames: readonly (readonly [pts: number, data: readonly number[]])[]): Uint8Array {
  const parts = frames.flatMap(([pts, data]) => [...nutFrameHeader(pts, data.length), ...data]);
  return new Uint8Array([...nutHeaders(VIDEO), ...parts]);
}

async function framesOf(bytes: Uint8Array, piece?: number) {
  const reader = new NutReader(pipe(bytes, piece));
  const frames: [number, number[]][] = [];
  for (;;) {
    const frame = await reader.next();
    if (frame === undefined) break;
    frames.push([frame.timestampMs, [...frame.data]]);
  }
  await reader.close();
  return frames;
}

Deno.test("numbers of NUT are read as they were written, up to 2^40", () => {
  for (const value of [0, 1, 127, 128, 16383, 16384, 90_000, 2 ** 40]) {
    assert.equal(new NutCursor(new Uint8Array(nutUnsigned(value))).unsigned(), value);
  }
  for (const value of [0, 1, -1, 63, -64, 5000, -5000]) {
    assert.equal(new NutCursor(new Uint8Array(nutSigned(value))).signed(), value);
  }
  assert.throws(() => new NutCursor(new Uint8Array([0x81])).unsigned(), RangeError);
});

Deno.test("frames come out with the bytes and times that went in, however the pipe cuts them", async () => {
  const frames: [number, number[]][] = [
    [0, [1, 2, 3, 4, 5, 6]],
    [33, [0x4e, 0x4e, 0x4e, 0, 0, 0]],
    [100_000, Array.from({ length: 6 }, (_, index) => 250 + index % 6)],
  ];
  for (const piece of [1, 7, 64, 10_000]) {
    assert.deepEqual(await framesOf(stream(frames), piece), frames);
  }
});

Deno.test("a frame that was cut off is left out, wherever the cut is", async () => {
  const whole = stream([[0, [1, 2, 3, 4, 5, 6]], [40, [6, 5, 4, 3, 2, 1]]]);
  const one = stream([[0, [1, 2, 3, 4, 5, 6]]]).length;
  for (let length = one; length < whole.length; length++) {
    assert.deepEqual(await framesOf(whole.subarray(0, length)), [[0, [1, 2, 3, 4, 5, 6]]]);
  }
  for (let length = 0; length < one; length++) {
    if (length > 0 && length < 25) continue; // Inside of the file's name it is no NUT at all.
    assert.deepEqual(await framesOf(whole.subarray(0, length)), []);
  }
});

Deno.test("what is no NUT stream is an error of ours, not of the file", async () => {
  const reader = new NutReader(pipe(new Uint8Array(500)));
  await assert.rejects(reader.next(), (error) => {
    assert.ok(error instanceof FrameboxError);
    assert.equal(error.code, "INTERNAL");
    return true;
  });
  await reader.close();
});

Deno.test("short times are the nearest to the last, and sizes are put together of their halves", () => {
  const flags = FRAME_FLAG.codedPts | FRAME_FLAG.sizeMsb;
  // One line for all codes: pts_delta 0, data_size_mul 100, stream 0, size 0, reserved 0, 255 codes.
  const main = readNutMain(
    new Uint8Array([3, 1, 0, 1, 1, 25, ...nutUnsigned(flags), 6, 0, 100, 0, 0, 0, 129, 127, 0]),
  );
  const stream = { timeBase: 0, ptsBits: 4 };
  // Code 5, time 15 of 16, 2 × 100 + 5 bytes.
  const frame = (time: number, last: number) =>
    readNutFrame(new Uint8Array([5, time, 2]), main, stream, last);
  assert.equal(frame(15, 30).pts, 31);
  assert.equal(frame(1, 31).pts, 33);
  assert.equal(frame(14, 31).pts, 30);
  assert.equal(frame(16 + 100, 31).pts, 100);
  assert.equal(frame(15, 30).dataBytes, 205);
  assert.equal(frame(15, 30).headerBytes, 3);
  assert.throws(() => frame(0x80, 0), RangeError);
  assert.throws(() => readNutFrame(new Uint8Array([0x4e, 1, 1]), main, stream, 0), /invalid/);
});
