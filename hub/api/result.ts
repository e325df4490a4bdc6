/**
 * Frames and their results.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { Payload, PayloadRemark } from "../../base/payload/mod.ts";

/**
 * One payload of a run with its number. Forms that were made of it are kept until it is settled or they are
 * forgotten.
 */
export interface Frame {
  /** Number in its epoch: 0, 1, 2 …, given on arrival; dropped frames leave gaps. */
  readonly number: number;
  /** What it carries. A processor that needs a picture asks for one (`pictureOf` of media/image). */
  readonly payload: Payload;
  /** Milliseconds since the epoch of the source's clock, if it gave one. */
  readonly capturedAtMs: number | undefined;
  /**
   * Another form of this frame, e.g. a .mat, made on first request and kept until the frame is settled. A form
   * that could not be made is forgotten.
   *
   * @param forgotten called with the form once it is not kept any more; a caller may still use it
   */
  form(
    key: string,
    make: () => Promise<Uint8Array>,
    forgotten?: (bytes: Uint8Array) => void,
  ): Promise<Uint8Array>;
  /** Forgets all forms; they are made again on request. */
  forgetForms(): void;
}

/** How far a frame is that a server elsewhere works on. */
export interface FrameProgress {
  /** It waits here, is sent there, waits there, is worked on, or its result is fetched. */
  readonly stage: "queued" | "uploading" | "waiting" | "running" | "fetching";
  /** How much of the stage is done, 0–1, where that is known. */
  readonly part?: number;
}

/** A label with its probability, 0–1, where the processor gave one. */
export interface Label {
  /** The text. */
  readonly label: string;
  /** From 0 to 1. */
  readonly probability?: number;
  /** What it is about, e.g. `colorIntensity`. */
  readonly about?: string;
}

/** A value of JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** What a processor made of one frame. Everything is optional: data without a payload is a result. */
export interface ResultContent {
  /** What is shown, or played: a picture as a rule. */
  readonly payload?: Payload | undefined;
  /** Variables for `data.mat`, in their order. Empty: nothing is added. */
  readonly variables?: readonly DataVariable[] | undefined;
  /** What was recognised, the most probable first. */
  readonly labels?: readonly Label[] | undefined;
  /** Text about the frame. */
  readonly text?: string | undefined;
  /** The frame was scaled down for its worker; set by the hub. */
  readonly scale?: FrameScale | undefined;
  /** What users should know of it; the hub puts those on its frame before them. */
  readonly remarks?: readonly PayloadRemark[] | undefined;
  /** Detections of a processor in framebox; those of a worker are read from `variables`. */
  readonly boxes?: Boxes | undefined;
  /** Other structured content of such a processor; `variables` hold it, too, where data is kept. */
  readonly data?: Readonly<Record<string, JsonValue>> | undefined;
  /** Made when no picture was requested: readers of policy `latest`, which show pictures, don't get it. */
  readonly withoutPicture?: boolean | undefined;
}

/** One top-level variable that a result leaves in `data.mat`. */
export interface DataVariable {
  /** Its name, ASCII. */
  readonly name: string;
  /** MATLAB class, `double`, `struct` …, as the page lists it. */
  readonly class: string;
  /** Its dimensions, two at least. */
  readonly dims: readonly number[];
  /** The whole little-endian Level 5 element, tag included, ready to be appended. */
  readonly element: Uint8Array;
}

/** A variable of `data.mat` without its contents. */
export interface StoredVariable extends Omit<DataVariable, "element"> {
  /** Bytes that its element takes in the file. */
  readonly byteLength: number;
  /**
   * The frame that it is of: the one in its name (`data_00012`), else the one whose result left it. The name
   * `data_00000` doesn't count, since some workers use it for every frame.
   */
  readonly frame: number;
}

/** Where a frame's time went, in milliseconds. */
export interface Timings {
  /** From arrival to the lease that answered. */
  readonly queuedMs: number;
  /** From that lease to its result. */
  readonly processingMs: number;
  /** From arrival to result. */
  readonly totalMs: number;
}

/** How a frame ended. */
export type Outcome =
  | {
    readonly kind: "done";
    /** Its number among the published outcomes of its epoch: 1, 2, 3 … */
    readonly seq: number;
    readonly number: number;
    readonly content: ResultContent;
    readonly timings: Timings;
    /** Name of the worker or built-in that answered. */
    readonly processedBy: string;
    /** Frames of this run dropped so far. */
    readonly dropped: number;
  }
  | {
    readonly kind: "failed";
    readonly seq: number;
    readonly number: number;
    readonly error: FrameboxError;
    readonly dropped: number;
  }
  /** Replaced by a newer frame, or its run was reset, cancelled or ended. */
  | { readonly kind: "dropped"; readonly number: number; readonly dropped: number };

