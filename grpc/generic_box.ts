/**
 * GenericBoxService (protos/generic_box.proto): workers pull frames with `submit` and return results with
 * `display`.
 *
 * @module
 */
import { pause } from "../base/clock/mod.ts";
import { because, FrameboxError, toFrameboxError } from "../base/errors/mod.ts";
import type {
  Connection,
  DataVariable,
  FrameScale,
  Hub,
  IncomingResult,
  Lease,
} from "../hub/mod.ts";
import { scaleFields } from "../results/mod.ts";
import { copyToTransfer, type Pool } from "../base/pool/mod.ts";
import { type ImageLimits, Picture } from "../media/image/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { MatLimits } from "../mat/mod.ts";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import { type FrameMessage, FrameMessages } from "./frame_messages.ts";
import { pictureTask, variablesTask } from "./generic_box_tasks.ts";
import { isCheapToRead } from "./read_cost.ts";
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
import { RefusedFrames } from "./refused_frames.ts";
import { type CallingWorker, WorkerCalls } from "./worker_calls.ts";

/** How the service gives and takes pictures. */
export interface GenericBoxOptions {
  /** `mat`: `im` holds the pixels, H×W×3 RGB. `jpeg`: `im` is a 1-D JPEG file. */
  readonly submitFormat: SubmitFormat;
  /** Bound on a message; larger frames are scaled down to it. */
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
  /** Gets calls that failed. */
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
 * How long a call with a large message is held open until the worker's first result: its refusal may still be
 * on its way.
 */
const TIME_TO_REFUSE_MS = 50;

/** A result's data up to this size are copied out of the buffer of its picture. */
const MAX_COPIED_BYTES = 64 * 1024;

type Empty = Readonly<Record<string, never>>;

/** The service and what ends with it. */
export interface GenericBox {
  readonly service: Service;
  close(): void;
}

/** Makes the service. */
export function genericBoxService(options: GenericBoxOptions, deps: GenericBoxDeps): GenericBox {
  const calls = new GenericBoxCalls(options, deps);
  const definition = loadProtos([{ name: "generic_box.proto", text: genericBox }])
    .service("GenericBoxService");
  return {
    service: {
      definition,
      handlers: {
        submit: streaming<Empty, Data>((_, call) => calls.submit(call), {
          access: "worker",
        }),
        display: unary<PlotInfo, Empty>((request, call) => calls.display(request, call), {
          access: "worker",
          whileDraining: true,
        }),
      },
    },
    close: () => calls.close(),
  };
}

class GenericBoxCalls {
  readonly #options: GenericBoxOptions;
  readonly #deps: GenericBoxDeps;
  readonly #workers: WorkerCalls;
  readonly #messages: FrameMessages;
  readonly #refusedFrames = new RefusedFrames();
  readonly #scaleNotices = new ScaleNotices();
  /** Workers whose first scaled frame is in the log. */
  readonly #loggedScaled = new WeakSet<Connection>();

  constructor(options: GenericBoxOptions, deps: GenericBoxDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#workers = new WorkerCalls(deps.hub);
    this.#messages = new FrameMessages(deps.pool, options.submitFormat, options.jpegQuality);
  }

  close(): void {
    this.#workers.close();
  }

