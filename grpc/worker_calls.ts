/**
 * Which worker a call comes from. A TCP connection becomes a connection of the hub at its first `submit`, and
 * leaves the hub when it closes.
 *
 * @module
 */
import { WORKERS } from "../base/settings/mod.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import type { Connection, Hub } from "../hub/mod.ts";
import type { Peer } from "./listener.ts";
import type { Call } from "./service.ts";

/** A worker at the other end of a connection. */
export interface CallingWorker {
  readonly connection: Connection;
  /** The same after a worker has reconnected: its host, its client library and its name. */
  readonly identity: string;
}

/** Bound on the length of a worker's name and of what its identity holds. */
const MAX_TEXT = 60;
/** Bound on the workers that share one TCP connection (a proxy, or channels of one process). */
const MAX_WORKERS_PER_PEER = 64;

/** Finds the worker of each call of one service. */
export class WorkerCalls {
  readonly #hub: Hub;
  readonly #byPeer = new Map<Peer, Map<string, CallingWorker>>();
  /** Takes results by TCP connections that never called `submit`. */
  readonly #resultsOnly: Connection;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.#resultsOnly = hub.connect({
      processors: [],
      kind: "builtin",
      name: "display",
      sticky: false,
    });
  }

  /**
   * The worker of a `submit`; its first one connects it to the hub.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when too many share a connection
   */
  ofSubmit(call: Call): CallingWorker {
    const name = nameOf(call);
    const known = this.#byPeer.get(call.peer)?.get(name);
    return known ?? this.#connect(call, name);
  }

  /** The worker of a `display`: the one of that name, else the connection's first. */
  ofDisplay(call: Call): CallingWorker {
    const workers = this.#byPeer.get(call.peer);
    const [first] = workers?.values() ?? [];
    const name = nameOf(call);
    return workers?.get(name) ?? first ??
      { connection: this.#resultsOnly, identity: identityOf(call, name) };
  }

  /** Leaves the hub. */
  close(): void {
    this.#resultsOnly.close();
  }

  #connect(call: Call, name: string): CallingWorker {
    const { peer } = call;
    const workers = this.#byPeer.get(peer) ?? new Map<string, CallingWorker>();
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
    const worker: CallingWorker = { connection, identity };
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