/** How a frame is given. */
export interface PushOptions {
  /** Milliseconds since the epoch of the source's clock. */
  readonly capturedAtMs?: number;
  /** Frames with the same one are processed together where a processor can. */
  readonly batch?: symbol;
  /** Its abort ends the waiting for room. */
  readonly signal?: AbortSignal;
}

/** A frame that was accepted. */
export interface PushedFrame {
  /** Its number in its run. */
  readonly number: number;
  /** Settles once, never rejects. */
  readonly outcome: Promise<Outcome>;
}

/** Results of a run for one consumer, pulled at its own pace. */
export interface ResultReader {
  /**
   * The next outcome that is not `dropped`. Policy `latest`: only the newest not yet read is kept,
   * older ones are dropped. `lossless`: all, in frame order; while a reader is behind, the
   * run's source waits.
   *
   * @returns `undefined` once the run has ended and everything was read
   * @throws the signal's reason when it aborts
   */
  next(signal: AbortSignal): Promise<Outcome | undefined>;
  /**
   * Resolves when there is an outcome to be read, without reading it; `false`: none will come.
   *
   * @throws the signal's reason when it aborts
   */
  ready(signal: AbortSignal): Promise<boolean>;
  /** How many outcomes can be read without waiting. */
  readonly unread: number;
  /** Results since the last reset that it did not get: replaced before it read them, or older than a shown one. */
  readonly skipped: number;
  /** Ends the reading; what is unread is forgotten, and the source no longer waits for this reader. */
  close(): void;
}

/** Corners in pixels of the frame: left, top, right, bottom. */
export type Corners = readonly [number, number, number, number];

/** The boxes of one frame; all lists are equally long, `null` stands for what wasn't given. */
export interface Boxes {
  /** To a hundredth of a pixel. */
  readonly xyxy: readonly Corners[];
  /** How sure the detector is, 0–1 as a rule. */
  readonly conf: readonly (number | null)[];
  /** Number of the class. */
  readonly cls: readonly (number | null)[];
  /** Number of the track, the same over frames. */
  readonly id: readonly (number | null)[];
  /** The class in words. */
  readonly names: readonly (string | null)[];
}

/**
 * The bound that a frame was scaled down to fit: `default`, gRPC's own, for callers that name none;
 * `worker`, what the caller named; `setting`, a number for all; `message`, framebox's largest message.
 */
export type LimitOwner = "default" | "worker" | "setting" | "message";

/** How a frame was scaled down for its worker. */
export interface FrameScale {
  /** Columns of the frame as it was given out. */
  readonly widthPx: number;
  /** Rows of the frame as it was given out. */
  readonly heightPx: number;
  /** Columns of the frame itself. */
  readonly sourceWidthPx: number;
  /** Rows of the frame itself. */
  readonly sourceHeightPx: number;
  /** Bytes of the message in full size. */
  readonly sourceBytes: number;
  /** Bound on the bytes of the message. */
  readonly limitBytes: number;
  /** Where that bound comes from. */
  readonly by: LimitOwner;
  /** What `im` is: pixels, or a JPEG file. */
  readonly format: "mat" | "jpeg";
}

/** Where the bounding boxes of a result are drawn. */
export interface BoxPlace {
  /** Columns of the picture that the boxes are over. */
  readonly widthPx: number;
  /** Rows of that picture. */
  readonly heightPx: number;
  /** Factors for the worker's own numbers, across and down. */
  readonly factor: readonly [number, number];
}

/** One result without its payload; long texts and lists are cut. */
export interface HistoryEntry {
  /** As in its {@linkcode Outcome}. */
  readonly seq: number;
  /** The frame's number. */
  readonly number: number;
  /** How the frame ended. */
  readonly kind: "done" | "failed";
  /** Name of the worker or built-in that answered. */
  readonly processedBy?: string;
  /** Where its time went. */
  readonly timings?: Timings;
  /** What was recognised, the most probable first. */
  readonly labels: readonly Label[];
  /** Text about the frame. */
  readonly text: string | undefined;
  /** What it left in `data.mat`. */
  readonly variables: readonly Omit<DataVariable, "element">[];
  /** Numbers in its small variables, by their path. */
  readonly values: Readonly<Record<string, number>>;
  /** Of its picture, in pixels, if it had one. */
  readonly width?: number | undefined;
  /** Of its picture, in pixels. */
  readonly height?: number | undefined;
  /** Its frame was scaled down for its worker. */
  readonly scale?: FrameScale | undefined;
  /** What users should know of how its frame was read. */
  readonly remarks?: readonly PayloadRemark[] | undefined;
  /** Why it failed. */
  readonly error?: FrameboxError;
}

/** The newest results of a run without their payloads, whether or not they were read. */
export interface History {
  /** The newest outcome's `seq`; 0 while there is none. */
  readonly last: number;
  /** The oldest kept entry's `seq`; `last + 1` when none is kept. */
  readonly first: number;
  /** Entries with a `seq` above this one, the oldest first; `limit` of them at most. */
  after(seq: number, limit: number): readonly HistoryEntry[];
}
