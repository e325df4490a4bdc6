/** Typed events of the page's own parts: a class declares its events, and who listens gets their details. */

/** What comes with an event: nothing where it is declared as `void`. */
export type DetailOf<Events, Name extends keyof Events> = [Events[Name]] extends [void] ? []
  : [detail: Events[Name]];

export interface ListenOptions {
  /** Removes the listener. */
  signal?: AbortSignal;
  /** The listener is removed before its first call. */
  once?: boolean;
}

/**
 * Base of classes that emit events.
 *
 * @typeParam Events by name what comes with each; `void`: nothing
 */
export class Emitter<Events extends object> {
  #listeners: { [Name in keyof Events]?: Set<(detail: Events[Name]) => void> } = {};

  /** Has the listener called at each event of that name, in the order in which listeners came. */
  on<Name extends keyof Events>(
    name: Name,
    listener: (detail: Events[Name]) => void,
    { signal, once = false }: ListenOptions = {},
  ): void {
    if (signal?.aborted) return;
    const listeners = this.#listeners[name] ??= new Set();
    const added = (detail: Events[Name]) => {
      if (once) listeners.delete(added);
      listener(detail);
    };
    listeners.add(added);
    signal?.addEventListener("abort", () => listeners.delete(added), { once: true });
  }

  /**
   * Calls the listeners that there are now. One that throws keeps no other from being called: its error
   * is reported as an uncaught one.
   */
  protected emit<Name extends keyof Events>(name: Name, ...detail: DetailOf<Events, Name>): void {
    const listeners = this.#listeners[name];
    for (const listener of [...listeners ?? []]) {
      // An earlier one may have removed it.
      if (!listeners?.has(listener)) continue;
      try {
        // Of an event without a detail it is undefined, which is what `void` stands for.
        listener(detail[0] as Events[Name]);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
