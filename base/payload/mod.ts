/**
 * What a frame carries to a processor, and what a result shows. Pictures are one kind of it
 * (`media/image`), audio, text and files are others. The hub queues, counts, caches and releases
 * payloads; it never looks into one.
 *
 * @module
 */

/** Kinds of payloads. */
export type PayloadKind = "picture" | "audio" | "text" | "file";

/** Columns and rows of a payload that is shown. */
export interface PayloadSize {
  /** Columns. */
  readonly widthPx: number;
  /** Rows. */
  readonly heightPx: number;
}

/** A remark on a payload that was read, though nothing failed. */
export interface PayloadRemark {
  /** Stable, for programs and translations, e.g. `first-picture-only`. */
  readonly code: string;
  /** One English sentence for users. */
  readonly message: string;
  /** The values in the sentence. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** See the module. */
export interface Payload {
  /** Which class of payload it is. */
  readonly kind: PayloadKind;
  /** IANA media type of what it came as, e.g. `image/jpeg`; `video/raw` for pixels without a file. */
  readonly mediaType: string;
  /** Bytes of memory that it takes in this process; 0 when it lies in a file. */
  readonly byteLength: number;
  /** Bytes of memory that the form which most processors take of it needs, e.g. its pixels. */
  readonly workingBytes: number;
  /** Of what is shown; `undefined` for what has no picture. */
  readonly size: PayloadSize | undefined;
  /** What users should know of it. */
  readonly remarks: readonly PayloadRemark[];
  /** A newer payload of its run was published: memory that only this one uses may be freed. */
  outdate(): void;
  /** Its frame is settled: derived forms, and what it alone owns, are freed. */
  release(): void;
}
