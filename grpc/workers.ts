/**
 * Which worker a call comes from. A TCP connection becomes a connection of the hub at its first
 * `submit`, and leaves it when it closes.
 *
 * @module
 */
import { WORKERS } from "../base/settings/mod.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import type { Connection, Hub } from "../hub/mod.ts";
import type { Peer } from "./listener.ts";
import type { Call } from "./service.ts";

/** A worker at the other end of a connection. */
export interface Worker {
  readonly connection: Connection;
  /** The same for a worker that comes back: its host, its client library and its name. */
  readonly identity: string;
}

/** Bound on the length of a worker's name and of what its identity holds. */
const MAX_TEXT = 60;
/** Bound on the workers that share one TCP connection (a proxy, or channels of one process). */
const MAX_WORKERS_PER_PEER = 64;

/** The workers of one service. */
export class Workers {
  readonly #hub: Hub;
  readonly #byPeer = new Map<Peer, Map<string, Worker>>();
  /** Gives back results that come by connections which never asked for a frame. */
  readonly #messenger: Connection;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#messenger = hub.connect({
      processors: [],
      kind: "builtin",
      name: "display",
      sticky: false,
    });
  }

  /**
   * The worker that asks for a frame by this call.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when too many share a connection
   */
  asking(call: Call): Worker {
    const name = nameOf(call);
    const known = this.#byPeer.get(call.peer)?.get(name);
    return known ?? this.#connect(call, name);
  }

  /** Who gives a result back by this call. */
  answering(call: Call): Worker {
    const workers = this.#byPeer.get(call.peer);
    const [first] = workers?.values() ?? [];
    const name = nameOf(call);
    return workers?.get(name) ?? first ??
      { connection: this.#messenger, identity: identityOf(call, name) };
  }

  /** Leaves the hub. */
  close(): void {
    this.#messenger.close();
  }

  #connect(call: Call, name: string): Worker {
    const { peer } = call;
    const workers = this.#byPeer.get(peer) ?? new Map<string, Worker>();
    if (workers.size >= MAX_WORKERS_PER_PEER) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `More than ${MAX_WORKERS_PER_PEER} values of worker-name came by one connection; ` +
          "use a connection for each worker.",
      );
    }
    const identity = identityOf(call, name);
    const connection = this.#hub.connect({
      processors: [WORKERS],
      kind: "worker",
      name,
      identity,
      sticky: true,
    });
    const worker: Worker = { connection, identity };
    const leave = () => {
      this.#byPeer.delete(peer);
      connection.close();
    };
    if (peer.closed.aborted) {
      connection.close();
      return worker;
    }
    peer.closed.addEventListener("abort", leave, { once: true });
    workers.set(name, worker);
    this.#byPeer.set(peer, workers);
    return worker;
  }
}

function nameOf(call: Call): string {
  return plain(call.metadata("worker-name")) || "worker";
}

function identityOf(call: Call, name: string): string {
  return [call.peer.host, plain(call.metadata("user-agent")), name].join(" ");
}

/** Printable ASCII of bounded length. */
function plain(text: string | undefined): string {
  return (text ?? "").replace(/[^\x20-\x7e]/g, "").trim().slice(0, MAX_TEXT).trim();
}
