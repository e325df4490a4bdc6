import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { Pool } from "../../base/pool/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Session,
} from "../../hub/mod.ts";
import { DEFAULT_IMAGE_LIMITS, encodePicture, readPictureHeader } from "../../media/image/mod.ts";
import { readMat } from "../../mat/mod.ts";
import type { CallOptions } from "../../oscar/calls/mod.ts";
import { readResult } from "../../results/mod.ts";
import { within } from "../../tests/support/limit.ts";
import { type Call, callMat, CallStore, isFinal, type SessionCalls, zipOf } from "./mod.ts";
import type { CallsOptions } from "./shared_calls.ts";
import {
  bytesOf,
  echo,
  TestDirectory,
  testOutput,
  type TestRun,
  type TestService,
} from "./test_directory.ts";

const utf8 = new TextEncoder();
const NEVER = new AbortController().signal;

interface Parts {
  readonly hub: Hub;
  readonly store: CallStore;
  readonly directory: TestDirectory;
  /** Of `ana`. */
  readonly session: Session;
  readonly calls: SessionCalls;
  readonly dataDir: string;
}

function callsTest(
  name: string,
  services: Readonly<Record<string, TestService | TestRun>>,
  test: (parts: Parts) => Promise<void>,
  { hub: hubOptions = {}, calls: options = {} }: {
    readonly hub?: Partial<HubOptions>;
    readonly calls?: Partial<CallsOptions>;
  } = {},
): void {
  Deno.test(name, async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "calls-test-" });
    const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...hubOptions }, {
      log: silentLogger(),
      readResult,
    });
    const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
    const directory = new TestDirectory(services, "ana");
    const store = new CallStore({
      maxOpen: 100,
      maxKept: 100,
      maxKeptBytes: 1e6,
      imageLimits: DEFAULT_IMAGE_LIMITS,
      ...options,
    }, { directory, pool });
    try {
      const session = await hub.openSession({ owner: "ana" });
      await test({ hub, store, directory, session, calls: store.of(session), dataDir });
    } finally {
      await store.close();
      await hub.close();
      await pool.close();
      await Deno.remove(dataDir, { recursive: true });
    }
  });
}

interface Given {
  readonly name?: string;
  readonly mode?: "sync" | "async";
}

async function start(
  calls: SessionCalls,
  service: string,
  content: string | Uint8Array,
  { name = "in.txt", mode }: Given = {},
): Promise<Call> {
  const bytes = typeof content === "string" ? utf8.encode(content) : content;
  const pieces = async function* () {
    yield await Promise.resolve(bytes);
  };
  return await calls.start(
    { service: `lab/${service}`, name, mode },
    (files) => files.write(pieces()),
    NEVER,
  );
}

/** Resolves when something holds that changes of calls may bring about. */
async function until(calls: SessionCalls, holds: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => holds() && resolve();
  const leave = calls.subscribe(look);
  look();
  await within(promise, "a change of calls");
  leave();
}

const ended = (calls: SessionCalls, call: Call) => until(calls, () => isFinal(call.state));

/** A service that goes through all stages, and waits for its test in between. */
class Slow {
  readonly started = Promise.withResolvers<CallOptions>();
  readonly released = Promise.withResolvers<void>();
  isDisposed = false;

  readonly run: TestRun = async (input, options) => {
    this.started.resolve(options);
    options.onProgress?.({ stage: "uploading", sentBytes: 1, totalBytes: 4 });
    options.onProgress?.({ stage: "waiting", because: undefined });
    options.onProgress?.({ stage: "running", since: new Date(0) });
    const aborted = Promise.withResolvers<never>();
    options.signal.addEventListener("abort", () => aborted.reject(options.signal.reason));
    await Promise.race([this.released.promise, aborted.promise]);
    const outputs = [testOutput("out.txt", await bytesOf(input))];
    return {
      outputs,
      [Symbol.asyncDispose]: () => {
        this.isDisposed = true;
        return Promise.resolve();
      },
    };
  };
}

callsTest("a call's input and outputs are on disk, under names made here", {
  echo,
}, async ({ session, calls }) => {
  const call = await start(calls, "echo", "hello", { name: "../../../etc/ä b'\".txt" });
  await ended(calls, call);
  assert.equal(call.state, "done");
  assert.equal(call.input.name, "ä b'_.txt");
  assert.equal(call.outputs[0]?.text, "hello");
  assert.equal(call.outputs[0]?.kind, "text");
  assert.equal(call.runMs, 20);
  const names = await Array.fromAsync(Deno.readDir(session.directory));
  assert.deepEqual(names.map(({ name }) => name).sort(), ["call-0", "call-1"]);
  await calls.remove(call.id);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(session.directory)), []);
  assert.throws(() => calls.get(call.id), { code: "NOT_FOUND" });
});

