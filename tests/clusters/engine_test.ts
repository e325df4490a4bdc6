// framebox's engine calls services of a cluster; supervisor and MinIO are real.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  type CallEngine,
  type CallProgress,
  type CallResult,
  ClusterMemory,
  jobLogOf,
} from "../../oscar/calls/mod.ts";
import type { KnownService } from "../../oscar/service/mod.ts";
import { limit, within } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import type { DefinitionInput } from "../support/oscar/definition.ts";
import {
  COWSAY,
  FAILING,
  GRAYIFY,
  LOGGED,
  SEVERAL,
  SPEECH,
} from "../support/oscar/test_services.ts";
import { clientOf, engineOf, inputOf, PHOTO } from "./support.ts";

/** Writes its input under one name for all. */
const ONE_NAME: DefinitionInput = {
  ...SPEECH,
  script: '#!/bin/sh\ncp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/output.png"\n',
};
/** Writes its input under its own name. */
const COPY: DefinitionInput = {
  ...SPEECH,
  script: '#!/bin/sh\ncp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"\n',
};

function known(cluster: OscarCluster, { name }: { name: string }): Promise<KnownService> {
  return clientOf(cluster).manager.service(name, { hasBackend: true }, limit());
}

function put(
  engine: CallEngine,
  service: KnownService,
  name: string,
  content: Uint8Array | string,
  onProgress?: (progress: CallProgress) => void,
): Promise<CallResult> {
  const options = { mode: "async" as const, signal: limit(), ...onProgress && { onProgress } };
  return engine.call(service, inputOf(name, content), options);
}

function shown({ outputs }: CallResult): string[] {
  return outputs.map(({ name, mediaType }) => `${name} ${mediaType}`).sort();
}

function textOf({ outputs: [output] }: CallResult): string {
  const reading = output?.reading;
  return reading?.kind === "text" ? reading.text : String(reading?.kind);
}

