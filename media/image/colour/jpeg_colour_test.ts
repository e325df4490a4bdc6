import assert from "node:assert/strict";
import { decodePicture } from "../decode.ts";
import { readPictureHeader } from "../header.ts";
import { testFile } from "../test_pictures.ts";
import { jpegColour } from "./jpeg_colour.ts";
import { assertNear, colourFile, expectedSrgb, profileIn } from "./test_colours.ts";

const ICC = profileIn("a98.jpg");
const NAME = [...new TextEncoder().encode("ICC_PROFILE\0")];

/** An APP2 segment with the bytes of a profile from `from` to `to`. */
function part(number: number, count: number, from: number, to: number): number[] {
  const body = [...NAME, number, count, ...ICC.subarray(from, to)];
  return [0xff, 0xe2, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
}

/** The picture of a98.jpg with these segments in place of its profile. */
function jpegWith(...segments: readonly number[][]): Uint8Array {
  const file = colourFile("a98.jpg");
  const text = String.fromCharCode(...file.subarray(0, 1000));
  const at = text.indexOf("ICC_PROFILE") - 4;
  const end = at + 2 + (file[at + 2]! << 8 | file[at + 3]!);
  return Uint8Array.from([...file.subarray(0, at), ...segments.flat(), ...file.subarray(end)]);
}

const parts = (...numbers: number[]) =>
  jpegWith(
    ...numbers.map((number) =>
      part(number, 3, 100 * (number - 1), number < 3 ? 100 * number : ICC.length)
    ),
  );

Deno.test("a profile's parts are put together in their own order", async () => {
  for (const file of [parts(1, 2, 3), parts(3, 1, 2), parts(2, 3, 1)]) {
    const source = jpegColour(file);
    assert.deepEqual(source?.icc, ICC);
    assertNear(await decodePicture(file), expectedSrgb("a98.jpg"), "a98");
    assert.deepEqual(readPictureHeader(file).remarks, []);
  }
});

Deno.test("a profile of which a part is missing or there twice is skipped, with a remark", async () => {
  const without = await decodePicture(jpegWith());
  for (
    const file of [
      parts(1, 3),
      parts(1, 2, 2),
      parts(1, 2, 3, 3),
      parts(1),
      jpegWith(part(0, 0, 0, 9)),
    ]
  ) {
    assert.deepEqual(readPictureHeader(file).remarks.map(({ code }) => code), ["profile-ignored"]);
    assert.deepEqual(await decodePicture(file), without);
  }
});

Deno.test("other segments of that kind are no profile, nor is what stands behind the pixels' beginning", () => {
  const other = [0xff, 0xe2, 0, 8, ...new TextEncoder().encode("MPF\0\0\0")];
  assert.equal(jpegColour(jpegWith(other)), undefined);
  assert.equal(jpegColour(testFile("colour.jpg")), undefined);
  const end = jpegWith();
  assert.equal(jpegColour(Uint8Array.from([...end, ...part(1, 1, 0, ICC.length)])), undefined);
});
