import type { Socket } from "node:net";
import { freeBytes } from "../memory/mod.ts";

/**
 * Frees what a socket has read once HTTP/2 has processed it: HTTP/2 copies what it keeps.
 *
 * @param socket given to HTTP/2 already: listeners are called in their order
 */
export function freeReads(socket: Socket): void {
  socket.on("data", freeBytes);
}
