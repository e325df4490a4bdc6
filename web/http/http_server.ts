/**
 * The page's server on `node:http`: requests and WebSocket handshakes to one application, bounds on
 * connections that are idle or never complete a request.
 *
 * Why not `Deno.serve`: docs/decisions/0017-the-pages-server.md.
 *
 * @module
 */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { errorResponse } from "../api/errors.ts";
import type { Gate } from "../limits/gate.ts";
import type { TlsOptions } from "../types.ts";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import type { Bindings, Upgrade } from "./bindings.ts";
import type { Connections } from "./connections.ts";
import { requestOf } from "./node_request.ts";
import { send } from "./node_response.ts";
import { Turns } from "./turns.ts";
import type { Upgrader } from "./upgrader.ts";

/** The application: answers a request, or makes its connection a WebSocket. */
export type Application = (request: Request, bindings: Bindings) => Response | Promise<Response>;

/** Bounds in time, in milliseconds. */
export interface ServerTimes {
  /** From the connection, or the end of the last request, to the end of a request's headers. */
  readonly headersMs: number;
  /** How long a connection stays open after an answer, for a further request. */
  readonly idleMs: number;
}

/** How often Node looks for connections that are over their time. */
const CHECK_MS = 1000;

/** Makes servers that all serve the same application; each can listen once. */
export class HttpServers {
  readonly #application: Application;
  readonly #answering: Gate;
  readonly #connections: Connections;
  readonly #upgrader: Upgrader;
  readonly #tls: TlsOptions | undefined;
  readonly #times: ServerTimes;
  readonly #log: Logger;
  readonly #turns = new Turns();

  /** @param parts `answering` counts the requests whose answers are not sent whole */
  constructor(
    application: Application,
    parts: { answering: Gate; connections: Connections; upgrader: Upgrader; log: Logger },
    times: ServerTimes,
    tls: TlsOptions | undefined,
  ) {
    this.#application = application;
    this.#answering = parts.answering;
    this.#connections = parts.connections;
    this.#upgrader = parts.upgrader;
    this.#log = parts.log;
    this.#times = times;
    this.#tls = tls;
  }

  /** Makes one. */
  create(): http.Server | https.Server {
    const { headersMs, idleMs } = this.#times;
    const options = {
      headersTimeout: headersMs,
      // Bodies have a limit of their own, for what they bring (web/limits/read_body.ts).
      requestTimeout: 0,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: CHECK_MS,
      noDelay: true,
    };
    const server = this.#tls
      ? https.createServer({ ...options, ...this.#tls, handshakeTimeout: headersMs })
      : http.createServer(options);
    server.on("connection", (socket: Socket) => this.#connections.add(socket));
    server.on("secureConnection", (socket: Socket) => this.#connections.secure(socket));
    server.on("request", (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
      const serve = () => void this.#serve(incoming, outgoing, undefined);
      this.#turns.take(incoming.socket, outgoing, serve);
    });
    server.on("upgrade", (incoming: http.IncomingMessage, socket: Socket, head) => {
      // A refusal is an answer like any other; it ends the connection.
      const outgoing = new http.ServerResponse(incoming);
      outgoing.shouldKeepAlive = false;
      outgoing.assignSocket(socket);
      outgoing.once("finish", () => socket.destroySoon());
      void this.#serve(incoming, outgoing, { socket, head });
    });
    return server;
  }

  async #serve(
    incoming: http.IncomingMessage,
    outgoing: http.ServerResponse,
    handshake: { socket: Socket; head: Uint8Array } | undefined,
  ): Promise<void> {
    const ended = this.#connections.begin(incoming.socket);
    const answered = this.#answering.enter();
    const gone = new AbortController();
    outgoing.once("close", () => {
      answered();
      ended();
      if (!outgoing.writableFinished) {
        gone.abort(new FrameboxError("CANCELLED", "The client has gone."));
      }
    });
    let isUpgraded = false;
    const upgrade: Upgrade | undefined = handshake && ((open) => {
      isUpgraded = true;
      outgoing.detachSocket(handshake.socket);
      handshake.socket.once("close", ended);
      // A socket is not an answer that will be complete some time.
      answered();
      let opened: WebSocket | undefined;
      this.#upgrader.upgrade(incoming, handshake, (socket) => opened = socket);
      if (!opened) throw new FrameboxError("INVALID_ARGUMENT", "The handshake was refused.");
      try {
        open(opened, handshake.socket);
      } catch (error) {
        // Nothing else would: its answer has been given.
        opened.terminate();
        throw error;
      }
      return new Response(null);
    });
    let response: Response;
    try {
      response = await this.#application(requestOf(incoming, gone.signal), { incoming, upgrade });
    } catch (caught) {
      response = errorResponse(caught, this.#log);
    }
    if (isUpgraded) return;
    try {
      await send(response, incoming, outgoing);
    } catch (error) {
      this.#log.debug("http_answer_broken", { error: String(error) });
    }
  }
}