/** Memory that is in use, what could be freed left out. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

Deno.test("services of both ways are called behind one interface", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [GRAYIFY, SEVERAL, FAILING, LOGGED, COWSAY],
  });
  await using engine = engineOf(cluster);
  const stages: string[] = [];
  const grey = await put(engine, await known(cluster, GRAYIFY), "a pho'to é.jpg", PHOTO, (one) => {
    if (stages.at(-1) !== one.stage) stages.push(one.stage);
  });
  assert.deepEqual(shown(grey), ["a pho'to é.jpg image/jpeg"]);
  const right = ["queued", "uploading", "waiting", "running", "fetching", "done"];
  assert.deepEqual(stages, right.filter((stage) => stage !== "running" || stages.includes(stage)));
  assert.deepEqual(shown(await put(engine, await known(cluster, SEVERAL), "x.jpg", PHOTO)), [
    "x_edges.png image/png",
    "x_gray.png image/png",
    "x_metrics.json application/json",
  ]);
  const logged = await put(engine, await known(cluster, LOGGED), "x.jpg", PHOTO);
  assert.deepEqual(shown(logged), ["output.png image/png"]);
  assert.match(logged.log, /Uploading file 'out\/output.png'/);
  const failed = await put(engine, await known(cluster, FAILING), "x.jpg", PHOTO)
    .then(() => undefined, (error) => error);
  assert.ok(failed instanceof FrameboxError);
  assert.equal(failed.because?.code, "call-without-result");
  assert.match(jobLogOf(failed) ?? "", /no model for this input/);
  const cow = await engine.call(await known(cluster, COWSAY), inputOf("moo.txt", "moo"), {
    mode: "sync",
    signal: limit(),
  });
  assert.match(textOf(cow), /< moo >/);
});

Deno.test("two users with the same names have their own, where all outputs have one name", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [ONE_NAME] });
  const memory = new ClusterMemory();
  await using first = engineOf(cluster, { memory });
  await using second = engineOf(cluster, { memory });
  const service = await known(cluster, ONE_NAME);
  const results = await Promise.all([first, second, first].map(async (engine, i) => {
    return textOf(await put(engine, service, "photo.txt", `content ${i}`));
  }));
  assert.deepEqual(results, ["content 0", "content 1", "content 2"]);
});

Deno.test("without keys an input is put and an output found by addresses and pages", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [COPY] });
  const { manager } = clientOf(cluster);
  const config = manager.config.bind(manager);
  manager.config = async (signal) => ({ ...await config(signal), storage: undefined });
  await using engine = engineOf(cluster, { manager });
  const result = await put(engine, await known(cluster, COPY), "a b+%20.txt", "hello");
  assert.deepEqual([shown(result), textOf(result)], [["a b+%20.txt text/plain"], "hello"]);
});

Deno.test("a cancelled call's job is stopped", async () => {
  const running = Promise.withResolvers<void>();
  const slow = { ...SPEECH, script: "#!/bin/sh\nsleep 1000\n" };
  await using cluster = await OscarCluster.start({
    generation: "3.0",
    services: [slow],
    onJob: ({ state }) => state === "Running" && running.resolve(),
  });
  const cancel = new AbortController();
  {
    await using engine = engineOf(cluster);
    const options = { mode: "async" as const, signal: cancel.signal };
    const call = engine.call(await known(cluster, slow), inputOf("x.txt", "x"), options);
    const ended = assert.rejects(call, { name: "AbortError" });
    await within(running.promise);
    cancel.abort();
    await ended;
  }
  assert.deepEqual(await clientOf(cluster).manager.allJobs(slow.name, limit()), []);
});

Deno.test("100 MB go in and come out with little memory, and are removed", async () => {
  const [pieceBytes, count] = [1_000_000, 100];
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [COPY] });
  await using engine = engineOf(cluster, { limits: { removesFiles: true } });
  const before = heldBytes();
  let most = 0;
  const note = (i: number) => {
    if (i % 10 === 0) most = Math.max(most, heldBytes() - before);
  };
  const pieces = async function* () {
    for (let i = 0; i < count; i++) {
      note(i);
      yield await Promise.resolve(new Uint8Array(pieceBytes).fill(i));
    }
  };
  const input = {
    name: "large.bin",
    byteLength: pieceBytes * count,
    mediaType: "application/octet-stream",
    pieces,
  };
  const options = { mode: "async" as const, signal: limit() };
  const service = await known(cluster, COPY);
  {
    await using result = await engine.call(service, input, options);
    const [output] = result.outputs;
    assert.equal(output?.byteLength, pieceBytes * count);
    let at = 0;
    let isRight = true;
    for await (const piece of output?.pieces(limit()) ?? []) {
      const [from, to] = [at, at + piece.length - 1].map((one) => Math.floor(one / pieceBytes));
      isRight &&= piece[0] === from && piece.at(-1) === to;
      if (from !== to) note(from ?? 0);
      at += piece.length;
    }
    assert.deepEqual([at, isRight], [pieceBytes * count, true]);
  }
  assert.ok(most < 30e6, `${most} bytes`);
  const { objects } = await clientOf(cluster).manager.bucket(COPY.name, undefined, limit());
  assert.deepEqual(objects.map(({ key }) => key), ["in/", "out/"]);
});

Deno.test("20 MB go in and come out synchronously", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [COPY] });
  await using engine = engineOf(cluster);
  const bytes = new Uint8Array(20_000_000);
  for (let i = 0; i < bytes.length; i += 65_536) {
    crypto.getRandomValues(bytes.subarray(i, i + 65_536));
  }
  const options = { mode: "sync" as const, signal: limit() };
  const result = await engine.call(await known(cluster, COPY), inputOf("x.bin", bytes), options);
  const [output] = result.outputs;
  assert.ok(output?.reading?.kind === "bytes" && output.byteLength === bytes.length);
  const hash = async (one: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", one)).toHex();
  assert.equal(await hash(output.reading.bytes), await hash(bytes));
});
