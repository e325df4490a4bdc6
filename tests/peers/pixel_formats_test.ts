import assert from "node:assert/strict";
import {
  decodeInput,
  greyMean,
  Picture,
  pictureInput,
  PIXEL_FORMATS,
  rawBytes,
  type RawFormat,
} from "../../media/image/mod.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

const SCRIPT = `${import.meta.dirname ?? "."}/pixel_formats.py`;

/** Large ones, a row longer than framebox reads at once, around those of vectors and of 2×2 pixels, one. */
const SIZES = [
  ...[[1279, 181], [66_001, 2]],
  ...[[640, 48], [641, 47], [320, 33], [127, 20], [64, 2], [48, 3], [47, 4], [33, 5], [17, 16]],
  ...[[16, 17], [15, 9], [5, 4], [4, 5], [3, 2], [2, 3], [2, 2], [1, 9], [9, 1], [1, 1]],
] as const;

interface Case {
  readonly format: RawFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Answer {
  readonly bgr: Uint8Array;
  readonly grey: Uint8Array;
}

/** Every format in every size: without padding, with a little, with much. */
function randomCases(): Case[] {
  return PIXEL_FORMATS.flatMap((pixelFormat) =>
    SIZES.flatMap(([widthPx, heightPx]) => {
      const { row } = rawBytes({ pixelFormat, widthPx, heightPx, strideBytes: 0 });
      return [0, row + 1, row + 2, Math.ceil(row / 64) * 64 + 128].map((strideBytes) => {
        const format = { pixelFormat, widthPx, heightPx, strideBytes };
        const bytes = new Uint8Array(rawBytes(format).least);
        for (let at = 0; at < bytes.length; at += 65_536) {
          crypto.getRandomValues(bytes.subarray(at, at + 65_536));
        }
        return { format, bytes };
      });
    })
  );
}

async function convertWithOpenCv(cases: readonly Case[]): Promise<Answer[]> {
  const child = new Deno.Command(PYTHON, {
    args: [SCRIPT],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const given = cases.map(({ format, bytes }) => ({
    format: format.pixelFormat,
    width: format.widthPx,
    height: format.heightPx,
    stride: rawBytes(format).row,
    bytes: bytes.toBase64(),
  }));
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(given)));
  await writer.close();
  const { success, stdout, stderr } = await output;
  assert.ok(success, new TextDecoder().decode(stderr));
  const answers: { bgr: string; grey: string }[] = JSON.parse(new TextDecoder().decode(stdout));
  return answers.map(({ bgr, grey }) => ({
    bgr: Uint8Array.fromBase64(bgr),
    grey: Uint8Array.fromBase64(grey),
  }));
}

function assertSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) assert.equal(actual[i], expected[i], `byte ${i} of ${what}`);
  }
}

Deno.test("every pixel format, size and stride gives the pixels that OpenCV gives", async () => {
  const cases = randomCases();
  const answers = await convertWithOpenCv(cases);
  assert.equal(answers.length, cases.length);
  for (const [i, { format, bytes }] of cases.entries()) {
    const what = `${format.pixelFormat} ${format.widthPx}×${format.heightPx}, ` +
      `stride ${format.strideBytes}`;
    const { input } = pictureInput(Picture.fromRaw(format, bytes));
    const { bgr, grey } = answers[i]!;
    assertSameBytes((await decodeInput(input, { order: "BGR" })).data, bgr, what);
    assertSameBytes((await decodeInput(input, { channels: 1 })).data, grey, `${what} in grey`);
    const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
    assert.equal(await greyMean(input), mean, `mean of ${what}`);
  }
});
