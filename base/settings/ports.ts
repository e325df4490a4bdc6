/** Which ports the gRPC services answer on. */
import type { Settings } from "./table.ts";

/**
 * `PORT`, then those of `GRPC_EXTRA_PORTS`, each once: the container image has extra ports, and a
 * `PORT` that is one of them means just that port. Any number of them may be 0, a free one each.
 */
export function grpcPorts(settings: Pick<Settings, "grpcPort" | "grpcExtraPorts">): number[] {
  const all = [settings.grpcPort, ...settings.grpcExtraPorts];
  return all.filter((port, i) => port === 0 || all.indexOf(port) === i);
}
