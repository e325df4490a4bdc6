import assert from "node:assert/strict";
import { DIRECT_READER } from "../answer/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import { callAsynchronously } from "./asynchronous_call.ts";
import { ClusterMemory } from "./cluster_memory.ts";
import { jobLogOf } from "./failures.ts";
import { FolderWatches } from "./folder_watches.ts";
import { JobReader } from "./job_reader.ts";
import { Progress } from "./progress.ts";
import { CALL_LIMITS, type CallLimits, type CallResult } from "./service_call.ts";
import { objectOf, TestService, type TestServiceOptions } from "./test_service.ts";

/** A user who has logged in. */
interface User extends AsyncDisposable {
  readonly service: TestService;
  readonly stages: string[];
  /** Jobs that calls were known to have. */
  readonly jobs: string[];
  call(name: string, text: string, signal?: AbortSignal): Promise<CallResult>;
  /** Names and texts of its outputs. */
  textOf(result: Promise<CallResult>): Promise<string>;
  /** Work that continued after calls. */
  readonly background: Promise<void>[];
}

const never = new AbortController().signal;

function userOf(
  service: TestService,
  memory = new ClusterMemory(),
  limits: Partial<CallLimits> = {},
): User {
  const { clock, manager, store, known } = service;
  const watches = new FolderWatches(clock);
  const ended = new AbortController();
  const shared = memory.of("plants");
  const readsLogs = known.service.logLevel === "INFO";
  const reader = new JobReader({
    ...{ service: "plants", manager, memory: shared, readsLogs, clock },
    closed: ended.signal,
  });
  const stages: string[] = [];
  const jobs: string[] = [];
  const background: Promise<void>[] = [];
  const folder = (path: string) => ({ store, provider: "p", bucket: "plants", folder: path });
  return {
    service,
    stages,
    jobs,
    background,
    call: (name, text, signal = never) =>
      callAsynchronously({
        answers: DIRECT_READER,
        ...{ service: known.service, manager, memory: shared, reader, watches, clock },
        input: { ...objectOf(text), name },
        options: { mode: "async", signal, onJob: (job) => jobs.push(job) },
        held: memory.answers,
        limits: { ...CALL_LIMITS, ...limits },
        progress: new Progress(({ stage }) => stages.at(-1) === stage || stages.push(stage)),
        startMs: clock.now(),
        inputFolder: folder("in"),
        outputFolders: [folder("out")],
        background: (work) => background.push(work.catch(() => {})),
      }),
    textOf: async (result) => {
      const { outputs } = await result;
      return outputs.map(({ name, reading }) =>
        `${name}=${reading?.kind === "text" ? reading.text : reading?.kind}`
      ).join(" ");
    },
    async [Symbol.asyncDispose]() {
      ended.abort(new Error("over"));
      await watches[Symbol.asyncDispose]();
    },
  };
}

/** A script that writes the input under its own name. */
const COPY: TestServiceOptions = { script: (name, content) => ({ files: { [name]: content } }) };
/** A script that writes one name for all. */
const SAME: TestServiceOptions = { script: (_, content) => ({ files: { "output.txt": content } }) };

async function reasonOf(result: Promise<unknown>): Promise<string> {
  try {
    await result;
  } catch (caught) {
    assert.ok(caught instanceof FrameboxError, String(caught));
    return caught.because?.code ?? caught.code;
  }
  return "none";
}

Deno.test("an output is found by its mark, and progress goes its way", async () => {
  const service = new TestService({ ...COPY, runMs: 10_000 });
  await using user = userOf(service);
  assert.equal(await service.settled(user.textOf(user.call("a b.txt", "hello"))), "a b.txt=hello");
  assert.deepEqual(user.stages, ["uploading", "waiting", "running", "fetching", "done"]);
  assert.equal(user.jobs.length, 1);
  assert.match(service.puts[0] ?? "", /^in\/fb[a-z0-9]{14}-a_b\.txt$/);
});

Deno.test("50 calls at once have their own outputs, through a restart of storage and a lost event", async () => {
  const service = new TestService({ ...COPY, lostPuts: [7, 30] });
  await using user = userOf(service);
  const calls = Array.from({ length: 50 }, (_, i) => user.textOf(user.call("x.txt", `input ${i}`)));
  service.clock.after(8500, () => service.restart(1200));
  const texts = await service.settled(Promise.all(calls));
  assert.deepEqual(texts, texts.map((_, i) => `x.txt=input ${i}`));
  assert.equal(service.puts.length, 52);
  const gaps = service.lists.slice(1).map((atMs, i) => atMs - (service.lists[i] ?? 0));
  assert.ok(gaps.every((gap) => gap >= 5000), gaps.join(" "));
});

Deno.test("what is never notified of is found by lists", async () => {
  const service = new TestService({ ...COPY, hasEvents: false });
  await using user = userOf(service);
  assert.equal(await service.settled(user.textOf(user.call("x.txt", "hello"))), "x.txt=hello");
});

