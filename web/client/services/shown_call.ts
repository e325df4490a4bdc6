/** A call as the tab shows it: from the moment on in which its input is on its way to the server. */
import type { CallJson } from "../../wire/mod.ts";
import type { SentenceLike } from "../base/sentence.ts";

export type InputKind = CallJson["input"]["kind"];
export type CallState = CallJson["state"];

/** What is to be sent, and how. */
export interface Task {
  readonly service: string;
  readonly mode: CallJson["mode"];
  readonly kind: InputKind;
  readonly name: string;
  readonly body: Blob;
}

/** A call, or what will be one. */
export interface ShownCall {
  /** The same as long as it is shown. */
  readonly key: string;
  readonly service: string;
  /** Of its input. */
  readonly name: string;
  /** When it began, in milliseconds since 1970. */
  readonly startedMs: number;
  /** As the server knows it. */
  readonly call?: CallJson;
  /** While it is sent: the share that has been, 0 to 1; -1 before. */
  readonly sent?: number;
  /** Why it was not sent. */
  readonly refused?: SentenceLike;
}

/** A call of the server's. */
export function shownOf(call: CallJson): ShownCall {
  return {
    key: `${call.session}/${call.call}`,
    service: call.service,
    name: call.input.name,
    startedMs: Date.parse(call.started),
    call,
  };
}

/** Whether nothing will change by itself any more. */
export function hasEnded({ call, refused }: ShownCall): boolean {
  if (refused !== undefined) return true;
  return call !== undefined && ["done", "failed", "cancelled"].includes(call.state);
}

/** Whether it may be tried again with another outcome. */
export function hasFailed({ call, refused }: ShownCall): boolean {
  return refused !== undefined || call?.state === "failed" || call?.script_failed === true;
}
