/**
 * Why a network camera gives no pictures.
 *
 * @module
 */
import { type ErrorCode, FrameboxError } from "../../../base/errors/mod.ts";

/** Kinds of faults: stable codes, for translations. */
export type CameraFaultReason =
  /** No server answers at the address. */
  | "no-answer"
  /** The host is there; nothing listens at that port. */
  | "connection-refused"
  /** The host name in the address can't be resolved. */
  | "unknown-host"
  /** Its certificate can't be trusted. */
  | "certificate"
  /** User or password are missing or wrong. */
  | "login"
  /** The camera has nothing at that path. */
  | "not-found"
  /** What it gives is no stream of pictures. */
  | "not-a-stream"
  /** It was connected and sends nothing more. */
  | "no-pictures"
  /** It ended the connection. */
  | "ended"
  /** Its pictures are larger than a setting allows, or can't be read. */
  | "bad-pictures"
  /** RTSP needs ffmpeg, which is not there. */
  | "no-ffmpeg"
  /** Something else. */
  | "failed";

const CODES: Partial<Record<CameraFaultReason, ErrorCode>> = {
  login: "UNAUTHENTICATED",
  "not-found": "NOT_FOUND",
  "not-a-stream": "FAILED_PRECONDITION",
  "no-ffmpeg": "FAILED_PRECONDITION",
  "bad-pictures": "FAILED_PRECONDITION",
};

/** Its sentence may be shown to any user: it never holds an address, a user or a password. */
export class CameraFault extends FrameboxError {
  /** What kind of fault it is. */
  readonly reason: CameraFaultReason;

  /**
   * Makes a fault.
   *
   * @param reason what kind of fault it is
   * @param message the sentence for users
   */
  constructor(reason: CameraFaultReason, message: string) {
    // Without a cause: a library's message about a connection often holds its address.
    super(CODES[reason] ?? "UNAVAILABLE", message);
    this.reason = reason;
  }
}
