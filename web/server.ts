/**
 * The listener: start, drain, stop.
 *
 * @module
 */
import { FrameboxError } from "../errors/mod.ts";
import { createApp } from "./app.ts";
import { Gate } from "./limits/gate.ts";
import type { WebDeps, WebOptions, WebServer } from "./types.ts";
import { createContext, type WebContext } from "./web_context.ts";

/** Once every answer is handed over, how long sending the last of them may take. */
const SHUTDOWN_MS = 1000;

/**
 * Starts the page and the HTTP API.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when it can't listen there, naming the setting
 */
export function startWebServer(options: WebOptions, deps: WebDeps): Promise<WebServer> {
  return new Promise((resolve) => resolve(start(options, deps)));
}

function start(options: WebOptions, deps: WebDeps): WebServer {
  const context = createContext(options, deps);
  const app = createApp(context);
  const stop = new AbortController();
  const answering = new Gate(Infinity, "");
  const server = listen(options, stop.signal, async (request, info) => {
    const answered = answering.enter();
    const response = await app.fetch(request);
    // A socket is not an answer that will be complete some time.
    if (response.status === 101) answered();
    else info.completed.then(answered, answered);
    return response;
  });
  const { port } = server.addr;
  let over = false;
  server.finished.then(() => over = true);
  const cut = () => over || stop.abort();
  const running: Running = { context, server, answering, cut };
  deps.log.info("web_listening", {
    url: `${options.tls ? "https" : "http"}://${shown(options.host)}:${port}/`,
  });
  if (options.open) deps.log.warn("web_open", { host: options.host });
  return {
    port,
    drain: (signal) => drain(running, signal),
    close: () => drain(running, AbortSignal.abort()),
  };
}

function listen(
  options: WebOptions,
  signal: AbortSignal,
  handler: Deno.ServeHandler<Deno.NetAddr>,
): Deno.HttpServer<Deno.NetAddr> {
  const { host: hostname, port, tls } = options;
  try {
    const listening = { hostname, port, signal, onListen: () => {} };
    return tls
      ? Deno.serve({ ...listening, cert: tls.cert, key: tls.key }, handler)
      : Deno.serve(listening, handler);
  } catch (caught) {
    throw notListening(caught, options);
  }
}

function notListening(caught: unknown, options: WebOptions): FrameboxError {
  const { host, port, tls } = options;
  const code = "FAILED_PRECONDITION";
  if (caught instanceof Deno.errors.AddrInUse) {
    return new FrameboxError(
      code,
      `Port ${port} is in use; set WEB_PORT to another, or end the program that has it.`,
      caught,
    );
  }
  if (caught instanceof Deno.errors.PermissionDenied) {
    return new FrameboxError(
      code,
      `This user may not listen on port ${port}; set WEB_PORT to one above 1023.`,
      caught,
    );
  }
  if (caught instanceof Deno.errors.AddrNotAvailable) {
    return new FrameboxError(
      code,
      `This machine has no address ${host}; set HOST to one of its own.`,
    );
  }
  if (tls) {
    return new FrameboxError(
      code,
      "The page can't be served: TLS_CERT and TLS_KEY must be a PEM certificate and its key, " +
        "and HOST and WEB_PORT an address of this machine.",
      caught,
    );
  }
  return new FrameboxError(
    code,
    `The page can't listen on ${host}, port ${port}; see HOST and WEB_PORT.`,
    caught,
  );
}

interface Running {
  readonly context: WebContext;
  readonly server: Deno.HttpServer;
  /** Requests whose answers are not sent whole. */
  readonly answering: Gate;
  /** Ends all connections at once. Deno throws when a graceful shutdown has begun. */
  readonly cut: () => void;
  /** The graceful shutdown, once it has begun. */
  shutdown?: Promise<void>;
}

/** What is new is refused by the hub; what is under way gets its answer, then sockets are closed. */
async function drain(running: Running, signal: AbortSignal): Promise<void> {
  const { context, answering } = running;
  context.live.sayDraining();
  await context.uploads.interrupt();
  await context.gate.empty(signal);
  await context.live.close("The box is stopping; it may be back in a moment.", signal);
  await answering.empty(signal);
  await shutDown(running, signal);
}

/**
 * An answer counts as complete once its bytes are handed over; a graceful shutdown also sends them.
 * It would wait as well for connections that send or read nothing more, so it has a limit; those
 * that are left then end with the process.
 */
async function shutDown(running: Running, signal: AbortSignal): Promise<void> {
  if (signal.aborted && !running.shutdown) {
    running.cut();
    return await running.server.finished;
  }
  running.shutdown ??= running.server.shutdown();
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, SHUTDOWN_MS);
  await Promise.race([running.shutdown, limit.promise]);
  clearTimeout(timer);
}

function shown(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
