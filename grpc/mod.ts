/**
 * The gRPC entrance, with health and reflection, on every port: GenericBoxService for workers,
 * MediaGraphExtension and ImageTest for stream clients.
 * The pool tasks of its services are behind `tasks.ts`.
 *
 * @module
 */
import type { ProcessorRegistry } from "../processors/mod.ts";
import { type GenericBoxDeps, type GenericBoxOptions, genericBoxService } from "./generic_box.ts";
import type { IngestStreams } from "../sources/mod.ts";
import { type ImageTestOptions, imageTestService } from "./image_test/mod.ts";
import { type MediaGraphOptions, mediaGraphService } from "./media_graph/mod.ts";
import type { Service } from "./service.ts";
import { type GrpcServer, type ServerDeps, type ServerOptions, startServer } from "./server.ts";

export type { GenericBoxDeps, GenericBoxOptions } from "./generic_box.ts";
export type { ImageTestOptions } from "./image_test/mod.ts";
export type { MediaGraphOptions } from "./media_graph/mod.ts";
export type { ReflectionListing } from "./reflection.ts";
export type { SubmitMaxBytes } from "./receive_limit.ts";
export type { GrpcServer, ServerOptions } from "./server.ts";
export type { SubmitFormat } from "./submit_message.ts";

/** Options of the server and of each of its services. */
export interface GrpcOptions extends ServerOptions, GenericBoxOptions {
  /** Of the service ImageTest. */
  readonly imageTest: ImageTestOptions;
  /** Of the service MediaGraphExtension. */
  readonly mediaGraph: MediaGraphOptions;
}

/** What the server's services need of framebox. */
export interface GrpcDeps extends GenericBoxDeps, ServerDeps {
  /** Opens and lists ingest streams. */
  readonly streams: IngestStreams;
  /** Which processors there are. */
  readonly processors: Pick<ProcessorRegistry, "list">;
}

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

/** Services besides health and reflection, and what ends with them. */
export function ownServices(
  options: GrpcOptions,
  deps: GrpcDeps,
): { readonly services: readonly Service[]; close(): void } {
  const genericBox = genericBoxService(options, deps);
  return {
    services: [
      genericBox.service,
      mediaGraphService(options.mediaGraph, options, deps),
      imageTestService(options.imageTest, options, deps),
    ],
    close: () => genericBox.close(),
  };
}
