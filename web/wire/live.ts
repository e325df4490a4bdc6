/**
 * What goes over the live socket besides frames and pictures: JSON messages, both ways.
 *
 * @module
 */
import type { CameraJson } from "./camera.ts";
import type { Details, ErrorBody } from "./error.ts";
import type { ContentJson, TimingsJson } from "./result.ts";
import type { LongRunJson, RunJson } from "./run.ts";
import type { ProcessorJson } from "./status.ts";
import type { StreamJson } from "./stream.ts";
import type { WatchedFolderJson } from "./watched_folder.ts";
import type { GoneJson, WorkerJson } from "./worker.ts";

/** A result of a run, or of an ingest stream that is watched. */
export type ResultMessage =
  & ResultBody
  & (
    | { readonly run: string; readonly stream?: undefined }
    | { readonly stream: string; readonly run?: undefined }
  );

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
  readonly stream?: undefined;
  readonly run: string;
  readonly kind: RunJson["kind"];
}

/** Which ingest stream a status is about. */
export interface OfStream {
  readonly run?: undefined;
  readonly stream: string;
  readonly kind: RunJson["kind"];
}

/** What a status has that is about no run and no stream. */
export interface OfServer {
  readonly run?: undefined;
  readonly stream?: undefined;
  readonly kind?: undefined;
}

/** What a status has that is about a run if the socket has one. */
export interface OfSocket {
  readonly run: string | null;
  readonly stream?: undefined;
  readonly kind?: undefined;
}

/** What happens, besides results. */
export type Status =
  /** `run` is the one that is resumed. */
  | {
    readonly event: "open";
    /** Binary messages that came for it so far, by earlier sockets; the next one continues there. */
    readonly received: number;
    /** The `seq` of its newest result. */
    readonly seq: number;
    readonly processor: string;
    readonly policy: RunJson["policy"];
    readonly draining: boolean;
  } & OfSocket
  | {
    readonly event: "workers";
    readonly workers: readonly WorkerJson[];
    /** The one that left last, while none has come since. */
    readonly gone: GoneJson | null;
    readonly came?: string;
    readonly left?: string;
  } & OfServer
  /** The processors that this client can choose, and at each change of them. */
  | { readonly event: "processors"; readonly processors: readonly ProcessorJson[] } & OfServer
  | { readonly event: "started"; readonly processor: string } & OfRun
  | {
    readonly event: "waiting";
    readonly frame: number;
    readonly ahead: number;
    /** Until its result, as far as it is known. */
    readonly eta_ms: number | null;
  } & OfRun
  | { readonly event: "leased"; readonly frame: number; readonly by: string } & OfRun
  /** How far a frame is whose processor is elsewhere and takes long. */
  | {
    readonly event: "stage";
    readonly frame: number;
    /** It waits here, is sent there, waits there, is worked on, or its result is fetched. */
    readonly stage: "queued" | "uploading" | "waiting" | "running" | "fetching";
    /** How much of the stage is done, 0–1, where that is known. */
    readonly part: number | null;
  } & OfRun
  | {
    readonly event: "redelivered";
    readonly frame: number;
    /** Why its last lease was lost, in English. */
    readonly reason: string;
    /** Stable, where the reason has one: as in an error. */
    readonly code?: string;
    /** What the reason is made from; there when `code` is. */
    readonly details?: Details;
  } & OfRun
  | {
    readonly event: "notice";
    readonly code: string;
    readonly message: string;
    /** What the message is made from, for other languages; of code `frame-scaled`: worker and scale. */
    readonly details?: Details;
  } & (OfRun | OfStream)
  | { readonly event: "processor"; readonly processor: string } & OfRun
  /** How the network camera of a run that is watched is doing. */
  | { readonly event: "camera" } & CameraJson & OfRun
  /** How far the watched folders are. */
  | { readonly event: "folders"; readonly folders: readonly WatchedFolderJson[] } & OfServer
  | { readonly event: "reset" } & OfRun
  | {
    readonly event: "ended";
    /** In English. */
    readonly reason: string;
    /** Stable, where the reason has one: as in an error. */
    readonly code?: string;
    /** What the reason is made from; there when `code` is. */
    readonly details?: Details;
  } & (OfRun | OfStream)
  /** The ingest streams that there are, and how they do; for a client that asked. */
  | { readonly event: "streams"; readonly streams: readonly StreamJson[] } & OfServer
  /** How far a long run is. */
  | { readonly event: "progress" } & OfRun & LongRunJson
  | ErrorBody & {
    readonly event: "error";
    readonly sent: number | null;
    readonly frame: number | null;
    readonly seq: number | null;
  } & OfSocket
  /** Policy `lossless`: how many binary messages the client may have sent on this socket in all. */
  | { readonly event: "window"; readonly frames: number } & OfServer
  | { readonly event: "draining" } & OfServer;

/** A status as it is sent. */
export type StatusMessage = { readonly type: "status" } & Status;

/** What a client sends besides frames. */
export type ClientMessage =
  | { readonly type: "credit"; readonly frames: number }
  | { readonly type: "reset" }
  | { readonly type: "finish" }
  | { readonly type: "cancel" | "watch" | "unwatch"; readonly run: string }
  | { readonly type: "watch" | "unwatch"; readonly stream: string }
  | { readonly type: "streams"; readonly tell: boolean }
  | { readonly type: "processor"; readonly processor: string };

/** Statuses of one event. */
export type StatusOf<Event extends Status["event"]> = Extract<
  StatusMessage,
  { readonly event: Event }
>;

/** What the server sends besides pictures. */
export type ServerMessage = ResultMessage | StatusMessage;
