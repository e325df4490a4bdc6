import assert from "node:assert/strict";
import type { Boxes } from "../../hub/mod.ts";
import { Pool } from "../../base/pool/mod.ts";
import { DEFAULT_IMAGE_LIMITS, Picture, readPictureHeader } from "../../media/image/mod.ts";
import { scalar, struct, writeElement } from "../../mat/mod.ts";
import { readFrame } from "./frame.ts";
import { countOf, ReplyPictures } from "./reply.ts";

const NEVER = new AbortController().signal;

const BOXES: Boxes = {
  xyxy: [[0, 0, 1, 1], [1, 1, 2, 2]],
  conf: [0.5, null],
  cls: [0, 0],
  id: [null, null],
  names: [null, null],
};

Deno.test("the count is that of the boxes, or any number of the result", () => {
  assert.equal(countOf({ boxes: BOXES }, "boxes"), 2);
  assert.equal(countOf({}, "boxes"), 0);
  assert.equal(countOf({ data: { people: 3, at: { door: 1 } } }, "people"), 3);
  assert.equal(countOf({ data: { people: 3, at: { door: 1 } } }, "at.door"), 1);
  const element = writeElement("data_00007", struct({ people: scalar(12) }));
  const variables = [{ name: "data_00007", class: "struct", dims: [1, 1], element }];
  assert.equal(countOf({ variables }, "people"), 12);
});

Deno.test("the count is rounded to what an int32 holds; what is no number is 0", () => {
  const counts: [number, number][] = [
    [2.4, 2],
    [2.5, 3],
    [-7, -7],
    [1e12, 2 ** 31 - 1],
    [-Infinity, -(2 ** 31)],
    [NaN, 0],
  ];
  for (const [value, count] of counts) assert.equal(countOf({ data: { value } }, "value"), count);
  assert.equal(countOf({ data: { value: 1 } }, "toString"), 0);
});

async function withPictures(test: (pictures: ReplyPictures) => Promise<void>): Promise<void> {
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  try {
    await test(new ReplyPictures(pool, 90));
  } finally {
    await pool.close();
  }
}

/** Of 4×2 pixels. */
const sent = (bytesPerPixel: number) =>
  readFrame(
    new Uint8Array(8 * bytesPerPixel),
    { widthPx: 4, heightPx: 2 },
    DEFAULT_IMAGE_LIMITS,
  );

/** A picture of one colour. */
function plain(colour: readonly number[], widthPx = 4, heightPx = 2): Picture {
  const channels = colour.length === 1 ? 1 : 3;
  const data = new Uint8Array(widthPx * heightPx * channels).map((_, i) => colour[i % channels]!);
  return Picture.fromRaster({
    widthPx,
    heightPx,
    channels,
    layout: "interleaved",
    order: "RGB",
    data,
  });
}

Deno.test("a raw frame's picture is returned raw: grey for grey, BGR for BGR", () =>
  withPictures(async (pictures) => {
    const grey = await pictures.make(plain([7]), sent(1), NEVER);
    assert.deepEqual([...grey], Array(8).fill(7));
    const bgr = await pictures.make(plain([1, 2, 3]), sent(3), NEVER);
    assert.deepEqual([...bgr], Array(8).fill([3, 2, 1]).flat());
    const spread = await pictures.make(plain([7]), sent(3), NEVER);
    assert.deepEqual([...spread], Array(24).fill(7));
    const folded = await pictures.make(plain([9, 9, 9]), sent(1), NEVER);
    assert.deepEqual([...folded], Array(8).fill(9));
  }));

Deno.test("a picture of another size is returned raw in the size of its frame", () =>
  withPictures(async (pictures) => {
    const scaled = await pictures.make(plain([1, 2, 3], 9, 7), sent(3), NEVER);
    assert.deepEqual([...scaled], Array(8).fill([3, 2, 1]).flat());
    for (const [widthPx, heightPx] of [[9, 2], [4, 7]]) {
      const one = await pictures.make(plain([7], widthPx, heightPx), sent(1), NEVER);
      assert.deepEqual([...one], Array(8).fill(7));
    }
  }));

Deno.test("a picture file's picture is returned as a file, in its own size", () =>
  withPictures(async (pictures) => {
    const { picture } = sent(1);
    const frame = { picture, format: "" };
    const jpeg = await pictures.make(plain([7], 9, 7), { ...frame, kind: "jpeg" }, NEVER);
    const { format, widthPx, heightPx } = readPictureHeader(jpeg);
    assert.deepEqual([format, widthPx, heightPx], ["jpeg", 9, 7]);
    const png = await pictures.make(plain([1, 2, 3]), { ...frame, kind: "png" }, NEVER);
    assert.equal(readPictureHeader(png).format, "png");
    const again = await pictures.make(Picture.fromFile(jpeg), { ...frame, kind: "jpeg" }, NEVER);
    assert.deepEqual(again, jpeg, "a JPEG is not encoded again");
  }));
