/**
 * The listener: start, drain, stop.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { checkTlsPair, SupervisedListener } from "../base/network/mod.ts";
import { hostInUrl, listenError } from "../base/settings/mod.ts";
import { createApp, type PageParts } from "./app.ts";
import { Connections } from "./http/connections.ts";
import { HttpServers } from "./http/http_server.ts";
import { Upgrader } from "./http/upgrader.ts";
import { Gate } from "./limits/gate.ts";
import type { WebDeps, WebOptions, WebServer } from "./types.ts";
import { createParts, type WebParts } from "./web_parts.ts";

/** Once every answer is handed over, how long sending the last of them may take. */
const SHUTDOWN_MS = 1000;

/**
 * A message of a WebSocket may be this much over the largest picture before the socket is closed: what
 * is a little too large gets an answer of its own, and the socket stays open.
 */
const MESSAGE_MARGIN_BYTES = 1024 * 1024;

/**
 * Starts the page and the HTTP API.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when it can't listen there, naming the setting
 */
export async function startWebServer(options: WebOptions, deps: WebDeps): Promise<WebServer> {
  return await startWithPage(options, deps);
}

/** {@linkcode startWebServer} with tabs and assets that needn't be framebox's own. */
export async function startWithPage(
  options: WebOptions,
  deps: WebDeps,
  page?: PageParts,
): Promise<WebServer> {
  const { log } = deps;
  const parts = createParts(options, deps);
  const app = createApp(parts, page);
  const answering = new Gate(Infinity, "");
  const connections = new Connections(options.maxConnections, (isRefused) => {
    listener.suspect();
    if (isRefused) log.warn("web_connections_full", { limit: options.maxConnections });
  });
  if (options.tls) checkTlsPair(options.tls.cert, options.tls.key);
  const servers = new HttpServers(
    (request, bindings) => app.fetch(request, bindings),
    {
      answering,
      connections,
      upgrader: new Upgrader(options.maxUploadBytes + MESSAGE_MARGIN_BYTES),
      log,
    },
    { headersMs: options.headersMs, idleMs: options.idleMs },
    options.tls,
  );
  const failed = Promise.withResolvers<FrameboxError>();
  const listener = new SupervisedListener(
    { host: options.host, port: options.port },
    options.watch,
    () => servers.create(),
    log,
    (cause) => failed.resolve(lostPort(listener.port, cause)),
  );
  const port = await listener.listen().catch((caught) => {
    throw listenError(caught, { host: options.host, port: options.port, portSetting: "WEB_PORT" });
  });
  const running: Running = { parts, listener, connections, answering };
  log.info("web_listening", {
    url: `${options.tls ? "https" : "http"}://${
      hostInUrl(options.host)
    }:${port}${options.basePath}/`,
  });
  if (options.open) log.warn("web_open", { host: options.host });
  return {
    port,
    failed: failed.promise,
    drain: (signal) => drain(running, signal),
    close: () => drain(running, AbortSignal.abort()),
  };
}

function lostPort(port: number, cause: unknown): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    `The page's port ${port} was lost and can't be opened again.`,
    cause,
  );
}

interface Running {
  readonly parts: Pick<WebParts, "calls" | "gate" | "live" | "uploads">;
  readonly listener: SupervisedListener;
  readonly connections: Connections;
  /** Requests whose answers are not sent whole. */
  readonly answering: Gate;
}

/** What is new is refused by the hub; what is under way gets its answer, then sockets are closed. */
async function drain(running: Running, signal: AbortSignal): Promise<void> {
  const { parts: { calls, gate, live, uploads }, answering } = running;
  live.sendDraining();
  // Those of a cluster may take hours.
  await calls?.close(signal);
  await uploads.interrupt();
  await gate.empty(signal);
  await live.close("framebox is stopping; it may be back in a moment.", signal);
  await answering.empty(signal);
  await shutDown(running, signal);
}

/**
 * What was answered is sent; a client that takes in nothing more holds the stop up for a moment
 * only.
 */
async function shutDown({ listener, connections }: Running, signal: AbortSignal): Promise<void> {
  const closed = listener.close();
  connections.endWaiting();
  const cut = () => connections.cut();
  const timer = setTimeout(cut, SHUTDOWN_MS);
  if (signal.aborted) cut();
  else signal.addEventListener("abort", cut, { once: true });
  await closed;
  clearTimeout(timer);
  signal.removeEventListener("abort", cut);
}
