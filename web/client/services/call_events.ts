/** Events of a session's calls, as they happen. The browser resumes by itself after the last one that came. */
import type { CallEventJson } from "../../wire/mod.ts";
import { Backoff } from "../base/backoff.ts";
import { Emitter } from "../base/emitter.ts";
import { parsed, shaped } from "../base/shape.ts";
import { isCall } from "./shapes.ts";
import { eventsUrl } from "./api.ts";

/** Events of {@linkcode CallEvents}. */
export interface CallEventsEvents {
  event: CallEventJson;
  /** Events come. */
  open: void;
  /** None come for now. */
  lost: void;
  /** The session has ended. */
  ended: string;
}

/** What of `EventSource` is used; tests have their own. */
export type Source = Pick<EventSource, "close" | "readyState" | "addEventListener">;

const CLOSED = 2;

const isChanged = shaped<{ type: string; call: object }>({ type: "string", call: "object" });
const isRemoved = shaped<{ type: string; call: string }>({ type: "string", call: "string" });

/** Listens to one session at a time. */
export class CallEvents extends Emitter<CallEventsEvents> {
  #exists: (session: string) => Promise<boolean>;
  #connect: (url: string) => Source;
  #source: Source | undefined;
  #session: string | undefined;
  #backoff = new Backoff();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param exists whether the server still has a session */
  constructor(
    exists: (session: string) => Promise<boolean>,
    connect: (url: string) => Source = (url) => new EventSource(url),
  ) {
    super();
    this.#exists = exists;
    this.#connect = connect;
  }

  /** The session that is listened to. */
  get session(): string | undefined {
    return this.#session;
  }

  listen(session: string): void {
    if (session === this.#session) return;
    this.close();
    this.#session = session;
    this.#open(session);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = this.#session = undefined;
  }

  #open(session: string) {
    const source = this.#connect(eventsUrl(session));
    this.#source = source;
    source.addEventListener("open", () => {
      this.#backoff.reset();
      this.emit("open");
    });
    source.addEventListener("message", (message) => {
      const event = eventOf(parsed(String(message.data)));
      if (event) this.emit("event", event);
    });
    source.addEventListener("error", () => {
      this.emit("lost");
      // Else the browser connects again by itself.
      if (source.readyState === CLOSED) this.#refused(session);
    });
  }

  /** The server has refused: the session has ended, or it has no room for another listener now. */
  async #refused(session: string) {
    this.#source?.close();
    const exists = await this.#exists(session).catch(() => true);
    if (session !== this.#session) return;
    if (!exists) {
      this.close();
      return this.emit("ended", session);
    }
    this.#timer = setTimeout(() => this.#open(session), this.#backoff.next());
  }
}

/** @returns undefined: of a server of another version */
function eventOf(value: unknown): CallEventJson | undefined {
  if (isChanged(value) && value.type === "call" && isCall(value.call)) {
    return { type: "call", call: value.call };
  }
  if (isRemoved(value) && value.type === "removed") return { type: "removed", call: value.call };
  return undefined;
}
