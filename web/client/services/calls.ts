/** All calls that the tab knows of: those on their way to the server, those of this session, and earlier ones. */
import type { CallEventJson, CallJson } from "../../wire/mod.ts";
import { Emitter } from "../base/emitter.ts";
import { AnswerError, sentenceIn } from "../server/answer_error.ts";
import { BusyError } from "../server/session.ts";
import { text } from "../base/text.ts";
import { callAgain, endCall, newCallUrl, sendCall } from "./api.ts";
import type { ServicesSession } from "./services_session.ts";
import { hasEnded, type ShownCall, shownOf, type Task } from "./shown_call.ts";

/** Sent at once: the line is full, and the server has others to serve. */
const AT_ONCE = 3;
/** Calls beyond this are not kept in the page: the oldest that have ended go. */
const MAX_KEPT = 2000;

/** Events of {@linkcode Calls}. */
export interface CallsEvents {
  changed: ShownCall;
  removed: ShownCall;
  /** What was sent is a call of the server's now. */
  became: { from: ShownCall; to: ShownCall };
  /** Calls are made in this session from now on. */
  session: string;
}

interface Sending {
  task: Task;
  shown: ShownCall;
  stop: AbortController;
}

export class Calls extends Emitter<CallsEvents> {
  #session: ServicesSession;
  #send: typeof sendCall;
  #shown = new Map<string, ShownCall>();
  /** By key: on its way, or refused and kept to be sent again. */
  #sending = new Map<string, Sending>();
  #queue: Sending[] = [];
  #underWay = 0;
  #number = 0;

  constructor(session: ServicesSession, send: typeof sendCall = sendCall) {
    super();
    this.#session = session;
    this.#send = send;
  }

  /** The newest first. */
  list(service?: string): ShownCall[] {
    return [...this.#shown.values()]
      .filter((shown) => service === undefined || shown.service === service)
      .sort((a, b) => b.startedMs - a.startedMs || b.key.localeCompare(a.key));
  }

  get(key: string): ShownCall | undefined {
    return this.#shown.get(key);
  }

  /** Takes what the server knows of a call, unless it is older than what is known. */
  put(call: CallJson): ShownCall {
    const shown = shownOf(call);
    const known = this.#shown.get(shown.key);
    if (known?.call && known.call.change > call.change) return known;
    this.#shown.set(shown.key, shown);
    if (!known) this.#makeRoom();
    this.emit("changed", shown);
    return shown;
  }

  /** @param session of the event's call */
  take(event: CallEventJson, session: string): void {
    if (event.type === "call") this.put(event.call);
    else this.#remove(`${session}/${event.call}`);
  }

  /** A session has ended: its calls are gone. */
  forgetSession(session: string): void {
    for (const { key, call } of [...this.#shown.values()]) {
      if (call?.session === session) this.#remove(key);
    }
  }

  /** Sends inputs, a few at a time. */
  send(tasks: readonly Task[]): ShownCall[] {
    const sendings = tasks.map((task) => {
      const key = `sending/${this.#number += 1}`;
      // In the order in which they were given, the first below.
      const startedMs = Date.now() + this.#number / 1000;
      const { service, name } = task;
      const shown = { key, service, name, startedMs, sent: -1 };
      return { task, shown, stop: new AbortController() };
    });
    for (const sending of sendings) this.#enqueue(sending);
    return sendings.map(({ shown }) => shown);
  }

  /**
   * The same input once more.
   *
   * @throws {AnswerError}
   */
  async again({ key, call }: ShownCall): Promise<ShownCall | undefined> {
    if (call) return this.put(await callAgain(call));
    const sending = this.#sending.get(key);
    if (!sending) return undefined;
    const { refused: _, ...shown } = sending.shown;
    const anew = { task: sending.task, shown: { ...shown, sent: -1 }, stop: new AbortController() };
    this.#enqueue(anew);
    return anew.shown;
  }

  /**
   * Cancels one that is under way; removes one that has ended.
   *
   * @throws {AnswerError}
   */
  async end(shown: ShownCall): Promise<void> {
    const { key, call } = shown;
    if (call) {
      const isOver = hasEnded(shown);
      try {
        await endCall(call);
      } catch (error) {
        // Its session has ended meanwhile, and it with it.
        if (!(error instanceof AnswerError) || error.status !== 404) throw error;
        return this.#remove(key);
      }
      // That one was cancelled comes as an event.
      if (isOver) this.#remove(key);
      return;
    }
    this.#sending.get(key)?.stop.abort();
    this.#queue = this.#queue.filter((sending) => sending.shown.key !== key);
    this.#remove(key);
  }

  #enqueue(sending: Sending) {
    this.#sending.set(sending.shown.key, sending);
    this.#change(sending, {});
    this.#queue.push(sending);
    this.#next();
  }

  #next() {
    while (this.#underWay < AT_ONCE) {
      const sending = this.#queue.shift();
      if (!sending) return;
      this.#underWay += 1;
      this.#deliver(sending).finally(() => {
        this.#underWay -= 1;
        this.#next();
      });
    }
  }

  async #deliver(sending: Sending) {
    const { shown, stop: { signal } } = sending;
    try {
      const call = await this.#made(sending);
      this.#sending.delete(shown.key);
      this.#shown.delete(shown.key);
      this.emit("became", { from: shown, to: this.put(call) });
    } catch (error) {
      if (signal.aborted) return;
      const why = error instanceof BusyError ? text.busy : sentenceIn(error, text.noAnswer);
      this.#change(sending, { refused: why });
    }
  }

  /** A session that ended meanwhile is made anew, once. */
  async #made(sending: Sending, isFirst = true): Promise<CallJson> {
    const { task: { service, mode, kind, name, body }, stop: { signal } } = sending;
    const session = await this.#session.open();
    signal.throwIfAborted();
    this.emit("session", session);
    this.#change(sending, { sent: 0 });
    const url = newCallUrl(session, { service, mode, input: kind, name });
    try {
      const onSent = (sent: number) => this.#change(sending, { sent });
      return await this.#send(url, body, { signal, onSent });
    } catch (error) {
      const isGone = error instanceof AnswerError && error.status === 404;
      if (!isFirst || !isGone || await this.#session.isThere()) throw error;
      return await this.#made(sending, false);
    }
  }

  #change(sending: Sending, change: Partial<ShownCall>) {
    sending.shown = { ...sending.shown, ...change };
    this.#shown.set(sending.shown.key, sending.shown);
    this.emit("changed", sending.shown);
  }

  #remove(key: string) {
    const shown = this.#shown.get(key);
    this.#shown.delete(key);
    this.#sending.delete(key);
    if (shown) this.emit("removed", shown);
  }

  #makeRoom() {
    if (this.#shown.size <= MAX_KEPT) return;
    const oldest = this.list().findLast(hasEnded);
    if (oldest) this.#remove(oldest.key);
  }
}
