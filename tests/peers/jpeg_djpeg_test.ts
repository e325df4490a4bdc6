// The embedded JPEG codec beside libjpeg-turbo's own programs: the same pixels, the same files.
import assert from "node:assert/strict";
import type { ScaleDenominator } from "../../media/image/jpeg/jpeg_codec.ts";
import { readJpegHeader } from "../../media/image/jpeg/jpeg_header.ts";
import { WasmJpegCodec } from "../../media/image/jpeg/jpeg_wasm_codec.ts";
import { seeded } from "../../media/image/test_pictures.ts";

/** Pixels as PGM or PPM have them. */
interface Pnm {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

const SIZES = [[1, 1], [2, 3], [7, 5], [8, 8], [17, 33], [31, 1], [1, 31], [65, 66], [127, 40]];
const SAMPLINGS = [
  ...["1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "2x4", "3x1", "3x2"],
  ...["4x1,2x1,2x1", "1x1,2x2,2x2", "2x1,1x2,1x1", "1x2,2x1,1x1", "2x2,2x1,1x2", "1x1,1x1,2x2"],
];
const FORMS = [[], ["-progressive"], ["-restart", "1"], ["-optimize"]];

const codec = new WasmJpegCodec();
const next = seeded(23);

/** Noise, a slope or hard edges. */
function picture(widthPx: number, heightPx: number, channels: 1 | 3, kind: number): Pnm {
  const data = Uint8Array.from({ length: widthPx * heightPx * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    const [x, y] = [pixel % widthPx, Math.floor(pixel / widthPx)];
    if (kind === 0) return next() & 255;
    if (kind === 1) return 7 * x + 3 * y + 50 * (i % channels);
    return (Math.floor(x / 3) + Math.floor(y / 5) + i % channels) % 2 * 255;
  });
  return { widthPx, heightPx, channels, data };
}

function toPnm({ widthPx, heightPx, channels, data }: Pnm): Uint8Array {
  const head = `P${channels === 1 ? 5 : 6}\n${widthPx} ${heightPx}\n255\n`;
  return Uint8Array.of(...new TextEncoder().encode(head), ...data);
}

function fromPnm(bytes: Uint8Array): Pnm {
  const head = /^P([56])\s(\d+)\s(\d+)\s255\s/.exec(new TextDecoder("latin1").decode(bytes));
  assert.ok(head);
  return {
    widthPx: Number(head[2]),
    heightPx: Number(head[3]),
    channels: head[1] === "5" ? 1 : 3,
    data: bytes.subarray(head[0].length),
  };
}

/** Runs cjpeg or djpeg, from stdin to stdout. */
async function run(program: string, args: string[], input: Uint8Array): Promise<Uint8Array> {
  const pipes = { stdin: "piped", stdout: "piped", stderr: "null" } as const;
  const command = new Deno.Command(program, { args, ...pipes });
  const child = command.spawn();
  const writing = ReadableStream.from([input]).pipeTo(child.stdin);
  const { success, stdout } = await child.output();
  await writing;
  assert.ok(success, `${program} ${args.join(" ")}`);
  return stdout;
}

async function compare(file: Uint8Array, denominator: ScaleDenominator, name: string) {
  const expected = fromPnm(await run("djpeg", ["-pnm", "-scale", `1/${denominator}`], file));
  const actual = await codec.decode(
    { bytes: file, ...readJpegHeader(file) },
    (pixels) => pixels,
    { scaleDenominator: denominator, owned: true },
  );
  assert.deepEqual(
    [actual.widthPx, actual.heightPx, actual.channels],
    [expected.widthPx, expected.heightPx, expected.channels],
    name,
  );
  const worst = actual.data.reduce(
    (max, value, i) => Math.max(max, Math.abs(value - expected.data[i]!)),
    0,
  );
  assert.ok(worst <= 1, `${name} by 1/${denominator} differs by ${worst}`);
}

for (const sampling of SAMPLINGS) {
  Deno.test(`JPEGs of sampling ${sampling} have djpeg's pixels, scaled or not`, async () => {
    for (const [i, [widthPx = 1, heightPx = 1]] of SIZES.entries()) {
      const form = FORMS[i % FORMS.length]!;
      const quality = [10, 75, 95, 100][next() % 4]!;
      const args = ["-baseline", "-quality", `${quality}`, "-sample", sampling, ...form];
      const file = await run("cjpeg", args, toPnm(picture(widthPx, heightPx, 3, i % 3)));
      const name = `${widthPx}×${heightPx}, ${args.join(" ")}`;
      await compare(file, 1, name);
      await compare(file, ([2, 4, 8] as const)[i % 3]!, name);
    }
  });
}

for (const kind of ["-grayscale", "-rgb"]) {
  Deno.test(`JPEGs made with ${kind} have djpeg's pixels, scaled or not`, async () => {
    for (const [i, [widthPx = 1, heightPx = 1]] of SIZES.entries()) {
      const args = ["-quality", "85", kind, ...FORMS[i % FORMS.length]!];
      const file = await run("cjpeg", args, toPnm(picture(widthPx, heightPx, 3, i % 3)));
      for (const denominator of [1, 2, 4, 8] as const) {
        await compare(file, denominator, `${widthPx}×${heightPx}, ${args.join(" ")}`);
      }
    }
  });
}

Deno.test("what is encoded is what cjpeg makes, byte for byte", async () => {
  for (const [i, [widthPx = 1, heightPx = 1]] of [...SIZES, [320, 16]].entries()) {
    for (const channels of [1, 3] as const) {
      for (const quality of [1, 50, 85, 96, 100]) {
        const source = picture(widthPx, heightPx, channels, (i + quality) % 3);
        const args = ["-baseline", "-quality", `${quality}`];
        if (channels === 3) args.push("-sample", "2x2");
        const expected = await run("cjpeg", args, toPnm(source));
        const fill = (target: Uint8Array) => target.set(source.data);
        const actual = await codec.encode({ ...source, fill }, quality);
        assert.equal(
          actual.toHex(),
          expected.toHex(),
          `${widthPx}×${heightPx}, quality ${quality}`,
        );
      }
    }
  }
});
