import { encodePicture, Picture, pictureOf, readPictureHeader } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Connection, Lease, ResultContent } from "../../hub/mod.ts";
import {
  TEST_GRPC_OPTIONS,
  type TestFramebox,
  type TestFrameboxOptions,
  withFramebox,
} from "../test_framebox.ts";
import type { Answers, CallOptions } from "../test_client.ts";
import { event, refusal } from "../test_streams.ts";
import { limit } from "../../tests/support/limit.ts";

const NEVER = new AbortController().signal;
const ANALYSE = "/ImageTest/Analyse";
const IMAGE_TEST = { ...TEST_GRPC_OPTIONS.imageTest, widthPx: 4, heightPx: 2, window: 3 };

/** A server, a processor that the test controls, and one call. */
interface Bench {
  readonly framebox: TestFramebox;
  readonly processor: Connection;
  call(options?: CallOptions): Call;
}

/** One call; a message can be waited for. */
class Call {
  readonly #answers: Answers;
  readonly #reading: AsyncIterator<Record<string, unknown>>;

  constructor(answers: Answers) {
    this.#answers = answers;
    this.#reading = answers[Symbol.asyncIterator]();
  }

  send(...frames: readonly Uint8Array[]): void {
    for (const img of frames) this.#answers.send({ img });
  }

  end(): void {
    this.#answers.end();
  }

  cancel(): void {
    this.#answers.cancel();
  }

  /** The next answer: its count and the bytes of its picture; `undefined` at the end. */
  async next(): Promise<[number, number[]] | undefined> {
    const { value, done } = await this.#reading.next();
    if (done) return undefined;
    assert.ok(value.img instanceof Uint8Array && typeof value.reply === "number");
    return [value.reply, [...value.img]];
  }
}

function imageTest(
  name: string,
  test: (bench: Bench) => Promise<void>,
  options: TestFrameboxOptions = {},
): void {
  Deno.test(name, () =>
    withFramebox(async (framebox) => {
      const processor = framebox.hub.connect({
        processors: ["grey"],
        kind: "builtin",
        name: "grey",
        sticky: false,
      });
      const client = framebox.client();
      await test({
        framebox,
        processor,
        call: (options = {}) => new Call(client.stream(ANALYSE, options)),
      });
    }, { ...options, grpc: { imageTest: IMAGE_TEST, ...options.grpc } }));
}

/** A raw grey frame of 4×2 pixels. */
const grey = (value: number) => new Uint8Array(8).fill(value);

/** The result of a frame: its own picture with every value one more, and a count of people. */
function result(lease: Lease, people = 0): ResultContent {
  const { source } = pictureOf(lease.frame.payload);
  assert.ok(source.kind === "raw" && source.bytes instanceof Uint8Array);
  const { widthPx, heightPx, pixelFormat } = source.format;
  const data = Uint8Array.from(source.bytes, (value) => value + 1);
  const channels = pixelFormat === "GREY8" ? 1 : 3;
  const form = { channels, layout: "interleaved", order: "BGR" } as const;
  const picture = Picture.fromRaster({ widthPx, heightPx, ...form, data });
  return { payload: picture, data: { people } };
}

/** Takes a frame. */
async function take({ processor }: Bench): Promise<Lease> {
  const lease = await processor.take(NEVER);
  lease.delivered();
  return lease;
}

/** Takes a frame and answers it. */
async function answer(bench: Bench, people = 0): Promise<void> {
  const lease = await take(bench);
  await lease.complete(result(lease, people));
}

imageTest("each raw frame is answered raw, while more are to come", async (bench) => {
  const call = bench.call();
  call.send(grey(10));
  await answer(bench);
  assert.deepEqual(await call.next(), [0, Array(8).fill(11)]);
  call.send(new Uint8Array(24).fill(20));
  await answer(bench);
  assert.deepEqual(await call.next(), [0, Array(24).fill(21)]);
  call.end();
  assert.equal(await call.next(), undefined);
});