const slow = new Slow();
callsTest("a call's states come in their order, and it holds session and login", {
  slow: slow.run,
}, async ({ session, calls, directory }) => {
  const states: string[] = [];
  calls.subscribe(() => states.push(calls.all[0]?.state ?? ""));
  const call = await start(calls, "slow", "data");
  await within(slow.started.promise);
  await until(calls, () => call.state === "running");
  assert.equal(call.since.getTime(), 0);
  assert.ok(session.attached);
  assert.equal(directory.connection("ana", "lab")?.held, 1);
  slow.released.resolve();
  await ended(calls, call);
  await calls.idle();
  assert.equal(session.attached, false);
  assert.equal(directory.connection("ana", "lab")?.held, 0);
  assert.ok(slow.isDisposed);
  assert.ok(states.indexOf("running") < states.indexOf("fetching"));
  assert.ok(states.indexOf("fetching") < states.indexOf("done"));
  assert.equal(call.change, calls.last);
});

callsTest("outputs are shown as they come", {
  several: async (_input, options) => {
    const first = testOutput("a.txt", "one");
    options.onOutput?.(first);
    const second = testOutput("b.txt", "two");
    return await Promise.resolve({ outputs: [first, second] });
  },
}, async ({ calls }) => {
  const call = await start(calls, "several", "x");
  await ended(calls, call);
  assert.deepEqual(call.outputs.map(({ name, text }) => [name, text]), [["a.txt", "one"], [
    "b.txt",
    "two",
  ]]);
});

callsTest(
  "what came of a try whose result another one has replaced is no output, and its room is free",
  {
    twice: async (_input, options) => {
      options.onOutput?.(testOutput("a.txt", "of the first try"));
      return await Promise.resolve({ outputs: [testOutput("a.txt", "of the second")] });
    },
  },
  async ({ calls, session }) => {
    const call = await start(calls, "twice", "x");
    await ended(calls, call);
    assert.deepEqual(call.outputs.map(({ text }) => text), ["of the second"]);
    const files = await Array.fromAsync(Deno.readDir(session.directory));
    assert.equal(files.length, 2);
  },
);

for (const [how, reason] of [["cancel", undefined], ["log out", "cluster-login-needed"]] as const) {
  const service = new Slow();
  callsTest(
    `a running call ends by ${how}`,
    { slow: service.run },
    async ({ calls, directory }) => {
      const call = await start(calls, "slow", "x");
      const { signal } = await within(service.started.promise);
      if (how === "cancel") await calls.remove(call.id);
      else directory.logOut("ana");
      await ended(calls, call);
      assert.ok(signal.aborted);
      assert.equal(call.state, how === "cancel" ? "cancelled" : "failed");
      assert.equal(call.error?.because?.code, reason);
      assert.equal(calls.all.length, 1);
      if (how === "cancel") return;
      await assert.rejects(start(calls, "slow", "x"), { code: "UNAUTHENTICATED" });
      await assert.rejects(calls.again(call.id, NEVER), { code: "UNAUTHENTICATED" });
    },
  );
}

let isBroken = true;
callsTest("a failed call is called again with its input, by the login that is there now", {
  flaky: async (input) => {
    if (isBroken) throw new FrameboxError("UNAVAILABLE", "The cluster does not answer.");
    return { outputs: [testOutput("out.txt", await bytesOf(input))] };
  },
}, async ({ calls, directory }) => {
  const first = await start(calls, "flaky", "keep me");
  await ended(calls, first);
  assert.equal(first.error?.message, "The cluster does not answer.");
  isBroken = false;
  directory.logIn("ana");
  const second = await calls.again(first.id, NEVER);
  // Its input stays when the first one goes.
  await calls.remove(first.id);
  await ended(calls, second);
  assert.equal(second.outputs[0]?.text, "keep me");
  assert.equal(await new Response(await second.input.file.stream()).text(), "keep me");
});

