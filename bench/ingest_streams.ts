/**
 * 720p BGR24 frames of a stream client over MediaGraphExtension, in shared memory and in the messages,
 * against a Python server of the same contract with the same client, by turns.
 */
import { Child } from "../tests/support/process.ts";
import { type FrameboxProcess, startFrameboxProcess } from "./framebox_process.ts";
import { PYTHON, reference, SCRIPTS } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, short } from "./stats.ts";

const PROTOS = new URL("../protos/media_graph/", import.meta.url).pathname;
const FILES = ["extension.proto", "media.proto", "inferencing.proto"];

/** How often each is measured, by turns, because the speed of a host varies. */
const ROUNDS = 5;
const WARM_UP = 100;

/** How frames travel, and how many of them a measurement takes: about a second. */
const TRANSFERS = [
  { transfer: "shared", what: "shared memory", frames: 1000 },
  { transfer: "embedded", what: "in the messages", frames: 250 },
] as const;

/** Frames that are processed together, and how many the client keeps in flight. */
const BATCHES = [{ batch: 1, inFlight: 4 }, { batch: 8, inFlight: 16 }] as const;

/** Frames a second and latency, and where the latency comes from. */
export const ingestStreamsBenchmark: Benchmark = { name: "streams", run };

async function run(): Promise<Row[]> {
  const generated = await Deno.makeTempDir({ prefix: "framebox-bench-protos-" });
  try {
    await compileProtos(generated);
    const rows: Row[] = [];
    for (const { batch, inFlight } of BATCHES) {
      const framebox = await startFrameboxProcess({
        AVA_BATCH_SIZE: `${batch}`,
        SHOW_STREAMS: "true",
      });
      const python = await startReference(generated, batch);
      try {
        for (const { transfer, what, frames } of TRANSFERS) {
          const client = (address: string): ClientArguments => {
            return [generated, address, transfer, `${inFlight}`, `${WARM_UP}`, `${frames}`];
          };
          const title = `ingest stream 720p BGR24, ${what}, batch ${batch}, ${inFlight} in flight`;
          rows.push(
            ...await compare(title, framebox, client(framebox.grpc), client(python.address)),
          );
        }
      } finally {
        await python.child.stop("SIGKILL");
        await framebox.stop();
      }
    }
    return rows;
  } finally {
    await Deno.remove(generated, { recursive: true });
  }
}

/** Of ava_client.py. */
type ClientArguments = readonly string[];

async function compare(
  title: string,
  framebox: FrameboxProcess,
  ours: ClientArguments,
  theirs: ClientArguments,
): Promise<Row[]> {
  const own: Figures[] = [];
  const python: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    python.push(await measure(theirs));
    own.push(await measureBox(framebox, ours));
  }
  const middle = (of: readonly Figures[], name: keyof Figures) => {
    return median(of.map((figures) => figures[name]));
  };
  const p50 = middle(own, "p50Ms");
  const queued = middle(own, "queuedMs");
  const processing = middle(own, "processingMs");
  const fps = middle(own, "framesPerSecond");
  const pythonFps = middle(python, "framesPerSecond");
  return [{
    what: `${title}; latency p50`,
    framebox: `${short(fps)} frames/s; ${short(p50)} ms`,
    reference: `${short(pythonFps)} frames/s; ${short(middle(python, "p50Ms"))} ms: ` +
      "Python, grpcio and OpenCV, the same client",
    ratio: short(fps / pythonFps),
  }, {
    what:
      "… of that p50: client, gRPC and waiting for the batch / queued / processing; CPU of framebox per frame",
    framebox: `${short(Math.max(0, p50 - queued - processing))} / ${short(queued)} / ` +
      `${short(processing)} ms; ${short(middle(own, "cpuMs"))} ms`,
    reference: "–",
    ratio: "–",
  }];
}

interface Figures {
  readonly framesPerSecond: number;
  readonly p50Ms: number;
  readonly queuedMs: number;
  readonly processingMs: number;
  readonly cpuMs: number;
}

async function measure(client: ClientArguments): Promise<Figures> {
  const { frames_per_second: framesPerSecond = NaN, p50_ms: p50Ms = NaN } = await reference(
    "ava_client.py",
    ...client,
  );
  return { framesPerSecond, p50Ms, queuedMs: NaN, processingMs: NaN, cpuMs: NaN };
}

/** Asks framebox meanwhile where its time goes: its figures are gone with the stream. */
async function measureBox(framebox: FrameboxProcess, client: ClientArguments): Promise<Figures> {
  const before = framebox.cpuSeconds();
  const measuring = measure(client);
  let over = false;
  const end = measuring.finally(() => over = true);
  end.catch(() => {});
  let split = { queuedMs: NaN, processingMs: NaN };
  while (!over) {
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 100))]);
    const answer = await fetch(`http://${framebox.web}/api/v1/streams`);
    const [stream] = await answer.json();
    if (stream) split = { queuedMs: stream.queued_ms, processingMs: stream.processing_ms };
  }
  const frames = WARM_UP + Number(client.at(-1));
  const cpuMs = (framebox.cpuSeconds() - before) * 1000 / frames;
  return { ...await measuring, ...split, cpuMs };
}

async function startReference(generated: string, batch: number) {
  const child = new Child(PYTHON, { args: [`${SCRIPTS}ava_server.py`, generated, `${batch}`] });
  const line = await child.line(/^port \d+$/);
  return { child, address: `127.0.0.1:${line.slice("port ".length)}` };
}

async function compileProtos(to: string): Promise<void> {
  const args = ["-m", "grpc_tools.protoc", `-I${PROTOS}`, `--python_out=${to}`];
  const { success, stderr } = await new Deno.Command(PYTHON, {
    args: [...args, `--grpc_python_out=${to}`, ...FILES],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
