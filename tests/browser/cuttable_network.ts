/** A network between browser and server that a test can cut and mend. */

/** Forwards connections to a port on loopback. */
export class CuttableNetwork {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.Conn>();
  readonly #relays = new Set<Promise<void>>();
  readonly #accepting: Promise<void>;
  #isCut = false;

  /** @param target where connections go */
  constructor(readonly target: number) {
    this.#accepting = this.#accept();
  }

  /** Where the browser connects. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Ends what is open; what is opened from now on ends at once. */
  cut(): void {
    this.#isCut = true;
    for (const connection of this.#open) closeQuietly(connection);
  }

  /** Connections pass again. */
  mend(): void {
    this.#isCut = false;
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    this.cut();
    this.#listener.close();
    await this.#accepting;
    await Promise.all(this.#relays);
  }

  async #accept(): Promise<void> {
    try {
      for await (const near of this.#listener) {
        if (this.#isCut) {
          near.close();
          continue;
        }
        const relay = this.#relay(near).finally(() => this.#relays.delete(relay));
        this.#relays.add(relay);
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #relay(near: Deno.TcpConn): Promise<void> {
    const far = await Deno.connect({ hostname: "127.0.0.1", port: this.target }).catch(() => null);
    if (far === null) return near.close();
    const both = [near, far];
    // It was cut while this one was on its way.
    if (this.#isCut) return both.forEach(closeQuietly);
    for (const connection of both) this.#open.add(connection);
    await Promise.allSettled([
      near.readable.pipeTo(far.writable),
      far.readable.pipeTo(near.writable),
    ]);
    for (const connection of both) {
      this.#open.delete(connection);
      closeQuietly(connection);
    }
  }
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // Its streams have closed it already.
  }
}
