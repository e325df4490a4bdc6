/**
 * Our own TCP listeners: they hand their sockets to grpc-js, so that it is known which connection a
 * call came by and when that connection has gone.
 *
 * @module
 */
import net from "node:net";
import { FrameboxError } from "../errors/mod.ts";
import type { Logger } from "../log/mod.ts";

/** One TCP connection. */
export interface Peer {
  /** The other end's address, without its port. */
  readonly host: string;
  /** Aborts when the connection has closed. */
  readonly closed: AbortSignal;
}

/** Both ends of a connection, as sockets and calls tell them. */
export interface Endpoints {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly ports: readonly number[];
  /** Connections beyond this are closed at once. */
  readonly maxConnections: number;
}

/** Listens on all ports and keeps the list of connections. */
export class Listener {
  readonly #options: ListenOptions;
  readonly #log: Logger;
  readonly #inject: (socket: net.Socket) => void;
  readonly #servers: net.Server[] = [];
  /** Settle when a server's last connection has closed. */
  readonly #closing: Promise<void>[] = [];
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

  /** The connection with these ends, if it is still there. */
  find(ends: Endpoints): Peer | undefined {
    return this.#peers.get(keyOf(ends));
  }

  /** No more connections from now on; those that are there stay. */
  stopAccepting(): void {
    for (const server of this.#servers.splice(0)) {
      this.#closing.push(new Promise((resolve) => server.close(() => resolve())));
    }
  }

  /** Closes the ports and cuts every connection. Resolves when all have closed. */
  async close(): Promise<void> {
    this.stopAccepting();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#closing);
  }

  #open(port: number): Promise<number> {
    const server = net.createServer((socket) => this.#accept(socket));
    return new Promise((resolve, reject) => {
      server.once("error", (error) => reject(this.#listenError(port, error)));
      server.listen({ port, host: this.#options.host }, () => {
        this.#servers.push(server);
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  #listenError(port: number, error: Error & { code?: string }): FrameboxError {
    const why = error.code === "EADDRINUSE"
      ? "is in use by another program"
      : error.code === "EACCES"
      ? "may not be used by this user"
      : "can't be opened";
    return new FrameboxError(
      "FAILED_PRECONDITION",
      `The gRPC port ${port} on ${this.#options.host} ${why}; set PORT (or GRPC_EXTRA_PORTS) to ` +
        "another one, or end that program.",
      error,
    );
  }

  #accept(socket: net.Socket): void {
    // Without a listener an error would end the process; "close" follows and says the rest.
    socket.on("error", (error) => this.#log.debug("grpc_socket_error", { error: error.message }));
    if (this.#sockets.size >= this.#options.maxConnections) {
      this.#log.warn("grpc_connections_full", { limit: this.#options.maxConnections });
      socket.destroy();
      return;
    }
    const closed = new AbortController();
    const peer: Peer = { host: socket.remoteAddress ?? "unknown", closed: closed.signal };
    const key = keyOf(socket);
    this.#sockets.add(socket);
    this.#peers.set(key, peer);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      // The same ends may belong to a newer connection by now.
      if (this.#peers.get(key) === peer) this.#peers.delete(key);
      closed.abort();
    });
    socket.setNoDelay(true);
    this.#inject(socket);
  }
}

function keyOf(ends: Endpoints): string {
  return `${ends.localAddress} ${ends.localPort} ${ends.remoteAddress} ${ends.remotePort}`;
}
