/**
 * The connections of the page, and a bound on them.
 *
 * @module
 */
import type { Socket } from "node:net";

/** One connection. */
interface Connection {
  /** What is written to; over TLS the encrypted one. */
  socket: Socket;
  /** Requests whose answers are not sent whole; a WebSocket counts as one. */
  inFlight: number;
}

/**
 * Knows all connections. At the bound the one that has waited longest for a request makes room, as
 * nginx does it: a client that opens connections and asks nothing keeps no other out.
 */
export class Connections {
  readonly #bound: number;
  readonly #crowded: (isRefused: boolean) => void;
  /** By both ends' ports. */
  readonly #all = new Map<string, Connection>();
  /** Those without a request under way, the longest waiting first. */
  readonly #waiting = new Set<Connection>();

  /**
   * @param bound how many there may be
   * @param crowded called when another one had to make room for one, or one was refused because all
   *   have requests under way
   */
  constructor(bound: number, crowded: (isRefused: boolean) => void) {
    this.#bound = bound;
    this.#crowded = crowded;
  }

  /** How many there are. */
  get count(): number {
    return this.#all.size;
  }

  /** A connection was accepted. */
  add(socket: Socket): void {
    // Without a listener an error would end the process; "close" follows.
    socket.on("error", () => {});
    if (this.#all.size >= this.#bound) {
      const isRefused = !this.#makeRoom();
      this.#crowded(isRefused);
      if (isRefused) {
        socket.destroy();
        return;
      }
    }
    const key = keyOf(socket);
    const connection = { socket, inFlight: 0 };
    this.#all.set(key, connection);
    this.#waiting.add(connection);
    socket.once("close", () => {
      this.#waiting.delete(connection);
      // The same ends may belong to a newer connection by now.
      if (this.#all.get(key) === connection) this.#all.delete(key);
    });
  }

  /** The TLS handshake on a connection is done: from now on it is this socket. */
  secure(socket: Socket): void {
    socket.on("error", () => {});
    const connection = this.#all.get(keyOf(socket));
    if (connection) connection.socket = socket;
  }

  /**
   * A request came by a connection. Call the returned function once, when its answer is sent or the
   * WebSocket that it became has closed.
   */
  begin(socket: Socket): () => void {
    const connection = this.#all.get(keyOf(socket));
    if (!connection) return () => {};
    connection.inFlight++;
    this.#waiting.delete(connection);
    return () => {
      if (--connection.inFlight === 0 && !connection.socket.destroyed) {
        this.#waiting.add(connection);
      }
    };
  }

  /** Ends those without a request under way. */
  endWaiting(): void {
    for (const { socket } of [...this.#waiting]) socket.destroySoon();
  }

  /** Cuts all. */
  cut(): void {
    for (const { socket } of [...this.#all.values()]) socket.destroy();
  }

  #makeRoom(): boolean {
    const [oldest] = this.#waiting;
    if (!oldest) return false;
    this.#waiting.delete(oldest);
    this.#all.delete(keyOf(oldest.socket));
    oldest.socket.destroy();
    return true;
  }
}

function keyOf({ localPort, remoteAddress, remotePort }: Socket): string {
  return `${localPort} ${remoteAddress} ${remotePort}`;
}
