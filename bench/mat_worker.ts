/**
 * A camera of 720p through a Python worker that speaks .mat, against the same worker on a bare Python
 * server, which hands out the same bytes and throws results away: what the wire allows. By turns.
 */
import { decodePicture } from "../media/image/mod.ts";
import { char, numeric, scalar, writeMat } from "../mat/mod.ts";
import { Child } from "../tests/support/process.ts";
import { type FrameboxProcess, startFrameboxes } from "./framebox_process.ts";
import { measureLive } from "./live_client.ts";
import { FRAME, jpegFrames } from "./pictures.ts";
import { PYTHON, SCRIPTS } from "./python_process.ts";
import { type Benchmark, besideVersion, judged, type Row } from "./report.ts";
import { median, short } from "./stats.ts";
import { type Version, versionsOf } from "./versions.ts";
import { type Cycles, measureWorker } from "./worker_cycles.ts";

/** Each is measured so often, by turns. */
const ROUNDS = 3;
const WARM_UP = 40;
const CYCLES = 120;

/** Cameras: one that sends more than the worker takes, so that its rate is its own, and a usual one. */
const SENT_FPS = [60, 30] as const;

/** Frames a second of the worker, and where its time goes. */
export const matWorkerBenchmark: Benchmark = { name: "mat-worker", run };

async function run(against?: Version): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const file = await Deno.makeTempFile({ suffix: ".bin" });
  await Deno.writeFile(file, await messageOf(frames[0] ?? new Uint8Array()));
  const server = new Child(PYTHON, { args: [`${SCRIPTS}bare_server.py`, file] });
  let servers: readonly FrameboxProcess[] = [];
  try {
    const port = (await server.line(/^port \d+$/)).split(" ")[1];
    servers = await startFrameboxes(versionsOf(against));
    const bare: Cycles[] = [];
    const cameras = SENT_FPS.map((fps) => ({ fps, onServer: servers.map((): Cycles[] => []) }));
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await measureWorker(`127.0.0.1:${port}`, WARM_UP, CYCLES));
      for (const { fps, onServer } of cameras) {
        for (const [i, framebox] of servers.entries()) {
          onServer[i]?.push(await ofCamera(framebox, frames, fps));
        }
      }
    }
    return cameras.flatMap(({ fps, onServer: [own = [], theirs = []] }) => [
      ...rowsOf(fps, own, bare),
      ...(against ? rowsBeside(fps, own, theirs, against) : []),
    ]);
  } finally {
    for (const framebox of servers) await framebox.stop();
    await server.stop("SIGKILL");
    await Deno.remove(file);
  }
}

function rowsOf(fps: number, own: readonly Cycles[], bare: readonly Cycles[]): Row[] {
  const ratio = rateOf(own) / rateOf(bare);
  return [{
    what: `camera 720p, ${fps} frames/s sent, Python .mat worker: its frames a second`,
    framebox: `${short(rateOf(own))} frames/s`,
    reference: `${short(rateOf(bare))} frames/s: a bare Python server, the same bytes each time`,
    ratio: short(ratio),
    aim: judged(ratio, { floor: 0.8, goal: 0.9 }),
  }, {
    what: "… of that: submit / work / display, p50",
    framebox: split(own),
    reference: split(bare),
    ratio: "",
  }];
}

function rowsBeside(
  fps: number,
  own: readonly Cycles[],
  theirs: readonly Cycles[],
  against: Version,
): Row[] {
  const what = `camera 720p, ${fps} frames/s sent, Python .mat worker: its frames a second`;
  const rates = [rateOf(own), rateOf(theirs)] as const;
  return [besideVersion(what, "frames/s", rates, against), {
    what: "… of that: submit / work / display, p50",
    framebox: split(own),
    reference: split(theirs),
    ratio: "",
  }];
}

/** A worker while a camera is on. */
async function ofCamera(
  { web, grpc }: FrameboxProcess,
  frames: readonly Uint8Array<ArrayBuffer>[],
  fps: number,
): Promise<Cycles> {
  const over = new AbortController();
  const camera = measureLive({
    ...{ web, frames, processor: "workers", fps, warmUp: 0, count: Infinity },
    signal: over.signal,
  });
  try {
    return await measureWorker(grpc, WARM_UP, CYCLES);
  } finally {
    over.abort();
    await camera;
  }
}

/** A frame as `submit` answers it: field 1 of `Data`. */
async function messageOf(jpeg: Uint8Array): Promise<Uint8Array> {
  const { data } = await decodePicture(jpeg, { layout: "planar" });
  const mat = writeMat([
    ["im", numeric("uint8", [FRAME.heightPx, FRAME.widthPx, 3], data)],
    ["frame", scalar(0, "int64")],
    ["session_hash", char("0123456789abcdefghijkl")],
  ]);
  const length = [0, 7, 14, 21, 28].map((shift) => (mat.length >>> shift) & 127 | 128);
  length[4] = mat.length >>> 28;
  return new Uint8Array([10, ...length, ...mat]);
}

function rateOf(rounds: readonly Cycles[]): number {
  return median(rounds.map(({ perSecond }) => perSecond));
}

function split(rounds: readonly Cycles[]): string {
  const of = (part: "submitMs" | "workMs" | "displayMs") =>
    short(median(rounds.flatMap((round) => round[part])));
  return `${of("submitMs")} / ${of("workMs")} / ${of("displayMs")} ms`;
}
