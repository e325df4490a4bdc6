/**
 * MediaGraphExtension (protos/media_graph/): the gRPC extension of Azure Video Analyzer. A pipeline sends frames,
 * embedded or by shared memory, and gets inferences for each.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import type { Choices } from "./configuration.ts";
import type { ProcessorRegistry } from "../../processors/mod.ts";
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import { clientFinished, clientGone, type IngestStreams } from "../../sources/mod.ts";
import { inOrder } from "../in_order.ts";
import { type Call, type Service, streaming } from "../service.ts";
import { type ClientMessage, mediaGraphDefinition, type ServerMessage } from "./messages.ts";
import { MediaStream, type StreamDeps, type StreamOptions } from "./stream.ts";

/** How the service is served. */
export interface MediaGraphOptions {
  /** Processor of a stream that names none. */
  readonly processor: string;
  /** Samples of a stream that are processed together. */
  readonly batchSize: number;
  /** How long a batch that is not full waits after its last sample, in milliseconds. */
  readonly batchWaitMs: number;
  /** Directory of shared memory. */
  readonly sharedMemory: string;
  /** Frames of a stream in flight before its client has to wait; two batches at least. */
  readonly window: number;
}

/** What it has in common with other services. */
export interface MediaGraphShared {
  /** Bounds on frames. */
  readonly imageLimits: ImageLimits;
}

/** What it needs of framebox. */
export interface MediaGraphDeps {
  /** Opens its streams. */
  readonly streams: IngestStreams;
  /** Which processors there are. */
  readonly processors: Pick<ProcessorRegistry, "choices" | "choose" | "find">;
}

/** Makes the service. */
export function mediaGraphService(
  options: MediaGraphOptions,
  { imageLimits }: MediaGraphShared,
  { streams, processors }: MediaGraphDeps,
): Service {
  const { batchSize, batchWaitMs, sharedMemory } = options;
  const stream: StreamOptions = {
    batch: { size: batchSize, waitMs: batchWaitMs },
    window: Math.max(options.window, 2 * batchSize),
    sharedMemory,
    imageLimits,
  };
  const choicesOf = (principal: Principal): Choices => ({
    default: options.processor,
    names: processors.choices(principal).map(({ name }) => name),
    has(name) {
      if (!processors.find(name, principal)) return false;
      processors.choose(name, principal);
      return true;
    },
  });
  return {
    definition: mediaGraphDefinition(),
    handlers: {
      ProcessMediaStream: streaming<ClientMessage, ServerMessage>(
        (requests, call) =>
          answers(requests, call, stream, { streams, choices: choicesOf(call.principal) }),
        { access: "media-graph" },
      ),
    },
  };
}

async function* answers(
  requests: AsyncIterable<ClientMessage>,
  { signal, draining, peer, principal }: Call,
  options: StreamOptions,
  deps: StreamDeps,
): AsyncGenerator<ServerMessage> {
  const stream = new MediaStream(options, deps, { host: peer.host, owner: principal.id });
  let end = clientFinished();
  try {
    yield* inOrder(requests, (message) => stream.begin(message), {
      maxUnderWay: options.window,
      signal,
      draining,
      onEnd: () => stream.ended(),
    });
  } catch (error) {
    end = toFrameboxError(error);
    throw error;
  } finally {
    await stream.close(signal.aborted ? clientGone() : end);
  }
}
