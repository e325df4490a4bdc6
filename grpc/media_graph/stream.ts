/**
 * One call of MediaGraphExtension: a stream of frames, a session of its own.
 *
 * @module
 */
import { type ImageLimits, type Picture, pictureIn } from "../../media/image/mod.ts";
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import { clientGone, type IngestStream, type IngestStreams } from "../../sources/mod.ts";
import type { Begun } from "../in_order.ts";
import { Batches, type BatchOptions } from "./batches.ts";
import { type Choices, readConfiguration } from "./configuration.ts";
import { formatText, readDescriptor } from "./descriptor.ts";
import { inferencesOf, processingFailed, unknownProcessor } from "./inferences.ts";
import type { ClientMessage, ClientSample, Inference, ServerMessage } from "./messages.ts";
import { SampleReader, slackBytes } from "./samples.ts";
import { SharedMemory } from "./shared_memory.ts";

/** How streams are served. */
export interface StreamOptions {
  /** Frames that are processed together. */
  readonly batch: BatchOptions;
  /** Frames in flight before the client has to wait; two batches at least. */
  readonly window: number;
  /** Directory of shared memory. */
  readonly sharedMemory: string;
  /** Bounds on frames. */
  readonly imageLimits: ImageLimits;
}

/** What a stream needs of framebox. */
export interface StreamDeps {
  /** Opens it. */
  readonly streams: IngestStreams;
  /** The processors that it can choose. */
  readonly choices: Choices;
}

/** The client of a stream. */
export interface StreamClient {
  /** Where it is: the stream's name, if its descriptor has none. */
  readonly host: string;
  /** Its principal's id. */
  readonly owner: string;
}

/** What is open after the descriptor. */
interface Opened {
  readonly stream: IngestStream;
  readonly reader: SampleReader;
  readonly batches: Batches;
  /** Sent with the next sample's answer. */
  notices: readonly Inference[];
}

const NONE: readonly Inference[] = [];

/** Takes the messages of one call. */
export class MediaStream {
  readonly #options: StreamOptions;
  readonly #deps: StreamDeps;
  readonly #client: StreamClient;
  #begun = 0;
  #opened: Opened | undefined;
  #over = false;

  constructor(options: StreamOptions, deps: StreamDeps, client: StreamClient) {
    this.#options = options;
    this.#deps = deps;
    this.#client = client;
  }

  /**
   * Takes the next message; its answer has the same place in its stream.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the protocol has no such message here
   */
  async begin(message: ClientMessage): Promise<Begun<ServerMessage>> {
    const place = {
      sequence_number: ++this.#begun,
      ack_sequence_number: message.sequence_number,
    };
    const opened = this.#opened;
    if (!opened) {
      await this.#open(message);
      const timescale = message.media_stream_descriptor?.media_descriptor?.timescale ?? 0;
      // It has no format of frames: the samples of answers carry inferences only.
      const media_descriptor = { timescale };
      const descriptor = { extension_identifier: "framebox", media_descriptor };
      return { answer: { ...place, media_stream_descriptor: descriptor } };
    }
    const sample = sampleIn(message);
    const picture = opened.reader.read(sample);
    const { notices } = opened;
    opened.notices = NONE;
    if (!picture) return { answer: answer(place, sample, notices) };
    const { outcome } = await opened.batches.add(picture);
    return {
      answer: outcome.then((outcome) => {
        opened.stream.settled(outcome);
        const inferences = inferencesIn(outcome, picture, opened.stream);
        return answer(place, sample, notices === NONE ? inferences : [...inferences, ...notices]);
      }),
    };
  }

  /**
   * The client sends no more.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it has sent nothing at all
   */
  ended(): void {
    if (this.#opened) {
      this.#opened.batches.flush();
    } else {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        "The stream has no messages; it should begin with a media_stream_descriptor.",
      );
    }
  }

  /** Closes all that is open. */
  async close(end: FrameboxError): Promise<void> {
    this.#over = true;
    this.#opened?.batches.close();
    await this.#opened?.stream.close(end);
  }

  async #open(message: ClientMessage): Promise<void> {
    const { batch, window, sharedMemory, imageLimits } = this.#options;
    const { streams, choices } = this.#deps;
    const description = readDescriptor(message, imageLimits);
    const { frames, name } = description;
    const { processor, unknown } = readConfiguration(description.configuration, choices);
    const memory = description.memory &&
      await SharedMemory.open(sharedMemory, description.memory, slackBytes(frames));
    const stream = await streams.open({
      kind: "media-graph",
      name: name === "" ? this.#client.host : name,
      format: formatText(description),
      processor,
      window,
      pictures: "watched",
      owner: this.#client.owner,
    });
    if (this.#over) {
      const end = clientGone();
      await stream.close(end);
      throw end;
    }
    // In the same tick: a call that ends from now on closes it.
    this.#opened = {
      stream,
      reader: new SampleReader(frames, memory, imageLimits),
      batches: new Batches(stream.run, batch),
      notices: unknown === undefined ? NONE : [unknownProcessor(unknown, processor, choices.names)],
    };
  }
}

function sampleIn({ media_sample, payload }: ClientMessage): ClientSample {
  if (media_sample) return media_sample;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    payload === "media_stream_descriptor"
      ? "A stream has one descriptor; begin another stream for frames of another form."
      : "A message after the descriptor should have a media_sample; this one has none.",
  );
}

function answer(
  place: Pick<ServerMessage, "sequence_number" | "ack_sequence_number">,
  { timestamp }: ClientSample,
  inferences: readonly Inference[],
): ServerMessage {
  return { ...place, media_sample: { timestamp, inferences } };
}

function inferencesIn(
  outcome: Outcome,
  frame: Picture,
  { run }: IngestStream,
): readonly Inference[] {
  if (outcome.kind === "done") {
    // As on the page: boxes are in pixels of the picture of their result.
    return inferencesOf(outcome.content, pictureIn(outcome.content.payload) ?? frame);
  }
  if (outcome.kind === "failed") return [processingFailed(outcome.error)];
  // A frame is dropped only with its run.
  throw new FrameboxError("UNAVAILABLE", toFrameboxError(run.ended.reason).message);
}
