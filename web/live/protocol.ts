/**
 * What goes over the live socket besides frames and pictures: JSON messages, both ways.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { NoticeDetails, Policy, RunKind } from "../../hub/mod.ts";
import type { CameraJson } from "../api/camera_json.ts";
import type { FolderJson } from "../api/folder_json.ts";
import type { StreamJson } from "../api/stream_json.ts";
import type { ContentJson, GoneJson, TimingsJson, WorkerJson } from "../api/described.ts";
import type { ErrorBody } from "../api/errors.ts";
import type { LongRunJson } from "../api/runs.ts";

/** A result of a run, or of a machine's stream that is watched. */
export type ResultMessage = ResultBody & ({ readonly run: string } | { readonly stream: string });

/** When its width isn't 0, its picture follows as the next binary message. */
export interface ResultBody extends ContentJson {
  readonly type: "result";
  readonly frame: number;
  /** Its place among the results of its run: 1, 2, 3 …; a reset starts again. */
  readonly seq: number;
  /** Index of the binary message on this socket that it answers; `null`: it came by an earlier one. */
  readonly sent: number | null;
  /** Frames of this run dropped so far, with those whose result this socket was too slow for. */
  readonly dropped: number;
  readonly processor: string;
  /** Name of the worker or built-in that answered. */
  readonly by: string;
  readonly timings: LiveTimingsJson;
}

/** Where a live frame's time went, in milliseconds. */
export interface LiveTimingsJson extends TimingsJson {
  /** What framebox itself took after that, to make the picture that it sends. */
  readonly box_ms: number;
}

/** Which run a status is about. */
export interface OfRun {
  readonly run: string;
  readonly kind: RunKind;
}

/** Which machine's stream a status is about. */
export interface OfStream {
  readonly stream: string;
  readonly kind: RunKind;
}

/** What happens, besides results. */
export type Status =
  | {
    readonly event: "open";
    /** The run that goes on. */
    readonly run: string | null;
    /** Binary messages that came for it so far, by earlier sockets; the next one continues there. */
    readonly received: number;
    /** The `seq` of its newest result. */
    readonly seq: number;
    readonly processor: string;
    readonly policy: Policy;
    readonly draining: boolean;
  }
  | {
    readonly event: "workers";
    readonly workers: readonly WorkerJson[];
    /** The one that left last, while none has come since. */
    readonly gone: GoneJson | null;
    readonly came?: string;
    readonly left?: string;
  }
  | { readonly event: "started"; readonly processor: string } & OfRun
  | {
    readonly event: "waiting";
    readonly frame: number;
    readonly ahead: number;
    /** Until its result, as far as can be told. */
    readonly eta_ms: number | null;
  } & OfRun
  | { readonly event: "leased"; readonly frame: number; readonly by: string } & OfRun
  | { readonly event: "redelivered"; readonly frame: number; readonly reason: string } & OfRun
  | {
    readonly event: "notice";
    readonly code: string;
    readonly message: string;
    /** What the message is made from, for other languages; of code `frame-scaled`: worker and scale. */
    readonly details?: NoticeDetails;
  } & (OfRun | OfStream)
  | { readonly event: "processor"; readonly processor: string } & OfRun
  /** How the network camera of a run that is watched is doing. */
  | { readonly event: "camera" } & CameraJson & OfRun
  /** How far the watched folders are. */
  | { readonly event: "folders"; readonly folders: readonly FolderJson[] }
  | { readonly event: "reset" } & OfRun
  | { readonly event: "ended"; readonly reason: string } & (OfRun | OfStream)
  /** The streams of machines that there are, and how they do; for a client that asked. */
  | { readonly event: "streams"; readonly streams: readonly StreamJson[] }
  /** How far a long run is. */
  | { readonly event: "progress" } & OfRun & LongRunJson
  | ErrorBody & {
    readonly event: "error";
    readonly sent: number | null;
    readonly run: string | null;
    readonly frame: number | null;
    readonly seq: number | null;
  }
  /** Policy `lossless`: how many binary messages the client may have sent on this socket in all. */
  | { readonly event: "window"; readonly frames: number }
  | { readonly event: "draining" };

/** A status as it is sent. */
export type StatusMessage = { readonly type: "status" } & Status;

/** What a client says besides frames. */
export type ClientMessage =
  | { readonly type: "credit"; readonly frames: number }
  | { readonly type: "reset" }
  | { readonly type: "finish" }
  | { readonly type: "cancel" | "watch" | "unwatch"; readonly run: string }
  | { readonly type: "watch" | "unwatch"; readonly stream: string }
  | { readonly type: "streams"; readonly tell: boolean }
  | { readonly type: "processor"; readonly processor: string };

/** Characters of a client's text message; the longest sensible one has under 100. */
const MAX_TEXT = 4096;

/** Credit that a client may hold; more means nothing. */
export const MAX_CREDIT = 1_000_000;

/**
 * Reads a client's text message.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is none of those above
 */
export function readClientMessage(text: string): ClientMessage {
  const message: unknown = text.length <= MAX_TEXT ? parsed(text) : undefined;
  if (typeof message === "object" && message !== null && "type" in message) {
    if (message.type === "reset" || message.type === "finish") return { type: message.type };
    if (message.type === "credit" && "frames" in message && isCredit(message.frames)) {
      return { type: "credit", frames: message.frames };
    }
    const { type } = message;
    if (
      (type === "cancel" || type === "watch" || type === "unwatch") && "run" in message &&
      typeof message.run === "string"
    ) {
      return { type, run: message.run };
    }
    if (
      (type === "watch" || type === "unwatch") && "stream" in message &&
      typeof message.stream === "string"
    ) {
      return { type, stream: message.stream };
    }
    if (type === "streams" && "tell" in message && typeof message.tell === "boolean") {
      return { type, tell: message.tell };
    }
    if (
      message.type === "processor" && "processor" in message &&
      typeof message.processor === "string"
    ) {
      return { type: "processor", processor: message.processor };
    }
  }
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    'A text message is {"type": "credit", "frames": 1 or more}, {"type": "reset"}, ' +
      '{"type": "finish"}, {"type": "cancel", "run": id}, {"type": "watch", "run": id}, ' +
      '{"type": "unwatch", "run": id}, the same with "stream": id, ' +
      '{"type": "streams", "tell": true or false} or {"type": "processor", "processor": name}; ' +
      "frames are binary messages.",
  );
}

/** Whether it is a number of frames. */
export function isCredit(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CREDIT;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
