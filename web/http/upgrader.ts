/**
 * WebSocket handshakes (RFC 6455) by npm `ws`, with a bound on a message while it comes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
// @ts-types="@types/ws"
import { type ServerOptions, type WebSocket, WebSocketServer } from "ws";
import { receivesLargeMessages } from "./large_messages.ts";

/** How long the other end may take to answer a close; what it sends meanwhile is dropped. */
const CLOSE_MS = 2000;

/** Upgrades connections. */
export class Upgrader {
  readonly #server: WebSocketServer;

  /** @param maxMessageBytes a socket whose message grows beyond it is closed with 1009 */
  constructor(maxMessageBytes: number) {
    // The types don't know closeTimeout yet.
    const options: ServerOptions & { readonly closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      // Pictures don't get smaller, and a packed message could grow without a bound.
      perMessageDeflate: false,
      maxPayload: maxMessageBytes,
      // Thousands of small messages may come in one read: between two of them others have their turn.
      allowSynchronousEvents: false,
      closeTimeout: CLOSE_MS,
    };
    this.#server = new WebSocketServer(options);
  }

  /**
   * Answers the handshake, at once.
   *
   * @param open gets the open socket; not called when the handshake was refused after all
   */
  upgrade(
    incoming: IncomingMessage,
    handshake: { readonly socket: Socket; readonly head: Uint8Array },
    open: (socket: WebSocket) => void,
  ): void {
    const { socket, head } = handshake;
    this.#server.handleUpgrade(incoming, socket, Buffer.from(head), (opened) => {
      receivesLargeMessages(opened);
      open(opened);
    });
  }
}

/** Whether a request's handshake is one that {@linkcode Upgrader} takes (RFC 6455, 4.2.1). */
export function isHandshake(request: Request): boolean {
  const { headers } = request;
  const version = headers.get("sec-websocket-version");
  const key = headers.get("sec-websocket-key") ?? "";
  return request.method === "GET" && (version === "13" || version === "8") &&
    /^[+/0-9A-Za-z]{22}==$/.test(key);
}
