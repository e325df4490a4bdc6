import assert from "node:assert/strict";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { JpegFile, JpegPixels, ScaleDenominator } from "./jpeg_codec.ts";
import { type JpegHeader, readJpegHeader } from "./jpeg_header.ts";
import { WasmJpegCodec } from "./jpeg_wasm_codec.ts";
import { seeded, testFile } from "../test_pictures.ts";

const ROUNDS = 4000;
/** Files of this many pixels and this size need no more than that. */
const MAX_PIXELS = 1_000_000;
const MAX_BYTES = 40 * 1024 * 1024;

/** Ordinary files, and one of each kind. */
const NAMES = [
  ...["colour.jpg", "grey.jpg", "progressive.jpg", "restarts.jpg"],
  ...[...Deno.readDirSync(new URL("../testdata/jpeg/", import.meta.url))]
    .map(({ name }) => name).filter((name) => /^(s_|scans|cmyk|ycck|rgb|grey).*\.jpg$/.test(name))
    .sort().map((name) => `jpeg/${name}`),
];

function headerOf(bytes: Uint8Array): JpegHeader | undefined {
  try {
    const header = readJpegHeader(bytes);
    const pixels = header.widthPx * header.heightPx;
    return pixels >= 1 && pixels <= MAX_PIXELS ? header : undefined;
  } catch (error) {
    if (error instanceof FrameboxError) return undefined;
    throw error;
  }
}

/** One to four changes anywhere; every third file is changed behind its header, in its pixels. */
function mutate(file: Uint8Array, next: () => number, round: number): Uint8Array {
  const copy = file.slice();
  const scan = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xda);
  const from = round % 3 === 0 ? scan : 2;
  for (let changes = 1 + next() % 4; changes > 0; changes--) {
    const at = from + next() % (copy.length - from);
    const kind = next() % 4;
    if (kind === 0) copy[at] = next() & 255;
    else if (kind === 1) copy[at]! ^= 1 << next() % 8;
    else if (kind === 2) copy.copyWithin(at, from + next() % (copy.length - from));
    else copy[at] = [0, 1, 0xff, 0x7f, 0x80, 0xd9, 0xda, 0xd0][next() % 8]!;
  }
  return copy;
}

function copyOf({ data, ...rest }: JpegPixels): JpegPixels {
  return { ...rest, data: data.slice() };
}

Deno.test("a JPEG with wrong bytes gives pixels of its size or a refusal, and harms no other", async () => {
  const codec = new WasmJpegCodec();
  const next = seeded(41);
  const files = NAMES.map(testFile);
  const right = await Promise.all(files.map((bytes) => {
    return new WasmJpegCodec().decode({ bytes, ...readJpegHeader(bytes) }, copyOf);
  }));
  const seen = { shown: 0, refused: 0, max: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutate(files[round % files.length]!, next, round);
    const header = headerOf(bytes);
    if (!header) continue;
    const denominator = ([1, 1, 2, 4, 8] as const)[next() % 5]!;
    if (await attempt(codec, { bytes, ...header }, denominator)) seen.shown++;
    else seen.refused++;
    seen.max = Math.max(seen.max, codec.memoryBytes);
    if (round % 50 === 0) {
      const i = next() % files.length;
      const { widthPx, heightPx, channels } = right[i]!;
      const file = { bytes: files[i]!, widthPx, heightPx, channels };
      assert.deepEqual(await codec.decode(file, copyOf), right[i], `${NAMES[i]}`);
    }
  }
  assert.ok(seen.shown > ROUNDS / 20 && seen.refused > ROUNDS / 20, JSON.stringify(seen));
  assert.ok(seen.max < MAX_BYTES, `${seen.max} bytes`);
});

/** Whether there were pixels; fails when there was anything but those or a refusal of libjpeg's. */
async function attempt(
  codec: WasmJpegCodec,
  file: JpegFile,
  scaleDenominator: ScaleDenominator,
): Promise<boolean> {
  const widthPx = Math.ceil(file.widthPx / scaleDenominator);
  const heightPx = Math.ceil(file.heightPx / scaleDenominator);
  try {
    await codec.decode(file, (pixels) => {
      assert.deepEqual([pixels.widthPx, pixels.heightPx], [widthPx, heightPx]);
      assert.equal(pixels.data.length, widthPx * heightPx * file.channels);
    }, { scaleDenominator });
    return true;
  } catch (error) {
    if (!(error instanceof FrameboxError)) throw error;
    assert.equal(error.code, "INVALID_ARGUMENT");
    // A trap would be a fault of the codec's own.
    assert.ok(!(error.cause instanceof WebAssembly.RuntimeError), String(error.cause));
    return false;
  }
}
