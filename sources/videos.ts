/**
 * Starts video jobs.
 *
 * @module
 */
import { FrameboxError } from "../errors/mod.ts";
import type { Session } from "../hub/mod.ts";
import type { Jobs } from "./job_list.ts";
import { type VideoDeps, VideoJob } from "./video_job.ts";

/** A file that was given. */
export interface GivenVideo {
  /** Where it is: in the session's directory, counted as the session's space. */
  readonly path: string;
  /** Its size. */
  readonly byteLength: number;
  /** What people call it. */
  readonly name: string;
}

/** Starts video jobs on a box that has the tools. */
export class Videos {
  readonly #deps: VideoDeps;
  readonly #jobs: Jobs;

  /** Jobs are added to `jobs`. */
  constructor(deps: VideoDeps, jobs: Jobs) {
    this.#deps = deps;
    this.#jobs = jobs;
  }

  /**
   * Looks at a file and starts a run of it, which takes the file over.
   *
   * @param processor whose queue its frames go to
   * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no video that can be read; the file stays
   *   where it is then. What {@linkcode Session.start} throws
   */
  async start(
    session: Session,
    file: GivenVideo,
    processor: string,
    signal: AbortSignal,
  ): Promise<VideoJob> {
    const info = await this.#deps.tools.probe(file.path, signal);
    signal.throwIfAborted();
    const run = session.start({ kind: "video", policy: "lossless", processor });
    try {
      const directory = await run.makeDirectory();
      const path = `${directory}/original`;
      await Deno.rename(file.path, path);
      session.takeSpace(-file.byteLength);
      if (!run.takeSpace(file.byteLength)) {
        throw new FrameboxError("FAILED_PRECONDITION", "The session has ended; open a new one.");
      }
      const { width, height } = info;
      const original = { path, byteLength: file.byteLength, width, height };
      const resultPath = `${directory}/result.mp4`;
      const job = new VideoJob({ run, original, info, name: file.name, resultPath }, this.#deps);
      this.#jobs.add(job);
      return job;
    } catch (caught) {
      run.cancel("The video could not be started.");
      throw caught;
    }
  }
}