for (const logLevel of ["CRITICAL", "INFO"] as const) {
  Deno.test(`two users of a service at ${logLevel} with one name for all get their own`, async () => {
    const service = new TestService({ ...SAME, logLevel });
    const memory = new ClusterMemory();
    await using first = userOf(service, memory);
    await using second = userOf(service, memory);
    const calls = [first, second, first, second].map((user, i) =>
      user.textOf(user.call("photo.jpg", `content ${i}`))
    );
    const texts = await service.settled(Promise.all(calls));
    assert.deepEqual(texts, texts.map((_, i) => `output.txt=content ${i}`));
    assert.equal(memory.of("plants").hasMarks, false);
    assert.equal(service.puts.length, 4);
  });

  Deno.test(`a foreign output of one name is never taken at ${logLevel}`, async () => {
    const service = new TestService({ ...SAME, logLevel });
    await using user = userOf(service);
    const call = user.textOf(user.call("photo.jpg", "mine"));
    await service.idle();
    service.clock.after(500, () => void service.putByOthers("photo.jpg", "foreign"));
    assert.equal(await service.settled(call), "output.txt=mine");
    assert.ok(service.puts.length > 2, "it was put again");
  });

  Deno.test(`where others never stop at ${logLevel}, no result is shown`, async () => {
    const service = new TestService({ ...SAME, logLevel });
    await using user = userOf(service);
    const disturb = () => {
      void service.putByOthers("photo.jpg", "foreign");
      if (service.clock.now() < 2_000_000) service.clock.after(400, disturb);
    };
    disturb();
    const call = user.call("photo.jpg", "mine");
    assert.equal(await service.settled(reasonOf(call)), "result-not-told-apart");
  });
}

Deno.test("a job without a file has finished without a result, and its log's last line is the reason", async () => {
  const service = new TestService({
    script: () => ({ files: {}, log: "no model for this input" }),
  });
  await using user = userOf(service);
  const error = await service.settled(user.call("x.txt", "x").then(() => undefined, (e) => e));
  assert.ok(error instanceof FrameboxError);
  assert.deepEqual(error.because, {
    code: "call-without-result",
    details: { service: "plants", line: "no model for this input" },
  });
  assert.equal(jobLogOf(error), "no model for this input");
  assert.equal(service.puts.length, 1);
});

Deno.test("a failed job is an error; one that failed for storage was away is put again", async () => {
  let runs = 0;
  const log = "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL";
  const broken = new TestService({ script: () => ({ files: {}, state: "Failed", log: "killed" }) });
  await using first = userOf(broken);
  assert.equal(await broken.settled(reasonOf(first.call("x.txt", "x"))), "job-failed");
  assert.equal(broken.puts.length, 1);
  const service = new TestService({
    script: (name, content) =>
      runs++ === 0 ? { files: {}, state: "Failed", log } : { files: { [name]: content } },
  });
  await using second = userOf(service);
  assert.equal(await service.settled(second.textOf(second.call("x.txt", "x"))), "x.txt=x");
  assert.deepEqual([service.puts.length, new Set(service.puts).size], [2, 1]);
});

Deno.test("outputs of others are not taken for a service's own way of naming", async () => {
  const service = new TestService({
    script: (name, content) => ({ files: { [name.replace("-", ".")]: content } }),
    runMs: 10_000,
  });
  const memory = new ClusterMemory();
  await using user = userOf(service, memory);
  await service.putByOthers("dashboard.jpg", "foreign");
  const calls = [user.textOf(user.call("x.txt", "1"))];
  service.clock.after(2000, () => void service.putByOthers("other.jpg", "foreign"));
  calls.push(user.textOf(user.call("x.txt", "2")));
  const texts = await service.settled(Promise.all(calls));
  assert.deepEqual(texts.map((text) => text.split("=")[1]), ["1", "2"]);
  assert.equal(memory.of("plants").hasMarks, true);
});

Deno.test("several outputs are one result, in folders as well", async () => {
  const service = new TestService({
    script: (name, content) => ({ files: { [`${name}/a.txt`]: content, [`b-${name}`]: "b" } }),
  });
  await using user = userOf(service);
  const text = await service.settled(user.textOf(user.call("x.txt", "1")));
  assert.equal(text, "x.txt/a.txt=1 b-x.txt=b");
});

Deno.test("what outputs hold is booked; without room they are streams", async () => {
  const service = new TestService({
    script: (name, content) => ({
      files: Object.fromEntries(
        ["0", content].map((n) => [`${n}-${name}`, "0123456789"]),
      ),
    }),
  });
  const memory = new ClusterMemory(30);
  await using user = userOf(service, memory);
  const result = await service.settled(user.call("x.txt", "2"));
  assert.equal(memory.answers.used, 20);
  const [first, second] = result.outputs;
  assert.deepEqual([first?.reading?.kind, second?.reading], ["text", undefined]);
  assert.equal(second?.byteLength, 10);
  await result[Symbol.asyncDispose]();
  assert.equal(memory.answers.used, 0);
});

Deno.test("a cancelled call's job is deleted, and the next call is not disturbed", async () => {
  const service = new TestService({ ...SAME, runMs: 10_000 });
  await using user = userOf(service);
  const cancel = new AbortController();
  const call = user.call("x.txt", "cancelled", cancel.signal);
  service.clock.after(1500, () => cancel.abort(new DOMException("no more", "AbortError")));
  await service.settled(assert.rejects(call, { name: "AbortError" }));
  const next = user.textOf(user.call("x.txt", "next"));
  await service.settled(Promise.all(user.background));
  assert.deepEqual(service.deleted, ["job-0"]);
  assert.equal(await service.settled(next), "output.txt=next");
});

Deno.test("files are removed when the result is disposed of, where that is set", async () => {
  const service = new TestService(COPY);
  await using user = userOf(service, undefined, { removesFiles: true });
  const result = await service.settled(user.call("x.txt", "x"));
  assert.deepEqual(service.removed, []);
  await result[Symbol.asyncDispose]();
  const [put = ""] = service.puts;
  assert.deepEqual(service.removed.sort(), [put, put.replace("in/", "out/")]);
});

Deno.test("a service that never answers ends at the limit", async () => {
  const service = new TestService({ ...COPY, lostPuts: Array.from({ length: 9 }, (_, i) => i) });
  await using user = userOf(service, undefined, { asynchronousMs: 100_000 });
  assert.equal(await service.settled(reasonOf(user.call("x.txt", "x"))), "call-too-slow");
});
