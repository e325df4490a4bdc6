/**
 * The network cameras that the operator named.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import type { ImageLimits } from "../../media/image/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { CameraFault, type Ffmpeg, mjpegFrames, rtspFrames } from "../../media/video/mod.ts";
import { NetworkCameraRun } from "./network_camera_run.ts";
import type { CameraStatus } from "./camera_status.ts";
import type { LongRuns } from "../long_runs/long_runs.ts";
import { type CameraConnection, NetworkCamera } from "./network_camera.ts";

/** How long a camera may take to begin its answer. */
const CONNECT_MS = 10_000;

/** How long an RTSP camera may be silent. */
const SILENT_MS = 10_000;

/** A camera as the operator gives it. */
export interface NamedCamera {
  /** The name that users pick. */
  readonly name: string;
  /** http, https, rtsp or rtsps, with user and password: a secret. */
  readonly address: string;
}

/** Bounds and times; settings. */
export interface CamerasOptions {
  /** Setting `CAMERAS`. */
  readonly cameras: readonly NamedCamera[];
  /** Bounds on a camera's pictures. */
  readonly imageLimits: ImageLimits;
  /** A run whose results are not watched ends after this time. Setting `LIVE_RECONNECT_MS`. */
  readonly unwatchedMs: number;
}

/** What they stand on. */
export interface CamerasDeps {
  /** For RTSP. */
  readonly ffmpeg: Ffmpeg | undefined;
  /** Where its runs are known. */
  readonly longRuns: LongRuns;
  /** Never receives an address. */
  readonly log: Logger;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/** How a run is started. */
export interface CameraTask {
  /** Whose queue the frames go to. */
  readonly processor: string;
  /** Change over to workers as soon as one comes. */
  readonly followWorkers: boolean;
}

/** Knows them by name. */
export class NetworkCameras {
  readonly #cameras: ReadonlyMap<string, NetworkCamera>;
  readonly #longRuns: LongRuns;
  readonly #unwatchedMs: number;
  readonly #clock: Clock;

  /** Connects to none of them yet. */
  constructor({ cameras, imageLimits, unwatchedMs }: CamerasOptions, deps: CamerasDeps) {
    const { ffmpeg, longRuns, log, clock = systemClock() } = deps;
    this.#longRuns = longRuns;
    this.#unwatchedMs = unwatchedMs;
    this.#clock = clock;
    this.#cameras = new Map(cameras.map(({ name, address }) => {
      const open = streamOf(address, imageLimits, ffmpeg);
      const random = Math.random;
      return [name, new NetworkCamera({ name, open, imageLimits, log, clock, random })];
    }));
  }

  /** All of them, in the operator's order. */
  get list(): readonly CameraStatus[] {
    return [...this.#cameras.values()].map(({ status }) => status);
  }

  /**
   * The camera of that name.
   *
   * @throws {FrameboxError} `NOT_FOUND`
   */
  get(name: string): NetworkCamera {
    const camera = this.#cameras.get(name);
    if (camera) return camera;
    const cameras = [...this.#cameras.keys()].join(", ");
    throw new FrameboxError(
      "NOT_FOUND",
      cameras === ""
        ? "This server has no network cameras; its operator names them in the setting CAMERAS."
        : `There is no such camera; there are ${cameras}.`,
      undefined,
      cameras === "" ? because("no-cameras") : because("no-such-camera", { cameras }),
    );
  }

  /**
   * Gives a camera's pictures to a processor, as a new run of a session.
   *
   * @throws {FrameboxError} `NOT_FOUND`, and what {@linkcode Session.start} throws
   */
  start(session: Session, name: string, task: CameraTask): NetworkCameraRun {
    const camera = this.get(name);
    const run: Run = session.start({ kind: "camera", policy: "latest", ...task });
    const longRun = new NetworkCameraRun(run, camera, {
      unwatchedMs: this.#unwatchedMs,
      clock: this.#clock,
    });
    this.#longRuns.add(longRun);
    return longRun;
  }

  /** Leaves all cameras. */
  async close(): Promise<void> {
    await Promise.all([...this.#cameras.values()].map((camera) => camera.close()));
  }
}

/** How a camera of that address is opened. */
function streamOf(
  address: string,
  limits: ImageLimits,
  ffmpeg: Ffmpeg | undefined,
): CameraConnection {
  if (/^https?:/.test(address)) {
    return (signal) => mjpegFrames(address, { limits, connectMs: CONNECT_MS }, signal);
  }
  if (ffmpeg) {
    return (signal) => rtspFrames(ffmpeg, address, { limits, silentMs: SILENT_MS }, signal);
  }
  return () => {
    throw new CameraFault("no-ffmpeg", "RTSP cameras need ffmpeg on framebox's machine.");
  };
}
