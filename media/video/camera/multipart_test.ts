import assert from "node:assert/strict";
import fc from "fast-check";
import { CameraFault } from "./camera_fault.ts";
import { boundaryOf, readMultipartJpeg } from "./multipart_jpeg.ts";
import { MultipartParser } from "./multipart_parser.ts";
import { examplePictures } from "../test_pictures.ts";

const MAX = 1024 * 1024;
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

function joined(pieces: readonly (string | Uint8Array)[]): Uint8Array {
  const all = pieces.map((piece) => typeof piece === "string" ? bytesOf(piece) : piece);
  const whole = new Uint8Array(all.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of all) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** What a parser gives for a stream in pieces that end at `cuts`. */
function parse(boundary: string | undefined, stream: Uint8Array, cuts: readonly number[] = []) {
  const parser = new MultipartParser(boundary, MAX);
  const found: Uint8Array[] = [];
  let at = 0;
  for (const cut of [...cuts, stream.length]) {
    found.push(...parser.push(stream.subarray(at, cut)));
    at = cut;
  }
  return { found, parser };
}

/** A JPEG as its markers have it: segments, and scans with whatever bytes a coder writes. */
const jpeg = fc.record({
  segments: fc.array(fc.tuple(fc.integer({ min: 0xe0, max: 0xef }), fc.uint8Array()), {
    maxLength: 3,
  }),
  scans: fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 3 }),
}).map(({ segments, scans }) => {
  const segment = (code: number, content: Uint8Array) =>
    Uint8Array.of(0xff, code, content.length + 2 >> 8, content.length + 2 & 0xff, ...content);
  const stuffed = (scan: Uint8Array) =>
    Uint8Array.from(
      [...scan].flatMap((byte) => byte === 0xff ? [0xff, byte & 1 ? 0 : 0xd0] : byte),
    );
  return joined([
    Uint8Array.of(0xff, 0xd8),
    ...segments.map(([code, content]) => segment(code, content)),
    ...scans.flatMap((scan) => [segment(0xda, Uint8Array.of(1, 2, 0xff, 0xd9)), stuffed(scan)]),
    Uint8Array.of(0xff, 0xd9),
  ]);
});

/** How a camera writes its parts. */
const manner = fc.record({
  newline: fc.constantFrom("\r\n", "\n"),
  delimiter: fc.constantFrom("--frame", "frame", "----frame"),
  announced: fc.constantFrom("frame", "--frame", undefined),
  length: fc.constantFrom("right", "missing", "short", "long"),
  gap: fc.constantFrom("\r\n", "\n", "", "\r\n\r\n"),
}).filter(({ announced, delimiter }) => announced !== undefined || delimiter !== "frame");

interface Manner {
  readonly newline: string;
  readonly delimiter: string;
  readonly announced: string | undefined;
  readonly length: "right" | "missing" | "short" | "long";
  readonly gap: string;
}

function streamOf(pictures: readonly Uint8Array[], how: Manner): Uint8Array {
  const { newline, delimiter, gap } = how;
  const lengths = { right: 0, missing: 0, short: -7, long: 5 };
  return joined([
    ...pictures.flatMap((picture) => {
      const length = picture.length + lengths[how.length];
      const counted = how.length === "missing" ? "" : `Content-Length: ${length}${newline}`;
      const headers = `Content-Type: image/jpeg${newline}${counted}${newline}`;
      return [`${delimiter}${newline}${headers}`, picture, gap];
    }),
    `${delimiter}--${newline}`,
  ]);
}

Deno.test("every picture comes whole, however a camera writes its parts and wherever they are cut", () => {
  fc.assert(
    fc.property(
      fc.array(jpeg, { minLength: 1, maxLength: 5 }),
      manner,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      (pictures, how, places) => {
        const stream = streamOf(pictures, how);
        const cuts = places.map((place) => Math.floor(place * stream.length)).sort((a, b) => a - b);
        const { found, parser } = parse(how.announced, stream, cuts);
        assert.deepEqual(found, pictures);
        assert.ok(parser.isOver);
      },
    ),
    { numRuns: 2000 },
  );
});

