/**
 * framebox's own TCP listeners: they pass their sockets to grpc-js, so that framebox knows by which connection
 * a call comes, and when that connection closes.
 *
 * @module
 */
import net from "node:net";
import tls from "node:tls";
import { FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import { freeReads, type ListenerWatch, SupervisedListener } from "../base/network/mod.ts";
import { listenError } from "../base/settings/mod.ts";
import { gatherWrites } from "./gathered_writes.ts";
import { watchResets } from "./reset_guard.ts";

/** One TCP connection. */
export interface Peer {
  /** The other end's address, without its port. */
  readonly host: string;
  /** The port that the connection was made to. */
  readonly localPort: number;
  /** Aborts when the connection has closed. */
  readonly closed: AbortSignal;
}

/** Both ends of a connection, as sockets and calls have them. */
export interface Endpoints {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

/** How long a connection may be silent before its first bytes: gRPC clients send at once. */
const FIRST_BYTES_MS = 10_000;

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly ports: readonly number[];
  /** Connections beyond this are closed at once. */
  readonly maxConnections: number;
  /** How ports that are lost are found and opened again. */
  readonly watch: ListenerWatch;
  /** A new connection that sends nothing for this time is closed, in milliseconds; 10,000 by default. */
  readonly firstBytesMs?: number;
  /** Certificate chain and key; without them connections are not encrypted. */
  readonly tls?: { readonly certPem: string; readonly keyPem: string } | undefined;
}

/** Listens on all ports and lists the connections. */
export class Listener {
  readonly #options: ListenOptions;
  readonly #log: Logger;
  readonly #inject: (socket: net.Socket) => void;
  readonly #ports: SupervisedListener[] = [];
  /** Settle when a port's last connection has closed. */
  readonly #closing: Promise<void>[] = [];
  readonly #failed = Promise.withResolvers<FrameboxError>();
  readonly #peers = new Map<string, Peer>();
  readonly #sockets = new Set<net.Socket>();

  /** @param inject takes over a socket that has just connected */
  constructor(options: ListenOptions, inject: (socket: net.Socket) => void, log: Logger) {
    this.#options = options;
    this.#inject = inject;
    this.#log = log;
  }

  /**
   * Opens the ports.
   *
   * @returns the ports, with the real number where 0 was asked for
   * @throws {FrameboxError} `FAILED_PRECONDITION` when one can't be opened
   */
  async listen(): Promise<number[]> {
    const ports: number[] = [];
    try {
      for (const port of this.#options.ports) ports.push(await this.#open(port));
    } catch (error) {
      await this.close();
      throw error;
    }
    return ports;
  }

  /** Resolves, with the reason, if a port is lost for good. */
  get failed(): Promise<FrameboxError> {
    return this.#failed.promise;
  }

  /** The connection with these ends, if it is still there. */
  find(ends: Endpoints): Peer | undefined {
    return this.#peers.get(keyOf(ends));
  }

  /** No more connections from now on; those that are there stay. */
  stopAccepting(): void {
    for (const port of this.#ports.splice(0)) this.#closing.push(port.close());
  }

  /** Closes the ports and cuts every connection. Resolves when all have closed. */
  async close(): Promise<void> {
    this.stopAccepting();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#closing);
  }

  async #open(port: number): Promise<number> {
    const { host, watch } = this.#options;
    const lost = (cause: unknown) => this.#failed.resolve(lostPort(listener.port, cause));
    const create = () => this.#server();
    const listener = new SupervisedListener({ host, port }, watch, create, this.#log, lost);
    try {
      await listener.listen();
    } catch (error) {
      throw listenError(error, { host, port, portSetting: "PORT (or GRPC_EXTRA_PORTS)" });
    }
    this.#ports.push(listener);
    return listener.port;
  }

  /** TLS ends here, not in grpc-js: reset_guard.ts reads decrypted frames. */
  #server(): net.Server {
    if (!this.#options.tls) return net.createServer((socket) => this.#accept(socket));
    const { certPem, keyPem } = this.#options.tls;
    const server = tls.createServer({
      cert: certPem,
      key: keyPem,
      ALPNProtocols: ["h2"],
      handshakeTimeout: this.#options.firstBytesMs ?? FIRST_BYTES_MS,
    });
    server.on("connection", (socket) => this.#count(socket));
    server.on("secureConnection", (socket) => this.#take(socket));
    server.on("tlsClientError", (error) => {
      this.#log.debug("grpc_tls_refused", { error: error.message });
    });
    return server;
  }

  #accept(socket: net.Socket): void {
    if (this.#count(socket)) this.#take(socket);
  }

  /** @returns whether it may stay */
  #count(socket: net.Socket): boolean {
    // Without a listener an error would end the process; "close" follows.
    socket.on("error", (error) => this.#log.debug("grpc_socket_error", { error: error.message }));
    if (this.#sockets.size >= this.#options.maxConnections) {
      this.#log.warn("grpc_connections_full", { limit: this.#options.maxConnections });
      for (const port of this.#ports) port.suspect();
      socket.destroy();
      return false;
    }
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.setNoDelay(true);
    return true;
  }

  #take(socket: net.Socket): void {
    const closed = new AbortController();
    const peer: Peer = {
      host: socket.remoteAddress ?? "unknown",
      localPort: socket.localPort ?? 0,
      closed: closed.signal,
    };
    const key = keyOf(socket);
    this.#peers.set(key, peer);
    socket.on("error", () => {});
    socket.once("close", () => {
      // A newer connection may have the same ends.
      if (this.#peers.get(key) === peer) this.#peers.delete(key);
      closed.abort();
    });
    gatherWrites(socket);
    watchResets(socket, (resets) => {
      this.#log.warn("grpc_connection_cut", { peer: peer.host, resets });
    });
    this.#inject(socket);
    freeReads(socket);
    const silent = setTimeout(() => socket.destroy(), this.#options.firstBytesMs ?? FIRST_BYTES_MS);
    Deno.unrefTimer(silent);
    socket.once("data", () => clearTimeout(silent));
    socket.once("close", () => clearTimeout(silent));
  }
}

function lostPort(port: number, cause: unknown): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    `The gRPC port ${port} was lost and can't be opened again.`,
    cause,
  );
}

function keyOf(ends: Endpoints): string {
  return `${ends.localAddress} ${ends.localPort} ${ends.remoteAddress} ${ends.remotePort}`;
}
