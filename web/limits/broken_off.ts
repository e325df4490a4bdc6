import { because, FrameboxError } from "../../base/errors/mod.ts";
import { HttpProblem } from "../api/errors.ts";

/** What the reading of a body ends with: an error of framebox as it is, any other as an upload that broke off. */
export function brokenOff(caught: unknown): FrameboxError {
  if (caught instanceof FrameboxError) return caught;
  return new HttpProblem(
    400,
    "INVALID_ARGUMENT",
    "The upload broke off.",
    caught,
    undefined,
    because("upload-broken-off"),
  );
}
