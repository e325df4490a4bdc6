/**
 * The services of this entrance, besides health and reflection.
 *
 * @module
 */
import { type GenericBoxDeps, type GenericBoxOptions, genericBoxService } from "./generic_box.ts";
import { type ImageTestOptions, imageTestService } from "./image_test/mod.ts";
import { type MediaGraphOptions, mediaGraphService } from "./media_graph/mod.ts";
import type { ProcessorRegistry } from "../processors/mod.ts";
import type { ServerDeps, ServerOptions } from "./server.ts";
import type { Service } from "./service.ts";
import type { IngestStreams } from "../sources/mod.ts";

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
  readonly processors: Pick<ProcessorRegistry, "choices" | "choose" | "find">;
}

/** Makes them, and what closes with them. */
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
