/**
 * Calls as the API's JSON has them.
 *
 * @module
 */
import type { ErrorReason } from "../../../base/errors/mod.ts";
import type { Session } from "../../../hub/mod.ts";
import {
  type Call,
  type CallChange,
  hasData,
  isFinal,
  type StoredOutput,
} from "../../../clusters/calls/mod.ts";
import type { CallEventJson, CallJson, OutputJson } from "../../wire/mod.ts";
import { errorJson } from "../errors.ts";
import { sessionUrl } from "../urls.ts";
import { isShown } from "./shown_types.ts";

/** A change as an event. */
export function eventJson(base: string, session: Session, change: CallChange): CallEventJson {
  return "call" in change
    ? { type: "call", call: callJson(base, session, change.call) }
    : { type: "removed", call: change.removed };
}

/**
 * A call as JSON.
 *
 * @param base what stands before every path for this caller
 */
export function callJson(base: string, session: Session, call: Call): CallJson {
  const url = `${sessionUrl(base, session)}/calls/${call.id}`;
  const { input, error, because, outputs, other } = call;
  const inputUrl = `${url}/input`;
  return {
    call: call.id,
    session: session.id,
    change: call.change,
    service: call.service,
    mode: call.mode,
    input: {
      name: input.name,
      media_type: input.mediaType,
      bytes: input.file.byteLength,
      kind: input.kind,
      url: inputUrl,
      shown_url: isShown(input.mediaType) ? `${inputUrl}?shown=1` : null,
    },
    state: call.state,
    because: because
      ? { reason: because.code, details: because.details, message: waitSentence(because) }
      : null,
    sent_bytes: call.sentBytes,
    total_bytes: call.totalBytes,
    since: call.since.toISOString(),
    started: call.startedAt.toISOString(),
    ended: call.endedAt?.toISOString() ?? null,
    seconds: secondsOf(call.totalMs),
    run_seconds: secondsOf(call.runMs),
    usual_seconds: secondsOf(call.usualMs),
    outputs: outputs.map((output, n) => outputJson(`${url}/outputs/${n}`, n, output)),
    other: other ? outputJson(`${url}/outputs/other`, outputs.length, other) : null,
    has_log: call.log !== "" || !isFinal(call.state),
    script_failed: call.isScriptFailure,
    error: error ? errorJson(error) : null,
    data_url: hasData(call) ? `${url}/data.mat` : null,
    zip_url: outputs.length > 1 ? `${url}/files.zip` : null,
  };
}

function outputJson(url: string, number: number, output: StoredOutput): OutputJson {
  const { kind, mediaType, size, file } = output;
  return {
    output: number,
    name: output.name,
    media_type: mediaType,
    bytes: file.byteLength,
    kind,
    width: size.widthPx,
    height: size.heightPx,
    url,
    shown_url: isShown(mediaType) ? `${url}?shown=1` : null,
    data_url: kind === "data" ? `${url}/data` : null,
    entries_url: kind === "archive" ? `${url}/entries` : null,
    text: output.text ?? null,
    text_cut: output.isTextCut,
    labels: output.labels,
    boxes: output.boxes ?? null,
  };
}

function secondsOf(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(Math.max(0, ms)) / 1000;
}

/** Why a call waits, in English. */
function waitSentence({ code, details }: ErrorReason): string {
  const { service, why } = details;
  switch (code) {
    case "service-starting":
      return `The service ${service} is starting (${why}).`;
    case "result-not-told-apart":
      return `Others use the service ${service} at the same time; the call is made once more, alone.`;
    case "call-without-result":
      return `The service ${service} gave no result, for the cluster's storage was away; the call is made once more.`;
    default:
      return "The cluster has it wait.";
  }
}
