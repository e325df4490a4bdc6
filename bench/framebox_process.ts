/** framebox in a process of its own, as it is deployed, with the kernel's figures of it. */
import { freePorts } from "../tests/support/free_ports.ts";
import { Child } from "../tests/support/process.ts";
import { HERE, type Version } from "./versions.ts";

/** Kernel clock ticks a second, as Linux reports CPU times in /proc (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** A running framebox. */
export interface FrameboxProcess {
  readonly web: string;
  readonly grpc: string;
  /** CPU seconds used so far, user and system. */
  cpuSeconds(): number;
  /** Resident memory in MB. */
  residentMb(): number;
  /** The most that it was so far, in MB. */
  peakMb(): number;
  stop(): Promise<void>;
}

/**
 * Starts one on free ports and waits until it is ready; settings that are not given have their defaults,
 * or what the environment sets.
 */
export async function startFrameboxProcess(
  settings: Readonly<Record<string, string>> = {},
  version: Version = HERE,
): Promise<FrameboxProcess> {
  const [web = 0, grpc = 0] = freePorts(2);
  const dataDir = await Deno.makeTempDir({ prefix: "framebox-bench-" });
  const child = new Child(Deno.execPath(), {
    // By no profile of deno.json: those of another commit have other names.
    args: ["run", "--allow-all", "main.ts", "--web-port", `${web}`, "--port", `${grpc}`],
    cwd: version.root,
    env: { DATA_DIR: dataDir, LOG_LEVEL: "info", LOG_FORMAT: "json", ...settings },
  });
  await child.line(/"event":"ready"/);
  return {
    web: `127.0.0.1:${web}`,
    grpc: `127.0.0.1:${grpc}`,
    cpuSeconds: () => cpuSeconds(child.pid),
    residentMb: () => residentMb(child.pid),
    peakMb: () => peakMb(child.pid),
    async stop() {
      await child.stop("SIGTERM");
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** Starts one of each version, and stops what it has started when one fails. */
export async function startFrameboxes(versions: readonly Version[]): Promise<FrameboxProcess[]> {
  const servers: FrameboxProcess[] = [];
  try {
    for (const version of versions) servers.push(await startFrameboxProcess({}, version));
  } catch (error) {
    for (const framebox of servers) await framebox.stop();
    throw error;
  }
  return servers;
}

/** CPU seconds of a process so far (proc(5), fields utime and stime). */
export function cpuSeconds(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory of a process in MB (proc(5), VmRSS). */
export function residentMb(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
}

/** The most resident memory that a process has had, in MB (proc(5), VmHWM). */
export function peakMb(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
}
