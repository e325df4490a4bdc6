/**
 * What a route may know of the connection beneath its request.
 *
 * @module
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Context } from "hono";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";

/** Given to the application with each request, as Hono's `c.env`. */
export interface Bindings {
  /** The request as `node:http` has it. */
  readonly incoming: IncomingMessage;
  /** Makes the connection a WebSocket; there for requests that ask for one. */
  readonly upgrade?: Upgrade | undefined;
}

/**
 * Answers the handshake and hands over the open socket, and the connection beneath it.
 *
 * @returns what the route answers then; nothing of it is sent
 */
export type Upgrade = (open: (socket: WebSocket, stream: Duplex) => void) => Response;

/** The bindings of a request; `undefined` where an application is called without a connection. */
export function bindingsOf(c: Context): Bindings | undefined {
  return c.env?.incoming ? c.env : undefined;
}
