/** What a video run emits, whether the server or the browser decodes the video. */
import type { StatusMessage } from "../../wire/mod.ts";
import type { LiveResult } from "../live/socket.ts";
import type { RunState } from "./bar.ts";
import type { PlayedVideos } from "./player.ts";
import type { Failure } from "./states.ts";

/** The videos of a run that is done. */
export interface FinishedVideos extends Omit<PlayedVideos, "result"> {
  /** Address; undefined: no result had a picture. */
  result: string | undefined;
}

export interface VideoRunEvents {
  state: RunState;
  status: StatusMessage;
  result: LiveResult;
  /** What is known of the original. */
  video: { rate: number };
  /** Who does it. */
  processor: string;
  /** Whether the connection is lost. */
  connection: boolean;
  done: FinishedVideos;
  failed: "sessionEnded" | Failure;
}
