import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { BUILT_INS, registryOf } from "../../processors/mod.ts";
import { event, refusal } from "../test_streams.ts";
import { numeric, struct, writeElement } from "../../mat/mod.ts";
import { descriptor, frame, mediaGraph, opened } from "./test_bench.ts";
import { limit } from "../../tests/support/limit.ts";

mediaGraph("a descriptor is answered at once, and opens a stream", async (bench) => {
  const call = bench.call();
  call.send(descriptor());
  assert.deepEqual(await call.next(), {
    sequence_number: "1",
    ack_sequence_number: "1",
    payload: "media_stream_descriptor",
    media_stream_descriptor: {
      stream_identifier: "extension_identifier",
      extension_identifier: "framebox",
      media_descriptor: { timescale: 90_000 },
    },
  });
  const [stream] = bench.framebox.streams.list();
  assert.ok(stream);
  assert.deepEqual([stream.kind, stream.name, stream.format, stream.run.processor], [
    "media-graph",
    "test",
    "4×2 BGR24",
    "intensity",
  ]);
  call.end();
  assert.equal(await call.next(), undefined);
  assert.deepEqual([bench.framebox.streams.list(), bench.framebox.hub.status.sessions], [[], 0]);
});

mediaGraph(
  "samples are acknowledged with their own time, and answers are numbered",
  async (bench) => {
    const call = await opened(bench);
    const times = ["0", "9007199254740993", "18446744073709551615"];
    call.send(...times.map((time) => frame(time)));
    call.end();
    for (let i = 0; i < 3; i++) await bench.answer();
    for (const [i, time] of times.entries()) {
      const answer = await call.next();
      assert.ok(answer?.media_sample);
      assert.deepEqual(
        [
          `${answer.sequence_number}`,
          answer.ack_sequence_number,
          answer.media_sample.timestamp ?? "0",
        ],
        [`${i + 2}`, `${i + 2}`, time],
      );
    }
    assert.equal(await call.next(), undefined);
  },
);

mediaGraph("samples are worked on together and answered in order", async (bench) => {
  const call = await opened(bench);
  call.send(frame(), frame(), frame());
  const leases = [await bench.take(), await bench.take(), await bench.take()];
  for (const lease of leases.toReversed()) {
    await lease.complete({ labels: [{ label: `frame-${lease.frame.number}` }] });
  }
  const answers = [await call.brief(), await call.brief(), await call.brief()];
  assert.deepEqual(answers, ["2 ack 2 frame-0", "3 ack 3 frame-1", "4 ack 4 frame-2"]);
});

mediaGraph("a client's own numbers are acknowledged as they are", async (bench) => {
  const call = bench.call();
  call.send({ ...descriptor(), sequence_number: "0" });
  assert.equal(await call.brief(), "1 ack 0 descriptor");
  call.send({ ...frame(), sequence_number: "18446744073709551615" });
  await bench.answer();
  assert.equal(await call.brief(), "2 ack 18446744073709551615 frame-0");
});

mediaGraph("a sample without content is acknowledged in its turn", async (bench) => {
  const call = await opened(bench);
  call.send(frame(), { media_sample: { timestamp: 7 } }, frame());
  await bench.answer();
  await bench.answer();
  assert.equal(await call.brief(), "2 ack 2 frame-0");
  const empty = await call.next();
  assert.ok(empty?.media_sample);
  assert.deepEqual([empty.ack_sequence_number, `${empty.media_sample.timestamp}`], ["3", "7"]);
  assert.equal(await call.brief(), "4 ack 4 frame-1");
});

mediaGraph("a sample may carry inferences of others", async (bench) => {
  const call = await opened(bench);
  const inferences = [{ type: 3, entity: { tag: { value: "car" } } }, { type: 1 }];
  const bytes = new Uint8Array(24);
  call.send({ media_sample: { timestamp: 1, content_bytes: { bytes }, inferences } });
  await bench.answer();
  assert.equal(await call.brief(), "2 ack 2 frame-0");
});

mediaGraph("a wrong first message opens no stream", async ({ framebox, call }) => {
  framebox.streams.subscribe(() => assert.fail("a stream was opened"));
  const wrong = [frame(), {}, { media_stream_descriptor: {} }, descriptor({}, { encoding: 7 })];
  for (const message of wrong) {
    const one = call();
    one.send(message);
    assert.match(await refusal(one), /^INVALID_ARGUMENT: /);
  }
  const silent = call();
  silent.end();
  assert.match(await refusal(silent), /^INVALID_ARGUMENT: The stream has no messages/);
});

