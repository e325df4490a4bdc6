/**
 * Starts video runs.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Session } from "../../hub/mod.ts";
import type { VideoInfo } from "../../media/video/mod.ts";
import type { LongRuns } from "../long_runs/long_runs.ts";
import { type VideoDeps, type VideoOptions, VideoRun } from "./video_run.ts";

/** Bounds and times. */
export interface VideosOptions extends VideoOptions {
  /** Videos that run at once, of all users: each takes two processes of ffmpeg. */
  readonly maxVideos: number;
}

/** A file that was given. */
export interface GivenVideo {
  /** Where it is: in the session's directory, counted as the session's space. */
  readonly path: string;
  /** Its size. */
  readonly byteLength: number;
  /** Its label. */
  readonly name: string;
}

/** Starts video runs on a server that has the tools. */
export class Videos {
  readonly #options: VideosOptions;
  readonly #deps: VideoDeps;
  readonly #longRuns: LongRuns;
  #underWay = 0;

  /** Long runs are added to `longRuns`. */
  constructor(options: VideosOptions, deps: VideoDeps, longRuns: LongRuns) {
    this.#options = options;
    this.#deps = deps;
    this.#longRuns = longRuns;
  }

  /**
   * Looks at a file and starts a run of it, which takes the file over.
   *
   * @param processor whose queue its frames go to
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no video that can be read; the file stays
   *   where it is then; `RESOURCE_EXHAUSTED` when too many are under way. What
   *   {@linkcode Session.start} throws
   */
  async start(
    session: Session,
    file: GivenVideo,
    processor: string,
    signal: AbortSignal,
  ): Promise<VideoRun> {
    const { maxVideos } = this.#options;
    if (this.#underWay >= maxVideos) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `framebox has ${maxVideos} videos under way, which is its bound (setting MAX_VIDEOS); try ` +
          "again when one of them is done.",
        undefined,
        because("too-many-videos", { limit: maxVideos }),
      );
    }
    this.#underWay++;
    const over = () => this.#underWay--;
    try {
      const longRun = await this.#start(session, file, processor, signal);
      longRun.over.then(over);
      return longRun;
    } catch (caught) {
      over();
      throw caught;
    }
  }

  async #start(
    session: Session,
    file: GivenVideo,
    processor: string,
    signal: AbortSignal,
  ): Promise<VideoRun> {
    const info = await this.#probe(session, file.path, signal);
    const run = session.start({ kind: "video", policy: "lossless", processor });
    try {
      const directory = await run.makeDirectory();
      const path = `${directory}/original`;
      await Deno.rename(file.path, path);
      session.takeSpace(-file.byteLength);
      if (!run.takeSpace(file.byteLength)) throw sessionEnded();
      const { width, height } = info;
      const original = { path, byteLength: file.byteLength, width, height };
      const resultPath = `${directory}/result.mp4`;
      const longRun = new VideoRun(
        { run, original, info, name: file.name, resultPath },
        this.#options,
        this.#deps,
      );
      this.#longRuns.add(longRun);
      return longRun;
    } catch (caught) {
      run.cancel("The video could not be started.");
      throw session.ended.aborted ? sessionEnded() : caught;
    }
  }

  /** A session removes its files at its end: an error about a missing file is not the video's. */
  async #probe(session: Session, path: string, signal: AbortSignal): Promise<VideoInfo> {
    try {
      const either = AbortSignal.any([signal, session.ended]);
      const info = await this.#deps.tools.probe(path, either);
      either.throwIfAborted();
      return info;
    } catch (caught) {
      throw session.ended.aborted ? sessionEnded() : caught;
    }
  }
}

function sessionEnded(): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    "The session has ended; open a new one.",
    undefined,
    because("session-ended"),
  );
}
