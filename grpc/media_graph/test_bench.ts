/** What tests of the service share: a server, a processor that the test controls, and calls. */
import assert from "node:assert/strict";
import type { Connection, Lease, ResultContent } from "../../hub/mod.ts";
import {
  TEST_GRPC_OPTIONS,
  type TestFramebox,
  type TestFrameboxOptions,
  withFramebox,
} from "../test_framebox.ts";
import type { Answers, CallOptions, Message } from "../test_client.ts";
import { type ServerMessage, SERVICE_NAME } from "./messages.ts";
import type { MediaGraphOptions } from "./mod.ts";

const NEVER = new AbortController().signal;

/** The service's method. */
const PATH = `/${SERVICE_NAME}/ProcessMediaStream`;

/** A server whose processor `intensity` the test controls. */
export interface Bench {
  readonly framebox: TestFramebox;
  readonly processor: Connection;
  call(options?: CallOptions): Call;
  /** Takes the next frame. */
  take(): Promise<Lease>;
  /** Takes the next frame and completes it with this content, or with its number. */
  answer(content?: ResultContent): Promise<void>;
}

/** One call of a client. */
export class Call {
  readonly #answers: Answers;
  readonly #reading: AsyncIterator<Message>;
  #sent = 0;

  constructor(answers: Answers) {
    this.#answers = answers;
    this.#reading = answers[Symbol.asyncIterator]();
  }

  /** Sends messages with the next numbers. */
  send(...messages: readonly Message[]): void {
    for (const message of messages) {
      this.#answers.send({ sequence_number: ++this.#sent, ...message });
    }
  }

  end(): void {
    this.#answers.end();
  }

  cancel(): void {
    this.#answers.cancel();
  }

  /** The next answer; `undefined` at the end. */
  async next(): Promise<ServerMessage | undefined> {
    const { value, done } = await this.#reading.next();
    if (done) return undefined;
    assert.ok(isAnswer(value));
    return value;
  }

  /** The next answer in a few words: its numbers and what was found. */
  async brief(): Promise<string | undefined> {
    const answer = await this.next();
    if (!answer) return undefined;
    const { sequence_number, ack_sequence_number, media_sample } = answer;
    const found = media_sample?.inferences?.map((one) =>
      one.type === "CLASSIFICATION"
        ? one.classification.tag.value
        : one.type === "EVENT"
        ? one.event.name
        : one.type
    );
    const what = answer.media_stream_descriptor ? "descriptor" : found?.join(" ") ?? "";
    return [sequence_number, `ack ${ack_sequence_number ?? 0}`, what].join(" ").trim();
  }
}

/** Tests with a server; `options` are the service's. */
export function mediaGraph(
  name: string,
  test: (bench: Bench) => Promise<void>,
  options: Partial<MediaGraphOptions> = {},
  others: TestFrameboxOptions = {},
): void {
  const mediaGraph = { ...TEST_GRPC_OPTIONS.mediaGraph, ...options };
  Deno.test(name, () =>
    withFramebox(async (framebox) => {
      const processor = framebox.hub.connect({
        processors: ["intensity"],
        kind: "builtin",
        name: "intensity",
        sticky: false,
        maxLeases: { latest: 64, lossless: 64 },
      });
      const client = framebox.client();
      const take = async () => {
        const lease = await processor.take(NEVER);
        lease.delivered();
        return lease;
      };
      await test({
        framebox,
        processor,
        call: (options = {}) => new Call(client.stream(PATH, options)),
        take,
        async answer(content) {
          const lease = await take();
          await lease.complete(content ?? { labels: [{ label: `frame-${lease.frame.number}` }] });
        },
      });
    }, { ...others, grpc: { mediaGraph, ...others.grpc } }));
}

/** The rest is as in the proto file. */
function isAnswer(message: Message): message is Message & ServerMessage {
  return "sequence_number" in message;
}

/** A descriptor of embedded frames of 4×2 pixels. */
export function descriptor(others: Message = {}, format: Message = {}): Message {
  const video_frame_sample_format = {
    encoding: "RAW",
    pixel_format: "BGR24",
    dimensions: { width: 4, height: 2 },
    ...format,
  };
  return {
    media_stream_descriptor: {
      extension_identifier: "test",
      media_descriptor: { timescale: 90_000, video_frame_sample_format },
      ...others,
    },
  };
}

/** A sample with such a frame. */
export function frame(timestamp: number | string = 0, byteLength = 24): Message {
  return { media_sample: { timestamp, content_bytes: { bytes: new Uint8Array(byteLength) } } };
}

/** Opens a stream. */
export async function opened(bench: Bench, others: Message = {}): Promise<Call> {
  const call = bench.call();
  call.send(descriptor(others));
  assert.equal(await call.brief(), "1 ack 1 descriptor");
  return call;
}