callsTest(
  "what changed after a change is listed, removals too",
  { echo },
  async ({ calls }) => {
    const first = await start(calls, "echo", "1");
    await ended(calls, first);
    const { last } = calls;
    assert.deepEqual(calls.after(last), []);
    const second = await start(calls, "echo", "2");
    await ended(calls, second);
    await calls.remove(first.id);
    assert.deepEqual(calls.after(last).map((one) => "call" in one ? one.call.id : one.removed), [
      second.id,
      first.id,
    ]);
    assert.equal(calls.after(last).at(-1)?.change, calls.last);
  },
);

callsTest("the oldest calls that have ended go first, by number and by memory", {
  echo,
}, async ({ calls }) => {
  const made: Call[] = [];
  for (const text of ["1", "2", "3", "4"]) {
    const call = await start(calls, "echo", text);
    await ended(calls, call);
    await calls.idle();
    made.push(call);
  }
  assert.deepEqual(calls.all.map(({ id }) => id), [made[3]?.id, made[2]?.id]);
  const large = await start(calls, "echo", "x".repeat(40_000));
  await ended(calls, large);
  await calls.idle();
  assert.deepEqual(calls.all.map(({ id }) => id), [large.id]);
}, { calls: { maxKept: 2, maxKeptBytes: 82_500 } });

callsTest(
  "where there is no room, calls that have ended make room, and then a call fails in words",
  {
    echo,
  },
  async ({ calls, session }) => {
    const first = await start(calls, "echo", "x".repeat(300));
    await ended(calls, first);
    const second = await start(calls, "echo", "y".repeat(300));
    await ended(calls, second);
    assert.equal(second.state, "done");
    assert.deepEqual(calls.all, [second]);
    const third = await start(calls, "echo", "z".repeat(900));
    await ended(calls, third);
    assert.equal(third.error?.because?.code, "no-room-for-calls");
    await calls.remove(third.id);
    assert.ok(session.takeSpace(1000), "all room is given back");
    await assert.rejects(start(calls, "echo", "w"), { code: "RESOURCE_EXHAUSTED" });
  },
  { hub: { sessionQuotaBytes: 1000 } },
);

let isRemoved = false;
callsTest("what there is no room for stays in the cluster, and its call fails", {
  large: () => ({
    outputs: [testOutput("a.txt", "x".repeat(2000))],
    [Symbol.asyncDispose]: () => {
      isRemoved = true;
      return Promise.resolve();
    },
  }),
}, async ({ calls }) => {
  const call = await start(calls, "large", "x");
  await ended(calls, call);
  assert.equal(call.error?.because?.code, "no-room-for-calls");
  assert.equal(isRemoved, false);
}, { hub: { sessionQuotaBytes: 1000 } });

const waiting = new Slow();
callsTest("calls over the bound are refused", { slow: waiting.run }, async ({ calls }) => {
  await start(calls, "slow", "x");
  const refused = {
    code: "RESOURCE_EXHAUSTED",
    because: { code: "too-many-calls", details: { limit: 1 } },
  };
  await assert.rejects(start(calls, "slow", "x"), refused);
}, { calls: { maxOpen: 1 } });

const lasting = new Slow();
callsTest(
  "the end of the session cancels its calls",
  { slow: lasting.run },
  async ({ calls, session, store }) => {
    const call = await start(calls, "slow", "x");
    const { signal } = await within(lasting.started.promise);
    await session.end("over");
    await calls.idle();
    assert.ok(signal.aborted);
    assert.equal(call.error?.because?.code, "session-ended");
    assert.deepEqual(store.ofOwner("ana"), []);
    await assert.rejects(Deno.stat(session.directory), Deno.errors.NotFound);
  },
);

const stopped = new Slow();
callsTest(
  "the stop of the server cancels calls",
  { slow: stopped.run },
  async ({ calls, store }) => {
    const call = await start(calls, "slow", "x");
    await within(stopped.started.promise);
    await store.close();
    assert.equal(call.error?.because?.code, "draining");
    await assert.rejects(start(calls, "slow", "x"), { code: "UNAVAILABLE" });
  },
);