mediaGraph("an error further on ends the call after the answers before it", async (bench) => {
  const wrong: [Record<string, unknown>, RegExp][] = [
    [frame(0, 23), /has 23 bytes/],
    [descriptor(), /one descriptor/],
    [{}, /should have a media_sample/],
    [
      { media_sample: { content_reference: { length_bytes: 24 } } },
      /names no shared memory/,
    ],
  ];
  for (const [message, sentence] of wrong) {
    const call = await opened(bench);
    call.send(frame(), message, frame());
    await bench.answer();
    assert.equal(await call.brief(), "2 ack 2 frame-0");
    const refused = await refusal(call);
    assert.match(refused, /^INVALID_ARGUMENT: /);
    assert.match(refused, sentence);
  }
  assert.equal(bench.framebox.hub.status.sessions, 0);
});

mediaGraph(
  "a frame that fails is acknowledged, with an event that has the reason",
  async (bench) => {
    const call = await opened(bench);
    call.send(frame(), frame());
    const error = new FrameboxError("INTERNAL", "The lamp is out.");
    (await bench.take()).fail(error, { again: false });
    await bench.answer();
    const answer = await call.next();
    assert.equal(answer?.ack_sequence_number, "2");
    const [inference] = answer.media_sample?.inferences ?? [];
    assert.ok(inference?.type === "EVENT");
    assert.equal(inference.event.name, "processingFailed");
    assert.deepEqual({ ...inference.event.properties }, {
      code: "INTERNAL",
      message: "The lamp is out.",
    });
    assert.equal(await call.brief(), "3 ack 3 frame-1");
  },
);

mediaGraph("a stream chooses who processes it", async (bench) => {
  await opened(bench, { extension_configuration: `{"processor": "grey"}` });
  assert.equal(bench.framebox.streams.list()[0]?.run.processor, "grey");
});

mediaGraph(
  "an unknown processor: the default's results, and an event on the first",
  async (bench) => {
    const call = await opened(bench, {
      extension_configuration: `{"pipeline": {"name": "yolo", "version": "1"}}`,
    });
    call.send({ media_sample: { timestamp: 1 } }, frame(), frame());
    await bench.answer();
    await bench.answer();
    assert.equal(await call.brief(), "2 ack 2 unknownProcessor");
    assert.equal(await call.brief(), "3 ack 3 frame-0");
    assert.equal(await call.brief(), "4 ack 4 frame-1");

    const next = await opened(bench, { extension_configuration: `{"processor": "yolo"}` });
    next.send(frame());
    await bench.answer();
    assert.equal(await next.brief(), "2 ack 2 frame-0 unknownProcessor");
  },
);

mediaGraph(
  "a processor that takes no pictures is refused with a list of those that do",
  async ({ call }) => {
    const one = call();
    one.send(descriptor({ extension_configuration: `{"processor": "listener"}` }));
    assert.match(
      await refusal(one),
      /^INVALID_ARGUMENT: listener takes audio, not pictures; choose one of workers, grey/,
    );
  },
  {},
  {
    processors: registryOf([...BUILT_INS, {
      name: "listener",
      title: "Listener",
      help: "What is said.",
      kind: "own",
      takes: ["audio/*"],
      gives: ["text/plain"],
    }]),
  },
);

mediaGraph("a configuration that can't be read is refused", async ({ call }) => {
  const one = call();
  one.send(descriptor({ extension_configuration: "{processor: grey}" }));
  assert.match(await refusal(one), /^INVALID_ARGUMENT: The extension_configuration is no JSON/);
});

mediaGraph("a full batch is processed together, the rest when the stream ends", async (bench) => {
  const call = await opened(bench);
  call.send(frame(), frame(), frame(), frame());
  call.end();
  const sizes = [];
  for (let done = 0; done < 4;) {
    const leases = await bench.processor.takeBatch(new AbortController().signal);
    sizes.push(leases.length);
    for (const lease of leases) await lease.complete({ labels: [{ label: "x" }] });
    done += leases.length;
  }
  assert.deepEqual(sizes, [3, 1]);
  const answers = [await call.brief(), await call.brief(), await call.brief(), await call.brief()];
  assert.deepEqual(answers, ["2 ack 2 x", "3 ack 3 x", "4 ack 4 x", "5 ack 5 x"]);
  assert.equal(await call.next(), undefined);
}, { batchSize: 3, batchWaitMs: 60_000 });

