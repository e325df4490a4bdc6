/**
 * The ten-line Python worker, as the README has it, with this box's address put in.
 *
 * @module
 */
import WORKER from "../../examples/worker.py" with { type: "text" };

/**
 * The code for whoever reads the page at `host`.
 *
 * @param host the request's Host header; only a plain name or address is put in
 * @param grpcPort where workers connect
 */
export function workerCode(host: string | undefined, grpcPort: number): string {
  const name = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d+)?$/.exec(host ?? "")?.[1] ?? "localhost";
  return WORKER.trimEnd().replace("localhost:8061", `${name}:${grpcPort}`);
}
