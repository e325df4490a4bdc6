/**
 * The gRPC entrance, with health and reflection, on every port: GenericBoxService for workers,
 * MediaGraphExtension and ImageTest for stream clients.
 * The pool tasks of its services are behind `tasks.ts`.
 *
 * @module
 */
import { type GrpcServer, startServer } from "./server.ts";
import { type GrpcDeps, type GrpcOptions, ownServices } from "./services.ts";

export type { GenericBoxDeps, GenericBoxOptions } from "./generic_box.ts";
export type { ImageTestOptions } from "./image_test/mod.ts";
export type { MediaGraphOptions } from "./media_graph/mod.ts";
export type { ReflectionListing } from "./reflection.ts";
export type { SubmitMaxBytes } from "./receive_limit.ts";
export type { GrpcServer, ServerDeps, ServerOptions } from "./server.ts";
export type { GrpcDeps, GrpcOptions } from "./services.ts";
export type { SubmitFormat } from "./submit_message.ts";

/**
 * Starts the gRPC server.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`, naming the setting, when a port can't be opened or a
 * certificate can't be used
 */
export async function startGrpcServer(options: GrpcOptions, deps: GrpcDeps): Promise<GrpcServer> {
  const { services, close } = ownServices(options, deps);
  const unsubscribe = deps.hub.subscribe((event) => {
    if (event.type === "worker-came") deps.log.info("worker_came", { name: event.name });
    if (event.type === "worker-stopped") {
      deps.log.info("worker_stopped_asking", { name: event.name });
    }
    if (event.type === "worker-left") deps.log.info("worker_left", { name: event.name });
  });
  const settled = (signal: AbortSignal) => deps.hub.drain(signal);
  const server = await startServer(options, services, settled, deps);
  return {
    ports: server.ports,
    failed: server.failed,
    drain: (signal) => server.drain(signal),
    close: async () => {
      await server.close();
      close();
      unsubscribe();
    },
  };
}