imageTest("a JPEG is answered with a JPEG, a PNG with a PNG", async (bench) => {
  const call = bench.call();
  for (const format of ["jpeg", "png"] as const) {
    const data = new Uint8Array(5 * 3 * 3);
    const form = { channels: 3, layout: "interleaved", order: "RGB" } as const;
    const raster = { widthPx: 5, heightPx: 3, ...form, data };
    call.send(await encodePicture(raster, format));
    await (await take(bench)).complete({ payload: Picture.fromRaster(raster) });
    const [, img] = await call.next() ?? [];
    assert.equal(readPictureHeader(Uint8Array.from(img ?? [])).format, format);
  }
});

imageTest("answers keep the order of the frames, whichever is ready first", async (bench) => {
  const call = bench.call();
  call.send(grey(1), grey(2), grey(3));
  call.end();
  const leases = [await take(bench), await take(bench), await take(bench)];
  for (const lease of leases.toReversed()) await lease.complete(result(lease));
  const answers = [await call.next(), await call.next(), await call.next(), await call.next()];
  assert.deepEqual(answers.map((answer) => answer?.[1][0]), [2, 3, 4, undefined]);
});

imageTest("reply is the number that framebox is set to", async (bench) => {
  const call = bench.call();
  call.send(grey(1), grey(2));
  await answer(bench, 5);
  assert.equal((await call.next())?.[0], 5);
  await (await take(bench)).complete({});
  assert.deepEqual(await call.next(), [0, []]);
}, { grpc: { imageTest: { ...IMAGE_TEST, count: "people" } } });

imageTest("answers carry no pictures for clients that want none", async (bench) => {
  const came = event(bench.framebox, "came");
  const call = bench.call();
  call.send(grey(1));
  assert.equal((await came).stream.run.wantsPictures, false);
  await answer(bench, 5);
  assert.deepEqual(await call.next(), [5, []]);
}, { grpc: { imageTest: { ...IMAGE_TEST, count: "people", pictures: false } } });

imageTest("metadata declares the size of raw frames", async (bench) => {
  const call = bench.call({ metadata: { width: "3", height: "1" } });
  call.send(new Uint8Array(3));
  await answer(bench);
  assert.deepEqual(await call.next(), [0, [1, 1, 1]]);
  assert.match(
    await refusal(bench.call({ metadata: { width: "wide" } })),
    /^INVALID_ARGUMENT: The metadata width must be a number of pixels/,
  );
});

imageTest("a frame of a wrong length ends the call after the answers before it", async (bench) => {
  const call = bench.call();
  call.send(grey(1), new Uint8Array(9), grey(2));
  await answer(bench);
  assert.deepEqual(await call.next(), [0, Array(8).fill(2)]);
  assert.match(await refusal(call), /^INVALID_ARGUMENT: A frame of 9 bytes is neither .* 4×2/);
  assert.equal(bench.framebox.hub.status.sessions, 0);
});

imageTest("a first frame that is none opens no session", async ({ framebox, call }) => {
  framebox.streams.subscribe(() => assert.fail("a stream was opened"));
  const first = call();
  first.send(new Uint8Array());
  assert.match(await refusal(first), /^INVALID_ARGUMENT: A frame of 0 bytes/);
});

imageTest(
  "a frame that fails has an answer without a result, and the call stays open",
  async (bench) => {
    const call = bench.call();
    call.send(grey(1), grey(2));
    const error = new FrameboxError("INTERNAL", "The lamp is out.");
    (await take(bench)).fail(error, { again: false });
    assert.deepEqual(await call.next(), [0, []]);
    assert.equal(bench.framebox.streams.list()[0]?.figures.failure?.message, "The lamp is out.");
    await answer(bench);
    assert.deepEqual(await call.next(), [0, Array(8).fill(3)]);
  },
);

