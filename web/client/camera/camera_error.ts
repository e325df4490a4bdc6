/** Why a camera does not open, in words. */
import { foreign, type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { fill, text } from "../base/text.ts";

/** What goes wrong with a camera, in the user's words. */
export class CameraError extends Error {
  kind: "refused" | "missing" | "in-use" | "insecure" | "other";
  title: string;
  sentence: SentenceLike;
  /** @param sentence how to mend it in this browser */
  constructor(
    kind: "refused" | "missing" | "in-use" | "insecure" | "other",
    title: string,
    sentence: SentenceLike,
  ) {
    super(sentenceOf(sentence).text);
    this.sentence = sentence;
    this.kind = kind;
    this.title = title;
  }
}

/** There is no such camera, or none at all. */
export function isGone(error: unknown): boolean {
  return ["NotFoundError", "OverconstrainedError"].includes(nameOf(error));
}

/** @param error OverconstrainedError is no Error in every browser */
function nameOf(error: unknown) {
  return error instanceof Object && "name" in error ? String(error.name) : "";
}

/** What went wrong when a camera was asked for, in words. */
export function cameraError(error: unknown): CameraError {
  const name = nameOf(error);
  if (name === "NotAllowedError" || name === "SecurityError") {
    return new CameraError("refused", text.cameraRefusedTitle, text.cameraRefused[browser()]);
  }
  if (isGone(error)) {
    return new CameraError("missing", text.cameraMissingTitle, text.cameraMissing);
  }
  if (name === "NotReadableError" || name === "AbortError") {
    return new CameraError("in-use", text.cameraInUseTitle, text.cameraInUse);
  }
  return new CameraError("other", text.cameraFailedTitle, foreign(String(error)));
}

/** The page is not one to which browsers give a camera. */
export function insecure(): CameraError {
  const localhost = `http://localhost:${location.port || 80}`;
  const https = `https://${location.host}`;
  const sentence = fill(text.cameraInsecure[browser()], { localhost, https });
  return new CameraError("insecure", text.cameraInsecureTitle, sentence);
}

/** @returns whose settings to speak of */
function browser(): "chrome" | "firefox" | "safari" | "other" {
  const agent = navigator.userAgent;
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrom(e|ium)\/|Edg\//.test(agent)) return "chrome";
  if (/Safari\//.test(agent)) return "safari";
  return "other";
}
