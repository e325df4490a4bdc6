/**
 * One stream of frames that a client sends over gRPC: a session of its own, with one run.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, PictureForm, Run } from "../../hub/mod.ts";
import type { StreamFigures } from "./stream_figures.ts";

/** By which entrance a stream came. */
export type StreamKind = "media-graph" | "image-test";

/** How a stream is opened. */
export interface StreamOptions {
  /** By which entrance it came. */
  readonly kind: StreamKind;
  /** Its label; sanitised and shortened here. */
  readonly name: string;
  /** A description of its frames: `1280×720 BGR24, shared memory`; sanitised and shortened here. */
  readonly format: string;
  /** Whose queue the frames go to. */
  readonly processor: string;
  /** Frames in flight before the source waits; left out: the hub's own bound. */
  readonly window?: number;
  /** `watched`: result pictures are needed only while there is a viewer. */
  readonly pictures: "always" | "watched";
  /** The form in which the entrance wants them, if it wants them at all. */
  readonly pictureForm?: PictureForm;
  /** Id of the principal that sends it: its session belongs to that. */
  readonly owner?: string;
}

/** A stream that is there. Nothing of it gives access to its session. */
export interface IngestStream {
  /** "1", "2" …: its public number; gives no access. */
  readonly id: string;
  /** By which entrance it came. */
  readonly kind: StreamKind;
  /** Its label. */
  readonly name: string;
  /** A description of its frames. */
  readonly format: string;
  /** When it came. */
  readonly since: Date;
  /** Its frames go here; policy `lossless`, without a `data.mat`. */
  readonly run: Run;
  /** How it is doing, at this moment. */
  readonly figures: StreamFigures;
  /** The service reports each outcome. Costs next to nothing. */
  settled(outcome: Outcome): void;
  /** Why it has ended; `undefined` while it is there. */
  readonly end: FrameboxError | undefined;
  /** Ends it: its open frames are dropped and its session's files go. Never rejects. */
  close(end: FrameboxError): Promise<void>;
}

/** The end of a stream whose client has sent all its frames. */
export function clientFinished(): FrameboxError {
  return new FrameboxError(
    "CANCELLED",
    "The client has sent all its frames.",
    undefined,
    because("stream-finished"),
  );
}

/** The end of a stream whose client has gone. */
export function clientGone(): FrameboxError {
  return new FrameboxError(
    "CANCELLED",
    "The client has gone.",
    undefined,
    because("stream-client-gone"),
  );
}

/** Events of streams, for their viewers. */
export type StreamEvent =
  | { readonly type: "came"; readonly stream: IngestStream }
  /** Its figures are others; at most four times a second. */
  | { readonly type: "changed"; readonly stream: IngestStream }
  | { readonly type: "gone"; readonly stream: IngestStream; readonly reason: string };

/** Longest name or format, in UTF-16 units. */
const MAX_TEXT = 100;

/** Control characters, line ends, and marks that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** A client's text, sanitised to be shown in one line. */
export function plainText(text: string): string {
  const plain = text.slice(0, 10 * MAX_TEXT).replace(UNPRINTABLE, " ").trim();
  return (plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT - 1)}…` : plain).toWellFormed();
}
