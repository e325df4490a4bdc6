// libturbojpeg and WebAssembly, side by side: the same pictures, the same refusals.
import assert from "node:assert/strict";
import {
  encodePicture,
  type PictureWants,
  type Raster,
  readPictureHeader,
  withDecoded,
} from "../../media/image/mod.ts";
import { Child } from "../support/process.ts";
import { type CodecName, corpus, decodeWith, workWith } from "./jpeg_codecs.ts";

const FILES = corpus();
const CODECS = ["libturbojpeg", "WebAssembly"] as const satisfies CodecName[];

function assertNear(one: Raster, other: Raster, tolerance: number, name: string): void {
  const { data: _one, ...form } = one;
  const { data: _other, ...otherForm } = other;
  assert.deepEqual(form, otherForm, name);
  assert.equal(one.data.length, other.data.length, name);
  const worst = one.data.reduce(
    (max, value, i) => Math.max(max, Math.abs(value - other.data[i]!)),
    0,
  );
  assert.ok(worst <= tolerance, `${name} differs by ${worst}`);
}

async function assertAlike(file: Uint8Array, wants: PictureWants, name: string): Promise<Raster> {
  const pictures = [];
  for (const codec of CODECS) pictures.push(await decodeWith(codec, file, wants));
  assertNear(pictures[0]!, pictures[1]!, 1, name);
  return pictures[0]!;
}

/** Colours that change smoothly, with an edge; grey ones for one channel. */
function paint(widthPx: number, heightPx: number, channels: 1 | 3): Raster {
  const data = new Uint8Array(widthPx * heightPx * channels);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels);
    const [x, y] = [pixel % widthPx, Math.floor(pixel / widthPx)];
    data[i] = x > y ? 3 * x + 20 * (i % channels) : 255 - 4 * y - 30 * (i % channels);
  }
  return { widthPx, heightPx, channels, layout: "interleaved", order: "RGB", data };
}

Deno.test("every kind of JPEG has the same pixels by both codecs, in colour and in grey", async () => {
  assert.ok(FILES.size > 40);
  for (const [name, file] of FILES) {
    await assertAlike(file, {}, name);
    await assertAlike(file, { channels: 1 }, `${name} in grey`);
    await assertAlike(file, { layout: "planar", order: "BGR" }, `${name} in planes`);
  }
});

Deno.test("scaled by the inverse DCT they are alike, and as small as is allowed", async () => {
  const large = await encodePicture(paint(333, 259, 3), "jpeg", { quality: 95 });
  const grey = await encodePicture(paint(333, 259, 1), "jpeg", { quality: 95 });
  for (const [name, file] of [...FILES, ["large", large], ["large and grey", grey]] as const) {
    const size = readPictureHeader(file);
    if (Math.min(size.widthPx, size.heightPx) < 64) continue;
    for (const denominator of [2, 4, 8]) {
      const atLeast = {
        widthPx: Math.ceil(size.widthPx / denominator),
        heightPx: Math.ceil(size.heightPx / denominator),
      };
      const { widthPx, heightPx } = await assertAlike(file, { atLeast }, `${name}/${denominator}`);
      assert.deepEqual({ widthPx, heightPx }, atLeast, name);
    }
  }
});

Deno.test("JPEGs of all sizes from 1 to 40, grey and in colour, are alike, whichever codec encodes them", async () => {
  for (const channels of [1, 3] as const) {
    for (let widthPx = 1; widthPx <= 40; widthPx++) {
      for (const heightPx of [1, widthPx, 41 - widthPx]) {
        const raster = paint(widthPx, heightPx, channels);
        const name = `${widthPx}×${heightPx}×${channels}`;
        const decoded = [];
        for (const codec of CODECS) {
          workWith(codec);
          const file = await encodePicture(raster, "jpeg", { quality: 90 });
          assert.equal(readPictureHeader(file).channels, channels, `${name} by ${codec}`);
          decoded.push(await assertAlike(file, { channels }, `${name} by ${codec}`));
        }
        assertNear(decoded[0]!, decoded[1]!, 2, `${name}, encoded`);
      }
    }
  }
});

Deno.test("pixels that are kept stay, those that are lent are the codec's", async () => {
  const file = FILES.get("chelsea.jpg")!;
  for (const codec of CODECS) {
    workWith(codec);
    const kept = await withDecoded(file, { owned: true }, ({ data }, borrowed) => {
      assert.equal(borrowed, false);
      return data;
    });
    const copy = kept.slice();
    const lent = await withDecoded(FILES.get("coffee.jpg")!, {}, (raster, borrowed) => {
      assert.equal(borrowed, true);
      return raster.data;
    });
    await decodeWith(codec, file);
    assert.notEqual(lent.buffer, kept.buffer);
    assert.deepEqual(kept, copy);
  }
});

Deno.test("bytes in memory that others may change are read all the same", async () => {
  const file = FILES.get("progressive.jpg")!;
  const shared = new Uint8Array(new SharedArrayBuffer(file.length));
  shared.set(file);
  await assertAlike(shared, {}, "shared");
});

Deno.test("thousands of damaged JPEGs end no process, and both codecs refuse the same ones", async () => {
  const child = new Child(Deno.execPath(), {
    args: [
      ...["run", "--no-check", "--no-prompt", "--allow-read", "--allow-env", "--allow-ffi"],
      ...["--config", new URL("../../deno.json", import.meta.url).pathname],
      ...["--lock", new URL("../deno.lock", import.meta.url).pathname, "--cached-only"],
      new URL("./jpeg_fuzz.ts", import.meta.url).pathname,
      ...["1", "4000"],
    ],
  });
  const code = await child.status();
  assert.equal(code, 0, child.output.split("\n").slice(-20).join("\n"));
  const last = child.output.split("\n").filter((line) => line.startsWith("{")).at(-1) ?? "";
  const { refused, decoded } = JSON.parse(last);
  assert.equal(refused + decoded, 4000);
  assert.ok(refused > 400 && decoded > 400, last);
});
