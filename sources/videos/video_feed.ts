/**
 * A video's frames, from its file to its run.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import type { VideoDecoder, VideoInfo } from "../../media/video/mod.ts";
import type { Progress } from "../long_runs/progress.ts";
import type { DecodedFrame, FramesUnderWay } from "./frames_under_way.ts";
import type { PauseGate } from "./pause_gate.ts";
import type { Timestamps } from "./timestamps.ts";
import type { VideoTools } from "./video_tools.ts";

/** The remark on HDR that is not tone-mapped. */
const HDR_PALE =
  "The video is HDR; its colours are pale because this server's ffmpeg lacks zscale.";

/** What is read, and where it goes. */
export interface VideoFeedOptions {
  readonly tools: VideoTools;
  /** Of the file. */
  readonly path: string;
  readonly info: VideoInfo;
  /** Whether its frames come as planes, else as RGB. */
  readonly asPlanes: boolean;
  readonly run: Run;
  readonly frames: FramesUnderWay;
  /** Gets the time of each frame. */
  readonly timestamps: Timestamps;
  readonly progress: Progress;
  /** Shut while the run is paused. */
  readonly gate: PauseGate;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Pushes all frames, then finishes the run. The run's window holds the decoder back.
 *
 * @returns when the last frame has been shown, in milliseconds, if that is known
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the file has no frame; what the decoder throws
 * @throws the signal's reason when it aborts
 */
export async function feedVideo(options: VideoFeedOptions): Promise<number | undefined> {
  const { info, run, frames, timestamps, progress, gate, signal } = options;
  if (info.isPale) progress.remark("hdr-pale", HDR_PALE);
  const decoder = decoderOf(options);
  let count = 0;
  for await (const decoded of decoder) {
    // Recorded before the push: its result may arrive before the push returns.
    const { picture, timestampMs } = frames.add(count, decoded);
    timestamps.push(timestampMs);
    const { number } = await run.push(picture, { signal });
    if (number !== count++) {
      throw new FrameboxError("FAILED_PRECONDITION", "Other frames came into the video's run.");
    }
    await frames.mayAdd(signal);
    await gate.pass(signal);
  }
  signal.throwIfAborted();
  if (count === 0) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "No frame of the video could be read; the file is damaged or empty.",
      undefined,
      because("video-damaged"),
    );
  }
  if (decoder.remark !== undefined) progress.remark("ends-early", decoder.remark);
  progress.expect(count);
  frames.complete();
  run.finish();
  return decoder.endMs;
}

function decoderOf(options: VideoFeedOptions): VideoDecoder<DecodedFrame> {
  const { tools, path, info, asPlanes, frames, signal } = options;
  if (!asPlanes) return tools.decode(path, info, signal);
  return tools.decodePlanes(path, info, (byteLength) => frames.room(byteLength), signal);
}