mediaGraph("a batch that is not full is processed while the stream is open", async (bench) => {
  const call = await opened(bench);
  call.send(frame(), frame());
  await bench.answer();
  await bench.answer();
  assert.equal(await call.brief(), "2 ack 2 frame-0");
  assert.equal(await call.brief(), "3 ack 3 frame-1");
}, { batchSize: 3, batchWaitMs: 1 });

mediaGraph("a slow processor holds the client back", async (bench) => {
  const call = await opened(bench);
  const [stream] = bench.framebox.streams.list();
  for (let i = 0; i < 10; i++) call.send(frame());
  for (let i = 0; i < 4; i++) await bench.take();
  assert.deepEqual([stream?.run.stats.pushed, stream?.run.stats.leased], [4, 4]);
}, { window: 4 });

mediaGraph("a client that disconnects leaves nothing behind", async (bench) => {
  const call = await opened(bench);
  const gone = event(bench.framebox, "gone");
  call.send(frame(), frame());
  const lease = await bench.take();
  call.cancel();
  assert.match(await refusal(call), /^CANCELLED/);
  const event_ = await gone;
  assert.ok(event_.type === "gone");
  assert.equal(event_.reason, "The client has gone.");
  await event_.stream.close(new FrameboxError("CANCELLED", "again"));
  assert.equal(lease.over.aborted, true);
  assert.equal(bench.framebox.hub.status.sessions, 0);
});

mediaGraph("several streams of one client are streams of their own", async (bench) => {
  const calls = [await opened(bench), await opened(bench), await opened(bench)];
  assert.equal(bench.framebox.hub.status.sessions, 3);
  for (const call of calls) call.send(frame());
  for (let i = 0; i < 3; i++) await bench.answer();
  for (const call of calls) assert.equal(await call.brief(), "2 ack 2 frame-0");
});

mediaGraph("a server that stops answers what it has and ends the stream", async (bench) => {
  const call = await opened(bench);
  call.send(frame());
  const lease = await bench.take();
  const drained = bench.framebox.server.drain(limit());
  await lease.complete({ labels: [{ label: "last" }] });
  assert.equal(await call.brief(), "2 ack 2 last");
  assert.match(await refusal(call), /^UNAVAILABLE: /);
  await drained;
  assert.deepEqual(bench.framebox.streams.list(), []);
});

mediaGraph("a server that stops doesn't wait for frames that no processor takes", async (bench) => {
  const call = await opened(bench);
  call.send(frame(), frame());
  const lease = await bench.take();
  const drained = bench.framebox.server.drain(limit());
  await lease.complete({ labels: [{ label: "last" }] });
  assert.equal(await call.brief(), "2 ack 2 last");
  assert.match(await refusal(call), /^UNAVAILABLE: /);
  await drained;
});

mediaGraph(
  "boxes of a frame that was made smaller are fractions of it, with a picture or without",
  async (bench) => {
    const call = await opened(bench);
    call.send(frame("0"), frame("1"), frame("2"));
    const element = writeElement(
      "data_00000",
      struct({ xyxy: numeric("double", [1, 4], [1, 0, 2, 1]) }),
    );
    const variables = [{ name: "data_00000", class: "struct", dims: [1, 1], element }];
    const picture = (widthPx: number, heightPx: number) => {
      const form = { channels: 1, layout: "interleaved", order: "RGB" } as const;
      const data = new Uint8Array(widthPx * heightPx);
      return Picture.fromRaster({ widthPx, heightPx, ...form, data });
    };
    // Of the size that was given, of the frame's own, and none.
    for (const shown of [picture(2, 1), picture(4, 2), undefined]) {
      const lease = await bench.take();
      lease.givenAs({
        ...{ widthPx: 2, heightPx: 1, sourceWidthPx: 4, sourceHeightPx: 2 },
        ...{ sourceBytes: 430, limitBytes: 410, by: "worker", format: "mat" },
      });
      await lease.complete({ payload: shown, variables });
      const [entity] = (await call.next())?.media_sample?.inferences ?? [];
      assert.ok(entity?.type === "ENTITY");
      assert.deepEqual(entity.entity.box, { l: 0.5, t: 0, w: 0.5, h: 1 });
    }
    call.cancel();
  },
);
