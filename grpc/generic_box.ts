/**
 * GenericBoxService (contract, section 1): workers pull frames with `submit` and give results back
 * with `display`.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../base/errors/mod.ts";
import {
  type Connection,
  type DataVariable,
  type FrameScale,
  type Hub,
  type IncomingResult,
  type Lease,
  scaleFields,
} from "../hub/mod.ts";
import { copyToTransfer, type Pool } from "../base/pool/mod.ts";
import { type ImageLimits, Picture } from "../media/image/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { MatLimits } from "../mat/mod.ts";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import { type FrameMessage, FrameMessages } from "./frame_messages.ts";
import { pictureTask, variablesTask } from "./generic_box_tasks.ts";
import { isLight } from "./light.ts";
import { loadProtos } from "./proto.ts";
import {
  MAX_RECEIVE_BYTES,
  type ReceiveLimit,
  receiveLimit,
  type SubmitMaxBytes,
} from "./receive_limit.ts";
import {
  frameNumberOf,
  readDataVariables,
  readShownPicture,
  type ShownPicture,
} from "./result_files.ts";
import { ScaleNotices } from "./scale_notice.ts";
import { type Call, EncodedMessage, type Service, streaming, unary } from "./service.ts";
import type { SubmitFormat } from "./submit_message.ts";
import { type Refusal, TooLargeWatch } from "./too_large.ts";
import { type Worker, Workers } from "./workers.ts";

/** How the service gives and takes pictures. */
export interface GenericBoxOptions {
  /** `mat`: `im` holds the pixels, H×W×3 RGB. `jpeg`: `im` is a 1-D JPEG file. */
  readonly submitFormat: SubmitFormat;
  /** Frames are scaled down until their message has at most so many bytes. */
  readonly submitMaxBytes: SubmitMaxBytes;
  /** Largest message, either way. */
  readonly maxMessageBytes: number;
  /** Of JPEG files that have to be made, 1 to 100. */
  readonly jpegQuality: number;
  /** Bounds on the .mat files of results. */
  readonly matLimits: MatLimits;
  /** Bounds on the pictures of frames and results. */
  readonly imageLimits: ImageLimits;
}

/** What the service needs of framebox. */
export interface GenericBoxDeps {
  /** Where frames come from and results go. */
  readonly hub: Hub;
  /** Serves the tasks of `tasks.ts`. */
  readonly pool: Pool;
  /** Hears of calls that failed. */
  readonly log: Logger;
}

interface Data {
  readonly file: Uint8Array;
}

interface PlotInfo {
  readonly img: Data | null;
  readonly file: Data | null;
}

/**
 * How long a call with a large message is held open for a worker of which nothing is known: time for
 * its refusal to arrive. From its first result on there is no wait.
 */
const TIME_TO_REFUSE_MS = 50;

/** A result's data up to this size are copied away from its picture. */
const MAX_COPIED_BYTES = 64 * 1024;

type Empty = Readonly<Record<string, never>>;

/** The service and what ends with it. */
export interface GenericBox {
  readonly service: Service;
  close(): void;
}

/** Makes the service. */
export function genericBoxService(options: GenericBoxOptions, deps: GenericBoxDeps): GenericBox {
  const box = new Box(options, deps);
  const definition = loadProtos([{ name: "generic_box.proto", text: genericBox }])
    .service("GenericBoxService");
  return {
    service: {
      definition,
      handlers: {
        submit: streaming<Empty, Data>((_, call) => box.submit(call)),
        display: unary<PlotInfo, Empty>((request, call) => box.display(request, call), {
          whileDraining: true,
        }),
      },
    },
    close: () => box.close(),
  };
}

class Box {
  readonly #options: GenericBoxOptions;
  readonly #deps: GenericBoxDeps;
  readonly #workers: Workers;
  readonly #messages: FrameMessages;
  readonly #tooLarge = new TooLargeWatch();
  readonly #scaleNotices = new ScaleNotices();
  /** Workers whose first frame that was scaled is in the log. */
  readonly #saidScaled = new WeakSet<Connection>();

  constructor(options: GenericBoxOptions, deps: GenericBoxDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#workers = new Workers(deps.hub);
    this.#messages = new FrameMessages(deps.pool, options.submitFormat, options.jpegQuality);
  }

  close(): void {
    this.#workers.close();
  }