imageTest(
  "a result with a damaged picture has its count, and no picture",
  async (bench) => {
    const call = bench.call();
    call.send(grey(1));
    const form = { channels: 3, layout: "interleaved", order: "RGB" } as const;
    const data = Uint8Array.from({ length: 3600 }, (_, i) => i * i);
    const raster = { widthPx: 40, heightPx: 30, ...form, data };
    const file = await encodePicture(raster, "jpeg");
    const picture = Picture.fromFile(file.subarray(0, -500));
    await (await take(bench)).complete({ payload: picture, data: { people: 4 } });
    assert.deepEqual(await call.next(), [4, []]);
  },
  { grpc: { imageTest: { ...IMAGE_TEST, count: "people" } } },
);

imageTest("a slow processor holds the client back", async (bench) => {
  const call = bench.call();
  const came = event(bench.framebox, "came");
  call.send(...Array.from({ length: 20 }, (_, i) => grey(i)));
  call.end();
  const { run } = (await came).stream;
  const answers: (number | undefined)[] = [];
  for (let i = 0; i < 20; i++) {
    await answer(bench);
    assert.ok(run.stats.pushed <= i + 1 + 3, `${run.stats.pushed} frames after ${i + 1} answers`);
    answers.push((await call.next())?.[1][0]);
  }
  assert.deepEqual(answers, Array.from({ length: 20 }, (_, i) => i + 1));
  assert.equal(await call.next(), undefined);
});

imageTest("calls at once are streams of their own", async (bench) => {
  const calls = [bench.call(), bench.call()];
  for (const [i, call] of calls.entries()) {
    const came = event(bench.framebox, "came");
    call.send(grey(i * 100));
    const { stream } = await came;
    assert.deepEqual([stream.kind, stream.format], ["image-test", "4×2 grey"]);
    assert.deepEqual([stream.run.wantsPictures, stream.run.pictureForm], [true, "as-sent"]);
  }
  assert.equal(bench.framebox.hub.status.sessions, 2);
  await answer(bench);
  await answer(bench);
  const firsts = await Promise.all(calls.map(async (call) => (await call.next())?.[1][0]));
  assert.deepEqual(firsts, [1, 101]);
});

imageTest("a client that disconnects leaves nothing behind", async (bench) => {
  const call = bench.call();
  const gone = event(bench.framebox, "gone");
  call.send(grey(1), grey(2));
  const lease = await take(bench);
  call.cancel();
  assert.match(await refusal(call), /^CANCELLED/);
  const { stream } = await gone;
  assert.ok(lease.over.aborted);
  assert.ok(stream.run.ended.aborted);
  assert.deepEqual(bench.framebox.streams.list(), []);
  assert.equal(bench.framebox.hub.status.sessions, 0);
});

imageTest("a server that stops answers what is leased, then refuses", async (bench) => {
  const silent = bench.call();
  silent.send(grey(9));
  await answer(bench);
  assert.ok(await silent.next());
  const refused = refusal(silent);
  const call = bench.call();
  call.send(grey(1), grey(2)); // The second one waits: no processor gets it any more.
  const lease = await take(bench);
  const draining = bench.framebox.server.drain(NEVER);
  assert.match(await refused, /^UNAVAILABLE: framebox is stopping/);
  await lease.complete(result(lease));
  assert.deepEqual(await call.next(), [0, Array(8).fill(2)]);
  assert.match(await refusal(call), /^UNAVAILABLE: framebox is stopping/);
  await draining;
});

imageTest(
  "a client that keeps sending gets UNAVAILABLE before its connection is cut",
  async (bench) => {
    const call = bench.call();
    call.send(...Array.from({ length: 60 }, () => new Uint8Array(704 * 576)));
    await event(bench.framebox, "came");
    const refused = refusal(call);
    // It gets the status before the drain is over, when its connection is cut.
    const drained = bench.framebox.server.drain(limit());
    assert.match(
      await Promise.race([refused, drained]) ?? "drained",
      /^UNAVAILABLE: .*framebox is stopping/,
    );
  },
  { grpc: { imageTest: TEST_GRPC_OPTIONS.imageTest } },
);
