import assert from "node:assert/strict";
import { decodePicture } from "../decode.ts";
import { colourRemarks } from "./colour_remark.ts";
import { MAX_PROFILE_BYTES } from "./icc_profile.ts";
import { pngColour } from "./png_colour.ts";
import {
  assertNear,
  chunk,
  colourFile,
  expectedSrgb,
  iccpChunk,
  numbersChunk,
  pngWith,
  profileIn,
} from "./test_colours.ts";

const P3 = iccpChunk(profileIn("rgb_p3.png"));
const LINEAR_GAMA = numbersChunk("gAMA", 100_000);
const SRGB = chunk("sRGB", [0]);
const DAMAGED = iccpChunk(new Uint8Array(200));

/** Fails unless the picture with these chunks looks as the file does. */
async function assertLike(name: string, ...chunks: Uint8Array[]): Promise<void> {
  assertNear(await decodePicture(pngWith(...chunks)), expectedSrgb(name), name);
}

Deno.test("a profile counts before sRGB, and sRGB before a gamma, in whatever order they come", async () => {
  await assertLike("rgb_p3.png", SRGB, P3, LINEAR_GAMA);
  await assertLike("rgb_p3.png", LINEAR_GAMA, P3, SRGB);
  await assertLike("gama_45455.png", LINEAR_GAMA, SRGB);
});

Deno.test("numbers of a video count before a profile, unless they are unknown or not for RGB", async () => {
  await assertLike("cicp_p3.png", chunk("cICP", [12, 13, 0, 1]), LINEAR_GAMA);
  await assertLike("rgb_linear.png", chunk("cICP", [12, 99, 0, 1]), LINEAR_GAMA);
  await assertLike("rgb_linear.png", chunk("cICP", [99, 13, 0, 1]), LINEAR_GAMA);
  await assertLike("rgb_linear.png", chunk("cICP", [12, 13, 1, 1]), LINEAR_GAMA);
  await assertLike("rgb_linear.png", chunk("cICP", [12, 13, 0, 0]), LINEAR_GAMA);
});

Deno.test("where a profile is damaged the gamma counts, or sRGB", async () => {
  await assertLike("gama_100000.png", DAMAGED, LINEAR_GAMA);
  await assertLike("gama_45455.png", DAMAGED, LINEAR_GAMA, SRGB);
  await assertLike("gama_45455.png", DAMAGED);
});

Deno.test("a profile of grey or CMYK in a picture in colour is passed over", async () => {
  for (const other of ["grey_gamma18.png", "ink16.jpg"]) {
    await assertLike("gama_45455.png", iccpChunk(profileIn(other)), LINEAR_GAMA);
  }
  const [remark] = colourRemarks("png", pngWith(iccpChunk(profileIn("grey_gamma18.png"))));
  assert.match(remark?.message ?? "", /it is for grey, the picture has RGB/);
});

Deno.test("gammas near 1/2.2 mean sRGB, none and zero too; with primaries they count", async () => {
  for (const gamma of [0, 43_182, 45_455, 47_727]) {
    assert.equal(pngColour(pngWith(numbersChunk("gAMA", gamma))), undefined);
  }
  for (const gamma of [43_181, 47_728]) {
    assert.ok(pngColour(pngWith(numbersChunk("gAMA", gamma))));
  }
  const nonsense = numbersChunk("cHRM", 0, 0, 0, 0, 0, 0, 0, 0);
  await assertLike("gama_45455.png", numbersChunk("gAMA", 60_000), nonsense);
  assert.equal(pngColour(pngWith()), undefined);
});

Deno.test("a chunk with a wrong checksum, a second one and one behind the pixels don't count", async () => {
  const wrong = LINEAR_GAMA.slice();
  wrong[wrong.length - 1]! ^= 1;
  await assertLike("gama_45455.png", wrong);
  await assertLike("gama_100000.png", LINEAR_GAMA, numbersChunk("gAMA", 30_000));
  const plain = pngWith();
  const end = plain.length - 12;
  const behind = Uint8Array.from([...plain.subarray(0, end), ...P3, ...plain.subarray(end)]);
  assertNear(await decodePicture(behind), expectedSrgb("gama_45455.png"), "behind the pixels");
});

Deno.test("no more than 4 MB of a profile are inflated", () => {
  const png = pngWith(iccpChunk(new Uint8Array(MAX_PROFILE_BYTES + 1)));
  const source = pngColour(png);
  assert.ok(source?.kind === "icc");
  assert.equal(source.icc.length, 0);
  assert.equal(colourRemarks("png", png).length, 1);
});

Deno.test("HDR is toned down: white is half of the brightest light, and nothing is clipped before it", async () => {
  for (const name of ["cicp_pq.png", "cicp_hlg.png"]) {
    const { data } = await decodePicture(colourFile(name));
    // The picture's greys are its diagonal: 36 · 0, 36 · 1 …
    const grey = (level: number) => data[3 * (8 * 9 * level + 9 * level + level)]!;
    for (let level = 1; level < 6; level++) {
      assert.ok(grey(level) >= grey(level - 1), `${name} ${level}`);
    }
    assert.ok(grey(4) > 90 && grey(4) < 200, `${name} ${grey(4)}`);
  }
});