Deno.test("real pictures come byte for byte, cut at every place", async () => {
  const pictures = await examplePictures();
  const how = { newline: "\r\n", delimiter: "--b", announced: "b", gap: "\r\n" } as const;
  for (const length of ["right", "missing"] as const) {
    const stream = streamOf(pictures, { ...how, length });
    const cuts = Array.from(stream.keys());
    assert.deepEqual(parse("b", stream, cuts).found, pictures);
  }
});

Deno.test("a picture is given with its last byte, not with the next part", () => {
  const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9);
  for (const header of ["", "Content-Length: 11\r\n"]) {
    const stream = joined([`--b\r\n${header}\r\n`, picture]);
    assert.deepEqual(parse("b", stream).found, [picture]);
  }
});

Deno.test("what is no picture, and what is damaged, is passed over", () => {
  const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9);
  const good = ["--b\r\n\r\n", picture, "\r\n"];
  const stream = joined([
    "some words before\r\n",
    "--b\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello\r\n",
    ...good,
    "--b\r\nContent-Type: text/plain\r\n\r\nhello, too\r\n",
    "--b\r\n\r\n",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 1),
    "\r\n",
    ...good,
    "--b\r\nContent-Length: 4\r\n\r\n",
    Uint8Array.of(0xff, 0xd8, 0xff, 0x01, 7),
    "\r\n",
    ...good,
  ]);
  assert.deepEqual(parse("b", stream).found, [picture, picture, picture]);
});

Deno.test("bytes of any kind never break the parser, and it keeps few of them", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
      const parser = new MultipartParser(undefined, 100);
      try {
        for (const chunk of chunks) parser.push(chunk);
      } catch (error) {
        assert.ok(error instanceof CameraFault);
      }
    }),
  );
});

Deno.test("a picture over the bound is refused, whether its length was announced or not", () => {
  const start = Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2);
  const announced = bytesOf(`--b\r\nContent-Length: ${MAX + 1}\r\n\r\n`);
  const unannounced = joined(["--b\r\n\r\n", start, new Uint8Array(MAX)]);
  for (const stream of [announced, unannounced]) {
    assert.throws(() => parse("b", stream), /more than 1 MB \(setting MAX_UPLOAD_MB\)/);
  }
  const endless = joined(["--b\r\n", new Uint8Array(20_000).fill(65)]);
  assert.throws(() => parse("b", endless), /no stream of pictures/);
});

Deno.test("the boundary is read from the type, quoted or not", () => {
  const boundaries = [
    "multipart/x-mixed-replace; boundary=frame",
    'multipart/x-mixed-replace;boundary="a \\"b\\""',
    "multipart/x-mixed-replace; charset=x; BOUNDARY=--my; more",
    "multipart/x-mixed-replace",
  ].map(boundaryOf);
  assert.deepEqual(boundaries, ["frame", 'a "b"', "--my", undefined]);
});

Deno.test("the stream is cancelled when its reader stops, and when the signal aborts", async () => {
  const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9);
  const open = () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(joined(["--b\r\n\r\n", picture])),
      cancel: () => void (cancelled = true),
    });
    return { stream, isCancelled: () => cancelled };
  };
  const type = "multipart/x-mixed-replace;boundary=b";
  const left = open();
  for await (
    const _ of readMultipartJpeg(
      left.stream,
      type,
      { maxBytes: MAX },
      new AbortController().signal,
    )
  ) break;
  assert.ok(left.isCancelled());

  const aborted = open();
  const stop = new AbortController();
  const frames = readMultipartJpeg(aborted.stream, type, { maxBytes: MAX }, stop.signal);
  await frames.next();
  const next = frames.next();
  stop.abort(new Error("enough"));
  await assert.rejects(next, /enough/);
  assert.ok(aborted.isCancelled());
});
