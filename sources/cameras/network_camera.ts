/**
 * One network camera: one connection for all viewers.
 *
 * @module
 */
import { type Clock, pause } from "../../base/clock/mod.ts";
import { type ImageLimits, Picture } from "../../media/image/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { CameraFault } from "../../media/video/mod.ts";
import type { CameraState, CameraStatus } from "./camera_status.ts";
import { reconnectDelay } from "./reconnect_delay.ts";

/** The first picture may have to wait for a connection and then for a key frame. */
const FIRST_PICTURE_MS = 20_000;

/** A camera that sends nothing for this time is away. */
const SILENT_MS = 10_000;

/** The connection stays for this time after the last viewer left: users come back. */
const LINGER_MS = 5000;

/** A connection that lasted this long resets the delay of reconnects. */
const GOOD_MS = 5000;

/** Connects, and gives JPEG files until the camera ends the stream or the signal aborts. */
export type CameraConnection = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** What a camera is made from. */
export interface NetworkCameraOptions {
  /** The name that users pick. */
  readonly name: string;
  /** Connects to it. */
  readonly open: CameraConnection;
  /** Bounds on its pictures. */
  readonly imageLimits: ImageLimits;
  /** Logs opening and closing. */
  readonly log: Logger;
  /** The time. */
  readonly clock: Clock;
  /** From 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** Receives every picture at once; must not throw. */
export type Viewer = (picture: Picture) => void;

/** Connects when the first looks, and leaves some seconds after the last. */
export class NetworkCamera {
  /** The name that users pick. */
  readonly name: string;
  readonly #options: NetworkCameraOptions;
  readonly #viewers = new Set<Viewer>();
  readonly #listeners = new Set<(status: CameraStatus) => void>();
  #state: CameraState = "idle";
  #since: Date;
  #fault: CameraFault | undefined;
  #latest: Picture | undefined;
  /** Why the newest picture of this connection could not be read, if it couldn't. */
  #bad: CameraFault | undefined;
  /** The connection and its tries; exists while there is a viewer, or the last one has just left. */
  #stop: AbortController | undefined;
  #working: Promise<void> = Promise.resolve();
  #cancelLeaving: (() => void) | undefined;
  #closed = false;

  /** Connects to nothing yet. */
  constructor(options: NetworkCameraOptions) {
    this.name = options.name;
    this.#options = options;
    this.#since = options.clock.date();
  }

  /** How it is doing now. */
  get status(): CameraStatus {
    const { widthPx, heightPx } = this.#latest ?? {};
    return {
      name: this.name,
      state: this.#state,
      since: this.#since,
      fault: this.#fault,
      size: widthPx && heightPx ? { widthPx, heightPx } : undefined,
    };
  }

  /** Its newest picture, while it is connected or away for a while. */
  get latest(): Picture | undefined {
    return this.#latest;
  }

  /** A viewer comes: it gets every picture from now on. Returns the function that ends it. */
  look(viewer: Viewer): () => void {
    // A function of its own: the same viewer may look twice.
    const own: Viewer = (picture) => viewer(picture);
    this.#viewers.add(own);
    this.#cancelLeaving?.();
    this.#cancelLeaving = undefined;
    if (!this.#stop && !this.#closed) this.#begin();
    return () => {
      if (!this.#viewers.delete(own) || this.#viewers.size > 0 || this.#closed) return;
      this.#cancelLeaving = this.#options.clock.after(LINGER_MS, () => this.#leave());
    };
  }

  /** Changes of its status from now on. Returns the function that stops them. */
  subscribe(listener: (status: CameraStatus) => void): () => void {
    const own = (status: CameraStatus) => listener(status);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Leaves for good; resolves when nothing of the connection is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#viewers.clear();
    this.#cancelLeaving?.();
    this.#leave();
    await this.#working;
  }

  #begin(): void {
    const stop = this.#stop = new AbortController();
    this.#turn("connecting", undefined);
    // An earlier connection may still be on its way out; two at once is more than some cameras take.
    this.#working = this.#working.then(() => this.#work(stop.signal));
  }

  #leave(): void {
    this.#cancelLeaving = undefined;
    this.#stop?.abort(new DOMException("Nobody looks.", "AbortError"));
    this.#stop = undefined;
    this.#latest = undefined;
    this.#turn("idle", undefined);
  }

