/** In words: how far a call is, for how long, and how it ended. */
import type { CallJson } from "../../wire/mod.ts";
import { type Sentence, type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { fill, numberText, text } from "../base/text.ts";
import { errorSentence, noticeSentence } from "../server/server_text.ts";
import type { ShownCall } from "./shown_call.ts";

/** A time in words, to the second. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (seconds < 10 && seconds !== whole) {
    return fill(text.services.seconds, { n: numberText(seconds, 1) });
  }
  if (whole < 60) return fill(text.services.seconds, { n: whole });
  if (whole < 3600) {
    return fill(text.services.minutes, { n: Math.floor(whole / 60), s: whole % 60 });
  }
  return fill(text.services.hours, {
    n: Math.floor(whole / 3600),
    m: Math.floor(whole % 3600 / 60),
  });
}

/**
 * Where a call is, in one line.
 *
 * @param nowMs by the server's clock, in milliseconds since 1970
 */
export function stateWords({ call, sent = 0 }: ShownCall, nowMs: number): string {
  if (!call) {
    return sent < 0
      ? text.services.queuedHere
      : fill(text.services.sending, { percent: percent(sent) });
  }
  const sentence = text.services.states[call.state];
  if (call.state === "done") {
    return call.seconds === null
      ? sentence
      : fill(text.services.doneIn, { time: durationText(call.seconds) });
  }
  const time = durationText(Math.round(Math.max(0, nowMs - Date.parse(call.since)) / 1000));
  const share = call.total_bytes > 0 ? call.sent_bytes / call.total_bytes : 0;
  return fill(sentence, { time, percent: percent(share) });
}

/** The line, and while it is under way how long the service took last time. */
export function progressWords(shown: ShownCall, nowMs: number): string {
  const state = stateWords(shown, nowMs);
  const usual = shown.call?.usual_seconds;
  if (typeof usual !== "number" || !isUnderWay(shown.call)) return state;
  const took = fill(text.services.usual, { time: durationText(usual) });
  return fill(text.services.lastTime, { state, usual: took });
}

/** Why it waits, why it was refused, or why it failed. */
export function whyOf({ call, refused }: ShownCall): SentenceLike {
  if (refused !== undefined) return refused;
  if (call?.error) return errorSentence(call.error);
  if (call?.script_failed) return text.services.scriptFailed;
  const because = call?.because;
  return because && isUnderWay(call)
    ? noticeSentence({ code: because.reason, details: because.details, message: because.message })
    : "";
}

/** For screen readers, when a call has ended. */
export function endWords(shown: ShownCall, nowMs: number): readonly Sentence[] {
  const { name } = shown;
  const state = shown.refused === undefined
    ? stateWords(shown, nowMs)
    : text.services.states.failed;
  const line = fill(text.services.finished, { name, state: `${state}.` });
  return [sentenceOf(line), sentenceOf(whyOf(shown))].filter(({ text }) => text !== "");
}

/** How far it is, 0 to 1; undefined: that isn't known, or it is over. */
export function shareOf({ call, sent, refused }: ShownCall): number | undefined {
  if (refused !== undefined) return undefined;
  if (!call) return Math.max(0, sent ?? 0);
  if (call.state !== "uploading" || call.total_bytes === 0) return undefined;
  return call.sent_bytes / call.total_bytes;
}

function isUnderWay(call: CallJson | undefined) {
  return call !== undefined && !["done", "failed", "cancelled"].includes(call.state);
}

function percent(share: number) {
  return Math.round(Math.min(1, Math.max(0, share)) * 100);
}
