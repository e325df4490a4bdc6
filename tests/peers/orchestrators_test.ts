// Stand-ins for orchestrators that exist and can't be changed. They follow the same rules, and their
// boxes' data is as such boxes write it. framebox runs as a process, as its users run it.
import assert from "node:assert/strict";
import { encodePicture } from "../../media/image/mod.ts";
import { FrameboxProcess } from "./framebox_process.ts";
import { type OrchestratorOptions, ORCHESTRATORS, startPipeline } from "./orchestrators.ts";
import { limit } from "../support/limit.ts";

const EXAMPLES = new URL("../../web/assets/examples/", import.meta.url);
const PHOTO = await Deno.readFile(new URL("coffee_small.jpg", EXAMPLES));

/** A black picture: nothing is found in it. */
async function black(widthPx: number, heightPx: number): Promise<Uint8Array<ArrayBuffer>> {
  const data = new Uint8Array(widthPx * heightPx * 3);
  const size = { widthPx, heightPx, channels: 3 } as const;
  const raster = { ...size, layout: "interleaved", order: "RGB", data } as const;
  return new Uint8Array(await encodePicture(raster, "png"));
}

/** What a result of the API has that these tests look at. */
interface Answer {
  readonly by: string;
  readonly frame: number;
  readonly width: number;
  readonly variables: readonly { readonly name: string; readonly class: string }[];
  readonly boxes: { readonly xyxy: readonly unknown[] } | null;
}

async function process(framebox: FrameboxProcess, session: string, body: Uint8Array<ArrayBuffer>) {
  const path = `${session}/images?processor=workers`;
  return await (await framebox.call("POST", path, { body })).json() as Answer;
}

/** The error of an image that no worker answers in time. */
async function refusal(
  framebox: FrameboxProcess,
  timeoutMs: number,
  body = PHOTO,
): Promise<string> {
  const response = await fetch(`${framebox.api}/images?processor=workers&timeout_ms=${timeoutMs}`, {
    method: "POST",
    body,
    signal: limit(),
  });
  const { error } = await response.json();
  assert.deepEqual([response.status, error?.code], [504, "DEADLINE_EXCEEDED"]);
  return error.message;
}

const STOPPED =
  /^No answer after \d s\. worker stopped asking for frames at \d\d:\d\d:\d\d UTC \(\d+ s ago\); start the pipeline again\.$/;

/** Photographs, and a camera's frames, through a pipeline; each with its picture and its data. */
async function checkResults(framebox: FrameboxProcess): Promise<void> {
  const session = await framebox.session();
  for (let i = 0; i < 3; i++) {
    const answer = await process(framebox, session, PHOTO);
    assert.equal(answer.by, "worker");
    assert.ok(answer.width > 0);
    assert.deepEqual(answer.variables.map((one) => [one.name, one.class]), [[
      "data_00000",
      "struct",
    ]]);
    assert.ok((answer.boxes?.xyxy.length ?? 0) > 0, JSON.stringify(answer.boxes));
  }
  const nothing = await process(framebox, session, await black(64, 48));
  assert.deepEqual(nothing.boxes?.xyxy ?? [], []);
  assert.deepEqual(nothing.variables.map((one) => one.name), ["data_00000"]);

  const watched = await framebox.session();
  const client = await framebox.live(watched);
  for (let frame = 0; frame < 8; frame++) {
    client.send(PHOTO);
    const { message, picture } = await client.result();
    client.send({ type: "credit", frames: 1 });
    assert.equal(message.frame, frame);
    assert.ok(picture && picture.length > 0);
    const [variable] = message.variables as { name: string }[];
    assert.equal(variable?.name, `data_0000${frame}`);
  }
  const { variables } = await (await framebox.call("GET", `${watched}/data`)).json();
  assert.deepEqual(
    variables.map(({ name }: { name: string }) => name),
    Array.from({ length: 8 }, (_, frame) => `data_0000${frame}`),
  );
}