  /** Waits for a frame and gives it as a serialized `Data`. */
  async *submit(call: Call): AsyncGenerator<EncodedMessage> {
    const { submitMaxBytes, maxMessageBytes } = this.#options;
    const limit = receiveLimit(submitMaxBytes, call.metadata(MAX_RECEIVE_BYTES), maxMessageBytes);
    const worker = this.#workers.ofSubmit(call);
    const { identity, connection } = worker;
    const refused = this.#refusedFrames.onSubmit(identity, call.peer);
    if (refused) refused.lease.fail(refused.refusal, { again: true });
    connection.prepare((frame, hash) => this.#messages.ahead({ frame, hash }, limit));
    const waiting = AbortSignal.any([call.signal, call.draining]);
    for (;;) {
      const lease = await connection.take(waiting);
      const message = await this.#messageOf(lease, limit);
      if (!message) continue;
      const { bytes, scale } = message;
      lease.givenAs(scale);
      if (scale) this.#notifyScale(lease, connection, scale);
      this.#follow(lease, message, worker, call);
      call.signal.throwIfAborted();
      const mayRefuse = this.#refusedFrames.mayRefuse(identity, bytes.length);
      yield new EncodedMessage(bytes, true);
      if (mayRefuse) await pause(TIME_TO_REFUSE_MS, call.signal);
      return;
    }
  }

  /** Takes a result. */
  async display(request: PlotInfo, call: Call): Promise<Empty> {
    const { connection, identity } = this.#workers.ofDisplay(call);
    connection.answering();
    const result = await this.#read(request);
    const outcome = await connection.answer(result);
    this.#refusedFrames.onResult(identity, outcome);
    if (!outcome.accepted) this.#deps.log.debug("result_dropped", { reason: outcome.reason });
    return {};
  }

  /** Notifies the run, and logs it once for each worker that connects. */
  #notifyScale(lease: Lease, worker: Connection, scale: FrameScale): void {
    this.#scaleNotices.notify(lease, worker.name, scale);
    if (this.#loggedScaled.has(worker)) return;
    this.#loggedScaled.add(worker);
    this.#deps.log.info("frames_scaled", { worker: worker.name, ...scaleFields(scale) });
  }

  /** A picture that can't be made into a message fails here, before any worker gets it. */
  async #messageOf(lease: Lease, limit: ReceiveLimit): Promise<FrameMessage | undefined> {
    try {
      return await this.#messages.take(lease, limit);
    } catch (caught) {
      const error = toFrameboxError(caught);
      // A damaged picture fails again; anything else is retried.
      const isDamaged = error.code === "INVALID_ARGUMENT";
      if (error.code === "INTERNAL") this.#deps.log.error("frame_not_made", error);
      lease.fail(error, { again: !isDamaged });
      return undefined;
    }
  }

  /** Reports to the hub how the call ended: delivered, refused by the worker, or cut. */
  #follow(lease: Lease, message: FrameMessage, worker: CallingWorker, call: Call): void {
    const { length: byteLength } = message.bytes;
    call.ended.then((end) => {
      const refusal = this.#refusedFrames.onCallEnd(
        worker.identity,
        call.peer,
        lease,
        byteLength,
        end,
      );
      this.#messages.ended(lease.frame, message, end.complete);
      if (end.complete) {
        lease.delivered();
      } else if (refusal !== undefined) {
        lease.fail(refusal, { again: true });
      } else if (!call.peer.closed.aborted) {
        const error = new FrameboxError(
          "UNAVAILABLE",
          "The worker did not take the frame.",
          undefined,
          because("worker-refused"),
        );
        lease.fail(error, { again: true });
      } // Else the connection has closed, and the hub redelivers the frame.
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
    // Both files lie in one buffer. Small data are copied, so that the buffer is the picture's alone.
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
    return { hash, frameNumber, content: { payload: shown, variables } };
  }

  #readPicture(bytes: Uint8Array): Promise<ShownPicture> {
    const limits = this.#options.matLimits;
    if (bytes.length === 0 || isCheapToRead(bytes, limits)) {
      return Promise.resolve(readShownPicture(bytes, limits));
    }
    const { data, transfer } = copyToTransfer(bytes);
    return this.#deps.pool.run(pictureTask, { bytes: data, limits }, { transfer });
  }

  #readVariables(bytes: Uint8Array): Promise<DataVariable[]> {
    const limits = this.#options.matLimits;
    if (bytes.length === 0 || isCheapToRead(bytes, limits)) {
      return Promise.resolve(readDataVariables(bytes, limits));
    }
    const { data, transfer } = copyToTransfer(bytes);
    return this.#deps.pool.run(variablesTask, { bytes: data, limits }, { transfer });
  }
}
