import assert from "node:assert/strict";
import { encodePicture, type Raster } from "../media/image/mod.ts";
import {
  cell,
  char,
  DEFAULT_MAT_LIMITS,
  logical,
  type MatValue,
  numeric,
  readMat,
  scalar,
  struct,
  writeMat,
} from "../mat/mod.ts";
import { frameNumberOf, readDataVariables, readShownPicture } from "./result_files.ts";

const HASH = "0Az_-";
const PIXELS = numeric("uint8", [1, 2, 3], [1, 2, 3, 4, 5, 6]);

function shown(variables: Record<string, MatValue>) {
  return readShownPicture(writeMat(Object.entries(variables)), DEFAULT_MAT_LIMITS);
}

function raster(variables: Record<string, MatValue>): Raster {
  const { picture } = shown({ session_hash: char(HASH), ...variables });
  assert.ok(!(picture instanceof Uint8Array));
  return picture;
}

function refused(variables: Record<string, MatValue>, sentence: RegExp): void {
  assert.throws(() => shown(variables), (error: Error & { code?: string }) => {
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, sentence);
    return true;
  });
}

Deno.test("im is BGR planes unless channel_order is RGB", () => {
  const { widthPx, heightPx, channels, layout, order, data } = raster({ im: PIXELS });
  assert.deepEqual(
    [widthPx, heightPx, channels, layout, order],
    [2, 1, 3, "planar", "BGR"],
  );
  assert.deepEqual([...data], [1, 2, 3, 4, 5, 6]);
  assert.equal(raster({ im: PIXELS, channel_order: char("RGB") }).order, "RGB");
  assert.equal(raster({ im: PIXELS, channel_order: char("bgr ") }).order, "BGR");
});

Deno.test("im may be HxW, HxWx1, HxWx3 and HxWx4", () => {
  for (
    const [dims, channels] of [[[1, 2], 1], [[1, 2, 1], 1], [[1, 2, 3], 3], [[1, 2, 4], 4]] as const
  ) {
    const count = dims.reduce((product: number, dim) => product * dim, 1);
    const im = numeric("uint8", dims, new Uint8Array(count));
    assert.equal(raster({ im }).channels, channels, dims.join("x"));
  }
});

Deno.test("other classes are brought to 0-255", () => {
  const bytes = (im: MatValue) => [...raster({ im }).data];
  assert.deepEqual(bytes(logical([1, 2], [true, false])), [255, 0]);
  assert.deepEqual(bytes(numeric("uint16", [1, 2], [0x1234, 0xff00])), [0x12, 0xff]);
  assert.deepEqual(bytes(numeric("double", [1, 3], [0, 0.5, 1])), [0, 128, 255]);
  assert.deepEqual(bytes(numeric("single", [1, 3], [0, 0.5, 1])), [0, 128, 255]);
  assert.deepEqual(bytes(numeric("int16", [1, 3], [-5, 77, 300])), [0, 77, 255]);
});

const KINDS = new URL("../media/image/testdata/kinds/", import.meta.url);

Deno.test("a 1-D im that is a picture file of another kind stays one, too", () => {
  for (
    const name of [
      "plain.gif",
      "animated.webp",
      "rle8.bmp",
      "plain.tif",
      "plain.avif",
      "plain.heic",
    ]
  ) {
    const file = Deno.readFileSync(new URL(name, KINDS));
    const { picture } = shown({
      im: numeric("uint8", [1, file.length], file),
      session_hash: char(HASH),
    });
    assert.deepEqual(picture, file, name);
  }
  const pixels = Uint8Array.from("BM, as pixels may begin", (char) => char.charCodeAt(0));
  assert.equal(raster({ im: numeric("uint8", [1, pixels.length], pixels) }).widthPx, pixels.length);
});

Deno.test("a 1-D im that is a JPEG or PNG file stays a file", async () => {
  const small = raster({ im: PIXELS });
  for (const format of ["jpeg", "png"] as const) {
    const file = await encodePicture(small, format);
    for (const dims of [[1, file.length], [file.length, 1]]) {
      const { picture } = shown({ im: numeric("uint8", dims, file), session_hash: char(HASH) });
      assert.ok(picture instanceof Uint8Array);
      assert.deepEqual([...picture], [...file]);
    }
  }
});