async function withPipeline(
  kind: (typeof ORCHESTRATORS)[number],
  test: (
    framebox: FrameboxProcess,
    pipeline: Awaited<ReturnType<typeof startPipeline>>,
  ) => Promise<void>,
  options: OrchestratorOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await FrameboxProcess.with(async (framebox) => {
    const pipeline = await startPipeline(framebox, kind, options);
    try {
      await test(framebox, pipeline);
    } finally {
      await pipeline.remove();
    }
  }, env);
}

for (const kind of ORCHESTRATORS) {
  Deno.test(`${kind}: photographs and a camera go through predict, track and plot`, () =>
    withPipeline(kind, checkResults));
}

Deno.test("parallel: rpcs with streams are mixed with others", () =>
  withPipeline("parallel", checkResults, { trackStreams: true }));

const SETTINGS: readonly [string, Record<string, string>][] = [
  ["as framebox comes", {}],
  ["with the profile for Graphene", { GRAPHENE: "true" }],
];

for (const [settings, env] of SETTINGS) {
  for (const kind of ORCHESTRATORS) {
    Deno.test(`${kind}: ${settings}, a 1080p picture ends no pipeline`, () =>
      withPipeline(
        kind,
        async (framebox) => {
          const session = await framebox.session();
          const large = await process(framebox, session, await black(1920, 1080));
          assert.deepEqual(large.variables.map((one) => one.name), ["data_00000"]);
          const next = await process(framebox, session, PHOTO);
          assert.ok((next.boxes?.xyxy.length ?? 0) > 0);
        },
        {},
        env,
      ));
  }
}

Deno.test("maestro without a service's name ends where every service is listed", () =>
  withPipeline(
    "maestro",
    async (_, { orchestrator }) => {
      await orchestrator.line(/^ended submit expected 1 available service .*ImageTest/);
      assert.equal(await orchestrator.status(), 1);
    },
    {},
    { REFLECTION: "all" },
  ));

Deno.test("maestro's call ran out of its time: the user reads that it stopped asking", () =>
  withPipeline("maestro", async (framebox, { orchestrator }) => {
    assert.match(await orchestrator.line(/^ended/), /^ended submit DEADLINE_EXCEEDED/);
    assert.equal(await orchestrator.status(), 1);
    assert.match(await refusal(framebox, 4000), STOPPED);
  }, { timeoutS: 2 }));

Deno.test("serial: a box of the pipeline failed; the user reads who stopped asking", () =>
  withPipeline("serial", async (framebox, { orchestrator, boxes }) => {
    await orchestrator.line(/^started/);
    await boxes.stop("SIGKILL");
    // It takes the frame, and ends by it; the frame waits for another one then.
    const sentence = await refusal(framebox, 9000);
    assert.match(await orchestrator.line(/^ended/), /^ended predict1 predict UNAVAILABLE/);
    assert.match(sentence, STOPPED);
  }));

Deno.test("parallel: its asking thread ended, its connection stays open; another pipeline takes over", () =>
  withPipeline(
    "parallel",
    async (framebox, { orchestrator }) => {
      const session = await framebox.session();
      await process(framebox, session, PHOTO);
      const large = fetch(`${framebox.api}/images?processor=workers&timeout_ms=5000`, {
        method: "POST",
        body: await black(1920, 1080),
        signal: limit(),
      }).then((response) => response.body?.cancel());
      assert.match(
        await orchestrator.line(/^thread ended/),
        /^thread ended framebox1 submit RESOURCE_EXHAUSTED/,
      );
      await large;
      assert.match(await refusal(framebox, 4000), STOPPED);
      const { workers, gone } = await (await framebox.call("GET", "/status")).json();
      const [worker] = workers;
      assert.deepEqual([workers.length, worker.leaving, worker.in_hand, gone], [1, false, 0, null]);
      assert.ok(new Date(worker.stopped_asking_at) > new Date(worker.since));
      await framebox.child.line(/"event":"worker_stopped_asking"/);

      const again = await startPipeline(framebox, "serial");
      const answer = await process(framebox, session, PHOTO);
      assert.ok((answer.boxes?.xyxy.length ?? 0) > 0);
      await again.remove();
    },
    {},
    // Never scaled down: what ends such a pipeline.
    { SUBMIT_MAX_BYTES: "0" },
  ));
