/**
 * The session of calls: it is kept for the next visit and shared by all windows of this browser, so that calls that go
 * on meanwhile are found again. Never in an address.
 */
import { lastingStore, type Store } from "../base/storage.ts";
import { storageKey } from "../base/url.ts";
import { createSession, sessionExists } from "../server/session.ts";

const KEY = storageKey("framebox-services-session");

/** How the server is asked; tests have their own. */
export interface SessionCalls {
  create: () => Promise<string>;
  exists: (session: string) => Promise<boolean>;
}

/** The one session in which this browser calls services. */
export class ServicesSession {
  #store: Store;
  #calls: SessionCalls;
  #opening: Promise<string> | undefined;

  constructor(
    store: Store = lastingStore,
    calls: SessionCalls = { create: createSession, exists: sessionExists },
  ) {
    this.#store = store;
    this.#calls = calls;
  }

  /** What is remembered; it may have ended. */
  get current(): string | undefined {
    return this.#store.get(KEY);
  }

  /**
   * The session, made if there is none or the one that is remembered has ended.
   *
   * @throws as `createSession` and `sessionExists`
   */
  open(): Promise<string> {
    return this.#opening ??= this.#open().finally(() => this.#opening = undefined);
  }

  /**
   * Whether the one that is remembered is still there; one that has ended is forgotten.
   *
   * @throws {TypeError} the server can't be reached
   */
  async isThere(): Promise<boolean> {
    const session = this.current;
    if (session === undefined) return false;
    const exists = await this.#calls.exists(session);
    if (!exists) this.forget(session);
    return exists;
  }

  /** It has ended. Another window may have made a new one already: that stays. */
  forget(session: string): void {
    if (this.current === session) this.#store.remove(KEY);
  }

  async #open(): Promise<string> {
    if (await this.isThere()) {
      const { current } = this;
      if (current !== undefined) return current;
    }
    const session = await this.#calls.create();
    this.#store.set(KEY, session);
    return session;
  }
}
