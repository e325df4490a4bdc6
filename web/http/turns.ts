/**
 * Requests of one connection that are sent ahead of their answers (pipelining, RFC 9112, 9.3.2).
 *
 * @module
 */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How many may be ahead; hardly a client sends a second one, and none has use for more. */
const MAX_AHEAD = 512;

/**
 * Takes the requests of a connection one after the other, each when the answer before it is sent.
 * Node hands over all at once, and a client that reads no answers could have them made without end:
 * one that is too far ahead is cut.
 */
export class Turns {
  /** What waits, by connection; one without an entry has nothing under way. */
  readonly #waiting = new WeakMap<Socket, [ServerResponse, () => void][]>();

  /** @param serve begins the answer */
  take(socket: Socket, outgoing: ServerResponse, serve: () => void): void {
    const waiting = this.#waiting.get(socket);
    if (!waiting) {
      this.#waiting.set(socket, []);
      this.#begin(socket, outgoing, serve);
    } else if (waiting.length < MAX_AHEAD) {
      waiting.push([outgoing, serve]);
    } else {
      waiting.length = 0;
      socket.destroy();
    }
  }

  #begin(socket: Socket, outgoing: ServerResponse, serve: () => void): void {
    outgoing.once("close", () => {
      const next = socket.destroyed ? undefined : this.#waiting.get(socket)?.shift();
      if (next) this.#begin(socket, ...next);
      else this.#waiting.delete(socket);
    });
    serve();
  }
}
