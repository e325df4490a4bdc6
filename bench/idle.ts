/** What framebox costs when it is idle, and whether its memory grows with frames. */
import { startFrameboxProcess } from "./framebox_process.ts";
import { delay, measureLive } from "./live_client.ts";
import { jpegFrames } from "./pictures.ts";
import { startWorker } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { short } from "./stats.ts";

const IDLE_S = 20;

/** CPU while a worker waits, memory after 200 and after 2,000 frames. */
export const idleBenchmark: Benchmark = { name: "idle", run };

async function run(): Promise<Row[]> {
  const frames = await jpegFrames(30);
  const framebox = await startFrameboxProcess();
  const worker = await startWorker(framebox.grpc);
  try {
    await delay(3000);
    const before = framebox.cpuSeconds();
    await delay(IDLE_S * 1000);
    const idle = (framebox.cpuSeconds() - before) / IDLE_S;
    const options = { web: framebox.web, processor: "workers", frames, fps: 30, warmUp: 0 };
    await measureLive({ ...options, count: 200 });
    await delay(2000);
    const few = framebox.residentMb();
    await measureLive({ ...options, count: 1800 });
    await delay(2000);
    const many = framebox.residentMb();
    return [{
      what: `idle with a waiting worker, ${IDLE_S} s: CPU of one core`,
      framebox: `${short(idle * 100)} %`,
      reference: "0.5 %: the most that it may be",
      ratio: short(idle * 100 / 0.5),
    }, {
      what: "resident memory after 2,000 frames of 720p through the worker",
      framebox: `${short(many)} MB`,
      reference: `${short(few)} MB after 200`,
      ratio: `${many > few ? "+" : "−"}${short(Math.abs(many - few))} MB`,
    }];
  } finally {
    await worker.stop("SIGKILL");
    await framebox.stop();
  }
}