callsTest(
  "two users with the same names and outputs get their own",
  { echo },
  async ({ hub, store, calls, directory }) => {
    directory.logIn("rui");
    const other = store.of(await hub.openSession({ owner: "rui" }));
    const [mine, theirs] = await Promise.all([
      start(calls, "echo", "of ana", { name: "output.png" }),
      start(other, "echo", "of rui", { name: "output.png" }),
    ]);
    await Promise.all([ended(calls, mine), ended(other, theirs)]);
    assert.equal(mine.outputs[0]?.text, "of ana");
    assert.equal(theirs.outputs[0]?.text, "of rui");
    assert.throws(() => other.get(mine.id), { code: "NOT_FOUND" });
    assert.equal(store.usualMs("rui", "lab/none"), undefined);
    assert.equal(typeof store.usualMs("rui", "lab/echo"), "number");
    assert.equal((await calls.again(mine.id, NEVER)).usualMs, store.usualMs("ana", "lab/echo"));
  },
);

callsTest("a picture is made smaller for its service, and boxes fit the picture as it was given", {
  small: {
    offered: { input: "picture", rule: { cluster: undefined, service: "small", resizePx: 20 } },
    run: async (input) => {
      const { widthPx, heightPx } = readPictureHeader(await bytesOf(input));
      const found = { boxes: [[0, 0, widthPx / 2, heightPx]], scores: [0.5] };
      return {
        outputs: [
          testOutput("a.json", JSON.stringify(found)),
          testOutput(input.name, await bytesOf(input)),
        ],
      };
    },
  },
}, async ({ calls }) => {
  const data = new Uint8Array(80 * 40 * 3);
  const picture = await encodePicture(
    { widthPx: 80, heightPx: 40, channels: 3, layout: "interleaved", order: "RGB", data },
    "png",
  );
  const call = await start(calls, "small", picture, { name: "photo" });
  await ended(calls, call);
  assert.equal(call.error, undefined);
  assert.equal(call.input.name, "photo.png");
  assert.deepEqual(call.input.size, { widthPx: 80, heightPx: 40 });
  const [boxes, sent] = call.outputs;
  assert.equal(sent?.name, "photo.jpg");
  assert.deepEqual(sent?.size, { widthPx: 20, heightPx: 10 });
  assert.deepEqual(boxes?.boxes?.xyxy, [[0, 0, 40, 40]]);
});

callsTest("data of a call is a MATLAB file, and its files are a ZIP with unique names", {
  data: () => ({
    outputs: [
      testOutput("a.json", '{"labels": ["Iris"], "probabilities": [0.5], "mean": NaN}'),
      testOutput("A.json", "{'x': 1}"),
      testOutput("b.txt", "words"),
    ],
    log: "some lines",
  }),
}, async ({ calls }) => {
  const call = await start(calls, "data", "x");
  await ended(calls, call);
  const mat = readMat(await callMat(call, (output) => calls.read(output, NEVER)));
  const names = mat.variables.map(({ name }) => name);
  assert.deepEqual(names, ["data_00000", "data_00001", "data_00002", "service", "input"]);
  const zip = zipOf([call]);
  const bytes = await new Response(zip.stream(0, zip.byteLength)).bytes();
  assert.equal(bytes.length, zip.byteLength);
  const text = new TextDecoder("latin1").decode(bytes);
  for (const name of ["a.json", "A (2).json", "b.txt", "log.txt"]) {
    assert.ok(text.includes(name), name);
  }
  assert.deepEqual(call.outputs.map(({ kind }) => kind), ["data", "data", "text"]);
});

callsTest("large outputs pass through in pieces, and a long text is cut", {
  large: () => {
    const piece = new Uint8Array(1_000_000);
    const pieces = async function* () {
      for (let i = 0; i < 30; i++) yield await Promise.resolve(piece);
    };
    const output = {
      ...testOutput("a.bin", piece.subarray(0, 10)),
      byteLength: 30_000_000,
      reading: undefined,
      pieces,
    };
    return { outputs: [output, testOutput("a.txt", "é".repeat(100_000))] };
  },
}, async ({ calls }) => {
  const call = await start(calls, "large", "x");
  await ended(calls, call);
  const [large, text] = call.outputs;
  assert.equal(large?.file.byteLength, 30_000_000);
  assert.equal(large?.kind, "file");
  assert.ok(text?.isTextCut);
  assert.match(text?.text ?? "", /^é+$/);
  assert.ok(utf8.encode(text?.text).length <= 65_536);
});

callsTest("an answer that reads in two ways has both", {
  doubtful: () => {
    const text = testOutput("a.txt", "abcd").reading;
    return { outputs: [testOutput("a.txt", "decoded")], other: text };
  },
}, async ({ calls }) => {
  const call = await start(calls, "doubtful", "x");
  await ended(calls, call);
  assert.equal(call.other?.text, "abcd");
});