Deno.test("session_hash may have blanks around it and may be in a cell", () => {
  const forms = [char(HASH), char(`${HASH}   `), char(`\n${HASH}`), cell([1, 1], [char(HASH)])];
  for (const session_hash of forms) assert.equal(shown({ im: PIXELS, session_hash }).hash, HASH);
});

Deno.test("a session_hash that is ill-formed or no text is refused", () => {
  const long = "x".repeat(129);
  const forms = [
    ...["", "   ", "../../etc/passwd", "a/b", "a b", "a.mat", "é", "a\0", long].map((text) =>
      char(text)
    ),
    char(["aa", "bb"]),
    scalar(5),
    cell([1, 2], [char("a"), char("b")]),
    struct({ a: char("a") }),
  ];
  for (const session_hash of forms) {
    refused({ im: PIXELS, session_hash }, /session_hash is not well/);
  }
  assert.equal(shown({ im: PIXELS, session_hash: char("x".repeat(128)) }).hash.length, 128);
});

Deno.test("what is missing or no picture is named in the error", () => {
  const session_hash = char(HASH);
  refused({ im: PIXELS }, /no variable session_hash/);
  refused({ session_hash }, /no variable im/);
  refused({ im: char("picture"), session_hash }, /im is char/);
  refused({ im: struct({}), session_hash }, /im is struct/);
  refused({ im: numeric("uint8", [0, 0], []), session_hash }, /at least one pixel/);
  refused({ im: numeric("uint8", [1, 1, 2], [1, 2]), session_hash }, /1×1×2/);
  refused({ im: numeric("double", [1, 1], [1], [2]), session_hash }, /real/);
  refused({ im: PIXELS, session_hash, channel_order: char("HSV") }, /channel_order/);
});

Deno.test("bytes that are no .mat file, and limits, are INVALID_ARGUMENT and name the field", () => {
  const bad = (bytes: Uint8Array, limits = DEFAULT_MAT_LIMITS) => {
    const expected = { code: "INVALID_ARGUMENT", message: /^(img|file)\b/ };
    assert.throws(() => readShownPicture(bytes, limits), expected);
    if (bytes.length > 0) assert.throws(() => readDataVariables(bytes, limits), expected);
  };
  const good = writeMat([["im", PIXELS], ["session_hash", char(HASH)]]);
  bad(new Uint8Array());
  bad(new TextEncoder().encode("no .mat file, but longer than a header of 128 bytes".repeat(5)));
  bad(good.subarray(0, good.length - 3));
  bad(good, { ...DEFAULT_MAT_LIMITS, maxElements: 4 });
});

Deno.test("file gives its variables with their elements, ready to be appended", () => {
  const file = writeMat([
    ["data_00012", struct({ boxes: numeric("double", [2, 2], [1, NaN, 3, 4]), who: char("é") })],
    ["flag", logical([1, 1], [true])],
  ]);
  const variables = readDataVariables(file, DEFAULT_MAT_LIMITS);
  assert.deepEqual(
    variables.map((one) => [one.name, one.class, one.dims]),
    [["data_00012", "struct", [1, 1]], ["flag", "logical", [1, 1]]],
  );
  const header = file.subarray(0, 128);
  const again = readMat(
    Uint8Array.from([header, ...variables.map((one) => one.element)].flatMap((part) => [...part])),
  );
  assert.deepEqual(again.get("data_00012")?.value, readMat(file).get("data_00012")?.value);
});

Deno.test("a file of no bytes or without variables adds nothing", () => {
  assert.deepEqual(readDataVariables(new Uint8Array(), DEFAULT_MAT_LIMITS), []);
  assert.deepEqual(readDataVariables(writeMat([]), DEFAULT_MAT_LIMITS), []);
});

Deno.test("the frame's number is the highest of data_NNNNN", () => {
  const number = (...names: string[]) => frameNumberOf(names.map((name) => ({ name })));
  assert.equal(number("data_00000"), 0);
  assert.equal(number("a", "data_00007", "data_00003"), 7);
  assert.equal(number("data_123456"), 123456);
  assert.equal(number("data_7", "data_00001x", "xdata_00001", "data_"), undefined);
  assert.equal(number(), undefined);
});