  /** Never rejects. */
  async #work(signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted; failures++) {
      if (this.#state !== "away") this.#turn("connecting", undefined);
      const { fault, lastedMs } = await this.#once(signal);
      if (signal.aborted) return;
      if (lastedMs >= GOOD_MS) failures = 1;
      this.#turn("away", fault);
      const delayMs = reconnectDelay(failures, fault, this.#options.random());
      await pause(delayMs, signal, this.#options.clock);
    }
  }

  /** One connection, to its end. */
  async #once(signal: AbortSignal): Promise<{ fault: CameraFault; lastedMs: number }> {
    const { clock, open, log } = this.#options;
    const stop = new AbortController();
    const abort = () => stop.abort(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    const silent = new Watchdog(clock, () => stop.abort(this.#silence()));
    silent.feed(FIRST_PICTURE_MS);
    this.#bad = undefined;
    let liveAt: number | undefined;
    let fault: CameraFault;
    try {
      for await (const jpeg of open(stop.signal)) {
        if (stop.signal.aborted) break;
        const picture = this.#read(jpeg);
        if (!picture) continue;
        silent.feed(SILENT_MS);
        liveAt ??= clock.now();
        this.#latest = picture;
        this.#turn("live", undefined);
        for (const viewer of this.#viewers) viewer(picture);
      }
      stop.signal.throwIfAborted();
      fault = new CameraFault("ended", "The camera ended the stream.");
    } catch (caught) {
      if (caught instanceof CameraFault) fault = caught;
      else {
        if (!signal.aborted) log.error("camera_failed", caught, { camera: this.name });
        fault = new CameraFault("failed", "The connection to the camera failed.");
      }
    } finally {
      silent.stop();
      signal.removeEventListener("abort", abort);
    }
    return { fault, lastedMs: liveAt === undefined ? 0 : clock.now() - liveAt };
  }

  /** A single damaged picture is passed over; if none is good, that is noticed as silence. */
  #read(jpeg: Uint8Array): Picture | undefined {
    try {
      const picture = Picture.fromFile(jpeg, this.#options.imageLimits);
      this.#bad = undefined;
      return picture;
    } catch (caught) {
      if (!(caught instanceof Error)) throw caught;
      this.#bad = new CameraFault("bad-pictures", caught.message);
      return undefined;
    }
  }

  #silence(): CameraFault {
    if (this.#bad) return this.#bad;
    return this.#state === "live"
      ? new CameraFault("no-pictures", "The camera sends no more pictures.")
      : new CameraFault("no-answer", "The camera doesn't answer.");
  }

  #turn(state: CameraState, fault: CameraFault | undefined): void {
    const isNew = state !== this.#state;
    if (!isNew && fault?.reason === this.#fault?.reason) return;
    this.#fault = fault;
    if (isNew) {
      this.#state = state;
      this.#since = this.#options.clock.date();
    }
    this.#log();
    for (const listener of [...this.#listeners]) listener(this.status);
  }

  #log(): void {
    const { log } = this.#options;
    const camera = this.name;
    if (this.#state === "live") log.info("camera_live", { camera });
    else if (this.#state === "away") {
      log.warn("camera_away", { camera, reason: this.#fault?.message });
    } else log.debug(`camera_${this.#state}`, { camera });
  }
}

/** Barks when it isn't fed in time. */
class Watchdog {
  readonly #clock: Clock;
  readonly #bark: () => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, bark: () => void) {
    this.#clock = clock;
    this.#bark = bark;
  }

  feed(forMs: number): void {
    this.stop();
    this.#cancel = this.#clock.after(forMs, this.#bark);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
