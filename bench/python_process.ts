/** Python peers of the benchmarks: the worker, and references that print JSON. */
import { Child } from "../tests/support/process.ts";

/** The interpreter that has grpcio, SciPy and OpenCV. */
export const PYTHON: string = Deno.env.get("PYTHON") ?? "/usr/bin/python3";

/** Where the scripts are, with a slash at its end. */
export const SCRIPTS: string = new URL("./python/", import.meta.url).pathname;

/** Starts the .mat worker against a server and waits until it has connected. */
export async function startWorker(grpc: string): Promise<Child> {
  const worker = new Child(PYTHON, { args: [`${SCRIPTS}mat_worker.py`, grpc] });
  await worker.line(/^ready$/);
  return worker;
}

/** Runs a reference and returns the numbers that it prints as JSON on its last line. */
export async function reference(
  script: string,
  ...args: readonly string[]
): Promise<Record<string, number>> {
  const child = new Child(PYTHON, { args: [`${SCRIPTS}${script}`, ...args] });
  const code = await child.status();
  if (code !== 0) throw new Error(`${script} failed:\n${child.output}`);
  return JSON.parse(child.output.trim().split("\n").at(-1) ?? "{}");
}