  /** Waits for a frame and gives it as a serialized `Data`. */
  async *submit(call: Call): AsyncGenerator<EncodedMessage> {
    const { submitMaxBytes, maxMessageBytes } = this.#options;
    const limit = receiveLimit(submitMaxBytes, call.metadata(MAX_RECEIVE_BYTES), maxMessageBytes);
    const worker = this.#workers.asking(call);
    const { identity, connection } = worker;
    const refused = this.#tooLarge.asked(identity, call.peer);
    if (refused) giveBack(refused.lease, refused.refusal);
    connection.prepare((frame, hash) => this.#messages.ahead({ frame, hash }, limit));
    const waiting = AbortSignal.any([call.signal, call.draining]);
    for (;;) {
      const lease = await connection.take(waiting);
      const message = await this.#messageOf(lease, limit);
      if (!message) continue;
      const { bytes, scale } = message;
      lease.givenAs(scale);
      if (scale) this.#tellScale(lease, connection, scale);
      this.#follow(lease, bytes.length, worker, call);
      call.signal.throwIfAborted();
      const mayRefuse = this.#tooLarge.mayRefuse(identity, bytes.length);
      yield new EncodedMessage(bytes, true);
      if (mayRefuse) await pause(TIME_TO_REFUSE_MS, call.signal);
      return;
    }
  }

  /** Takes a result. */
  async display(request: PlotInfo, call: Call): Promise<Empty> {
    const { connection, identity } = this.#workers.answering(call);
    connection.answering();
    const result = await this.#read(request);
    const outcome = await connection.answer(result);
    this.#tooLarge.answered(identity, outcome);
    if (!outcome.accepted) this.#deps.log.debug("result_dropped", { reason: outcome.reason });
    return {};
  }

  /** People are told by their run, the operator once for each worker that connects. */
  #tellScale(lease: Lease, worker: Connection, scale: FrameScale): void {
    this.#scaleNotices.tell(lease, worker.name, scale);
    if (this.#saidScaled.has(worker)) return;
    this.#saidScaled.add(worker);
    this.#deps.log.info("frames_scaled", { worker: worker.name, ...scaleFields(scale) });
  }

  /** A picture that can't be made into a message fails here; no worker need see it. */
  async #messageOf(lease: Lease, limit: ReceiveLimit): Promise<FrameMessage | undefined> {
    try {
      return await this.#messages.take(lease, limit);
    } catch (caught) {
      const error = toFrameboxError(caught);
      // A picture stays what it is; anything else may go better the next time.
      const isItsOwn = error.code === "INVALID_ARGUMENT";
      if (error.code === "INTERNAL") this.#deps.log.error("frame_not_made", error);
      lease.fail(error, { again: !isItsOwn });
      return undefined;
    }
  }

  /** Tells the hub what became of the answer, and people if the frame was too large for the worker. */
  #follow(lease: Lease, byteLength: number, worker: Worker, call: Call): void {
    call.ended.then((end) => {
      const refusal = this.#tooLarge.sent(worker.identity, call.peer, lease, byteLength, end);
      if (end.complete) {
        lease.delivered();
        this.#messages.delivered(lease.frame);
      } else if (refusal !== undefined) {
        giveBack(lease, refusal);
      } else if (!call.peer.closed.aborted) {
        const error = new FrameboxError(
          "UNAVAILABLE",
          "The worker did not take the frame.",
          undefined,
          because("worker-refused"),
        );
        lease.fail(error, { again: true });
      } // Else the hub gives it out again, because the connection has closed.
    });
  }

  async #read({ img, file }: PlotInfo): Promise<IncomingResult> {
    const { imageLimits } = this.#options;
    if (!img) {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        "The result has no img; it should be a .mat file with im and session_hash.",
      );
    }
    const message = file?.file ?? new Uint8Array();
    // It lies in one buffer with the picture, which then is the picture's own.
    const isOwner = message.length <= MAX_COPIED_BYTES;
    const data = isOwner ? new Uint8Array(message) : message;
    const [{ hash, picture }, variables] = await Promise.all([
      this.#readPicture(img.file),
      this.#readVariables(data),
    ]);
    const shown = picture instanceof Uint8Array
      ? await Picture.open(picture, imageLimits, this.#deps.pool)
      : Picture.fromRaster(picture, isOwner);
    const frameNumber = frameNumberOf(variables);
    return { hash, frameNumber, content: { picture: shown, variables } };
  }

  #readPicture(bytes: Uint8Array): Promise<ShownPicture> {
    const limits = this.#options.matLimits;
    if (bytes.length === 0 || isLight(bytes, limits)) {
      return Promise.resolve(readShownPicture(bytes, limits));
    }
    const { data, transfer } = copyToTransfer(bytes);
    return this.#deps.pool.run(pictureTask, { bytes: data, limits }, { transfer });
  }

  #readVariables(bytes: Uint8Array): Promise<DataVariable[]> {
    const limits = this.#options.matLimits;
    if (bytes.length === 0 || isLight(bytes, limits)) {
      return Promise.resolve(readDataVariables(bytes, limits));
    }
    const { data, transfer } = copyToTransfer(bytes);
    return this.#deps.pool.run(variablesTask, { bytes: data, limits }, { transfer });
  }
}

/** A frame that its worker refused goes back to those who wait. */
function giveBack(lease: Lease, refusal: Refusal): void {
  lease.fail(new FrameboxError("RESOURCE_EXHAUSTED", refusal), { again: true });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
