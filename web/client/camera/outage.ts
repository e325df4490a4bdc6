/** A lost connection, as the camera's results see it: how many came while the page was away. */
import type { StatusOf } from "../../wire/mod.ts";

export class Outage {
  /** The connection is lost: what is still being drawn changes no words. */
  isOn = false;
  /** It was, and the socket has not reported yet what came meanwhile. */
  #isOpen = false;
  #seenBefore = 0;

  /** @param seen the newest result that came before; `undefined`: there is no run */
  begin(seen: number | undefined): void {
    this.isOn = true;
    this.#isOpen = true;
    if (seen !== undefined) this.#seenBefore = seen;
  }

  end(): void {
    this.isOn = false;
  }

  /**
   * The socket is open, for the first time or again.
   *
   * @returns how many results of its run came meanwhile
   */
  missed({ run, seq }: Pick<StatusOf<"open">, "run" | "seq">): number {
    if (!this.#isOpen) return 0;
    this.#isOpen = false;
    return run === null ? 0 : Math.max(0, seq - this.#seenBefore);
  }
}
