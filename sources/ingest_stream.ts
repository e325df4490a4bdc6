/**
 * One stream of frames that a machine sends over gRPC: a session of its own, with one run.
 *
 * @module
 */
import type { Outcome, PictureForm, Run } from "../hub/mod.ts";
import type { StreamFigures } from "./stream_figures.ts";

/** By which entrance a stream came. */
export type StreamKind = "media-graph" | "image-test";

/** How a stream is opened. */
export interface StreamOptions {
  /** By which entrance it came. */
  readonly kind: StreamKind;
  /** What people call it; made plain and short here. */
  readonly name: string;
  /** What its frames are, for people: `1280×720 BGR24, shared memory`; made plain and short here. */
  readonly format: string;
  /** Whose queue the frames go to. */
  readonly processor: string;
  /** Frames in flight before the source waits; left out: the hub's own bound. */
  readonly window?: number;
  /** `watched`: result pictures are needed only while somebody looks. */
  readonly pictures: "always" | "watched";
  /** The form in which the entrance wants them, if it wants them at all. */
  readonly pictureForm?: PictureForm;
  /** Id of the principal that sends it: its session belongs to that. */
  readonly owner?: string;
}

/** A stream that is there. Nothing of it opens its session to those who look. */
export interface IngestStream {
  /** "1", "2" …: names it for people, and opens nothing. */
  readonly id: string;
  /** By which entrance it came. */
  readonly kind: StreamKind;
  /** What people call it. */
  readonly name: string;
  /** What its frames are, for people. */
  readonly format: string;
  /** When it came. */
  readonly since: Date;
  /** Its frames go here; policy `lossless`, without a `data.mat`. */
  readonly run: Run;
  /** How it is doing, at this moment. */
  readonly figures: StreamFigures;
  /** The entrance tells each outcome. Costs next to nothing. */
  settled(outcome: Outcome): void;
  /** Ends it: its open frames are dropped and its session's files go. Never rejects. */
  close(reason: string): Promise<void>;
}

/** What happens to streams, for whoever shows them. */
export type StreamEvent =
  | { readonly type: "came"; readonly stream: IngestStream }
  /** Its figures are others; at most four times a second. */
  | { readonly type: "changed"; readonly stream: IngestStream }
  | { readonly type: "gone"; readonly stream: IngestStream; readonly reason: string };

/** Longest name or format, in UTF-16 units. */
const MAX_TEXT = 100;

/** Control characters, line ends, and marks that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** What a machine says of itself, fit to be shown in one line. */
export function plainText(text: string): string {
  const plain = text.slice(0, 10 * MAX_TEXT).replace(UNPRINTABLE, " ").trim();
  return (plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT - 1)}…` : plain).toWellFormed();
}
