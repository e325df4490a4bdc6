/**
 * The ten-line Python worker, as the README has it, with this server's address put in.
 *
 * @module
 */
import WORKER from "../../docs/examples/worker.py" with { type: "text" };

/**
 * Where programs connect, for the reader of the page at `host`.
 *
 * @param host the name in the request's Host header; only a plain name or address is taken from it
 * @param port of gRPC
 */
export function grpcAddress(host: string | undefined, port: number): string {
  const name = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d+)?$/.exec(host ?? "")?.[1] ?? "localhost";
  return `${name}:${port}`;
}

/**
 * The code for a server at this address.
 *
 * @param address `host:port`
 */
export function workerCode(address: string): string {
  return WORKER.trimEnd().replace("localhost:8061", address);
}
