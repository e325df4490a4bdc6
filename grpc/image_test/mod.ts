/**
 * ImageTest (protos/image_test.proto): a stream client sends frames, and gets a number and the processed frame
 * for each, in their order, while it still sends.
 *
 * @module
 */
import { type ImageLimits, isForeign, Picture, pictureIn } from "../../media/image/mod.ts";
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Outcome } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import imageTest from "../../protos/image_test.proto" with { type: "text" };
import {
  clientFinished,
  clientGone,
  type IngestStream,
  type IngestStreams,
} from "../../sources/mod.ts";
import { inOrder } from "../in_order.ts";
import { loadProtos } from "../proto.ts";
import { type Call, type Service, streaming } from "../service.ts";
import { rawSizeOf, readFrame, type SentFrame } from "./frame.ts";
import { countOf, type MsgReply, NO_RESULT, ReplyPictures } from "./reply.ts";

/** How ImageTest is served. */
export interface ImageTestOptions {
  /** Whether answers carry the processed frame. */
  readonly pictures: boolean;
  /** Columns of raw frames, for calls that don't declare them. */
  readonly widthPx: number;
  /** Rows of raw frames, for calls that don't declare them. */
  readonly heightPx: number;
  /** The processor of the frames. */
  readonly processor: string;
  /** Name of the number that is `reply`. */
  readonly count: string;
  /** Frames of a stream in flight before its client has to wait. */
  readonly window: number;
}

/** What it has in common with other services. */
export interface ImageTestShared {
  /** Of JPEG files that have to be made, 1 to 100. */
  readonly jpegQuality: number;
  /** Bounds on frames. */
  readonly imageLimits: ImageLimits;
}

/** What it needs of framebox. */
export interface ImageTestDeps {
  /** Opens its streams. */
  readonly streams: IngestStreams;
  /** Encodes the pictures of answers. */
  readonly pool: Pool;
  /** Gets frames that failed. */
  readonly log: Logger;
}

interface MsgRequest {
  readonly img: Uint8Array;
}

/** Makes the service. */
export function imageTestService(
  options: ImageTestOptions,
  shared: ImageTestShared,
  deps: ImageTestDeps,
): Service {
  const pictures = new ReplyPictures(deps.pool, shared.jpegQuality);
  const definition = loadProtos([{ name: "image_test.proto", text: imageTest }])
    .service("ImageTest");
  return {
    definition,
    handlers: {
      Analyse: streaming<MsgRequest, MsgReply>((requests, call) => {
        const size = rawSizeOf(call.metadata, options);
        const stream = new Stream(
          { ...options, ...size },
          shared.imageLimits,
          deps,
          pictures,
          call,
        );
        return stream.answers(requests);
      }, { access: "worker" }),
    },
  };
}

/** One call. */
class Stream {
  readonly #options: ImageTestOptions;
  readonly #limits: ImageLimits;
  readonly #deps: ImageTestDeps;
  readonly #pictures: ReplyPictures;
  readonly #call: Call;
  /** Opened at the first frame: a call that sends nothing costs nothing. */
  #stream: IngestStream | undefined;
  #over = false;

  /** @param options with the size of this call's raw frames */
  constructor(
    options: ImageTestOptions,
    limits: ImageLimits,
    deps: ImageTestDeps,
    pictures: ReplyPictures,
    call: Call,
  ) {
    this.#options = options;
    this.#limits = limits;
    this.#deps = deps;
    this.#pictures = pictures;
    this.#call = call;
  }

  async *answers(requests: AsyncIterable<MsgRequest>): AsyncGenerator<MsgReply> {
    const { signal, draining } = this.#call;
    const maxUnderWay = this.#options.window;
    let end = clientFinished();
    try {
      yield* inOrder(requests, ({ img }) => this.#begin(img), { maxUnderWay, signal, draining });
    } catch (error) {
      end = toFrameboxError(error);
      throw error;
    } finally {
      this.#over = true;
      await this.#stream?.close(signal.aborted ? clientGone() : end);
    }
  }

  async #begin(img: Uint8Array): Promise<{ readonly answer: Promise<MsgReply> }> {
    const frame = readFrame(img, this.#options, this.#limits);
    const { source } = frame.picture;
    // Threads of own processors have no ffmpeg.
    const picture = source.kind === "file" && isForeign(source.format)
      ? await Picture.open(img, this.#limits, this.#deps.pool, this.#call.signal)
      : frame.picture;
    const stream = this.#stream ?? await this.#open(frame);
    // Closing the stream rejects a push that waits for room: it needs no signal.
    const { outcome } = await stream.run.push(picture);
    return { answer: outcome.then((outcome) => this.#answer(outcome, frame, stream)) };
  }

  async #open({ format }: SentFrame): Promise<IngestStream> {
    const { processor, window, pictures } = this.#options;
    const stream = await this.#deps.streams.open({
      kind: "image-test",
      name: this.#call.peer.host,
      format,
      processor,
      window,
      pictures: pictures ? "always" : "watched",
      pictureForm: "as-sent",
      owner: this.#call.principal.id,
    });
    // In the same tick: a call that ends from now on closes it.
    if (!this.#over) return this.#stream = stream;
    const end = clientGone();
    await stream.close(end);
    throw end;
  }

  async #answer(outcome: Outcome, sent: SentFrame, stream: IngestStream): Promise<MsgReply> {
    stream.settled(outcome);
    if (outcome.kind === "dropped") {
      throw new FrameboxError("UNAVAILABLE", toFrameboxError(stream.run.ended.reason).message);
    }
    if (outcome.kind === "failed") {
      this.#warn(stream, outcome.error);
      return NO_RESULT;
    }
    const { count, pictures } = this.#options;
    const picture = pictureIn(outcome.content.payload);
    const reply = countOf(outcome.content, count);
    if (!picture || !pictures) return { ...NO_RESULT, reply };
    try {
      return { reply, img: await this.#pictures.make(picture, sent, this.#call.signal) };
    } catch (error) {
      this.#warn(stream, error);
      return { ...NO_RESULT, reply };
    }
  }

  /** Answers have no field for errors, so they are logged. */
  #warn({ id }: IngestStream, caught: unknown): void {
    if (this.#over) return;
    this.#deps.log.warn("frame_failed", { stream: id, error: toFrameboxError(caught).message });
  }
}
