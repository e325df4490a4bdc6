/**
 * The gRPC server: listeners, credentials, limits, the list of services, and the way it stops.
 *
 * @module
 */
import grpc from "@grpc/grpc-js";
import type { Authenticator } from "../auth/mod.ts";
import type { FrameboxError } from "../base/errors/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import { checkTlsPair, type ListenerWatch } from "../base/network/mod.ts";
import { callInterceptor } from "./call_info.ts";
import { Dispatcher } from "./dispatch.ts";
import { healthService } from "./health.ts";
import { Listener } from "./listener.ts";
import { boundHeaders, skipEndedStreams } from "./reset_guard.ts";
import { type ReflectionListing, reflectionServices } from "./reflection.ts";
import type { Call, Service } from "./service.ts";

/** What every service has in common. */
export interface ServerOptions {
  /** Address to listen on. */
  readonly host: string;
  /** Ports to listen on, 0 for any free one; every service answers on each. */
  readonly ports: readonly number[];
  /** Largest message either way, in bytes. */
  readonly maxMessageBytes: number;
  /** Connections at once. */
  readonly maxConnections: number;
  /** How ports that are lost are found and opened again. */
  readonly watch: ListenerWatch;
  /** Calls of one connection at once; a client waits with further ones. */
  readonly maxCallsPerConnection: number;
  /** How often a silent connection gets a keepalive ping, in milliseconds. */
  readonly keepaliveMs: number;
  /** How long its answer may take, in milliseconds. */
  readonly keepaliveTimeoutMs: number;
  /** Certificate chain and key; without them connections are not encrypted. */
  readonly tls?: { readonly certPem: string; readonly keyPem: string } | undefined;
  /** What reflection lists on the first port; `box` by default. */
  readonly reflection?: ReflectionListing;
}

/** What the server needs of framebox. */
export interface ServerDeps {
  /** Identifies callers. */
  readonly auth: Authenticator;
  /** Gets what an operator should know of connections and calls. */
  readonly log: Logger;
}

/** A running server. */
export interface GrpcServer {
  /** The ports it listens on, in the order of the options. */
  readonly ports: readonly number[];
  /** Resolves, with the reason, if a port is lost for good. */
  readonly failed: Promise<FrameboxError>;
  /**
   * Stops gracefully: waiting `submit`s end and new ones are refused with `UNAVAILABLE`, results of leased
   * frames are still taken. Resolves when all calls under way are done, or at the signal.
   */
  drain(signal: AbortSignal): Promise<void>;
  /** Closes ports and connections; calls that are still under way are cut. */
  close(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @param own its services besides health and reflection
 * @param settled resolves when no more results are expected, while the server drains
 * @throws {FrameboxError} `FAILED_PRECONDITION` when a port can't be opened or a certificate not used
 */
export async function startServer(
  options: ServerOptions,
  own: readonly Service[],
  settled: (signal: AbortSignal) => Promise<void>,
  { auth, log }: ServerDeps,
): Promise<GrpcServer> {
  // In place of 0 the real port is known once it listens.
  let ports = options.ports;
  const listsAll = ({ peer }: Call) => options.reflection === "all" || peer.localPort !== ports[0];
  const services = withStandardServices(own, listsAll);
  const server = new grpc.Server({
    "grpc.max_receive_message_length": options.maxMessageBytes,
    "grpc.max_send_message_length": options.maxMessageBytes,
    "grpc.max_concurrent_streams": options.maxCallsPerConnection,
    "grpc.keepalive_time_ms": options.keepaliveMs,
    "grpc.keepalive_timeout_ms": options.keepaliveTimeoutMs,
    "grpc.enable_channelz": 0,
    interceptors: [callInterceptor((...call) => dispatcher.admit(...call))],
  });
  boundHeaders(server);
  skipEndedStreams(server);
  if (options.tls) checkTlsPair(options.tls.certPem, options.tls.keyPem);
  // Encrypted connections are handed over decrypted.
  const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
  const listener = new Listener(options, (socket) => injector.injectConnection(socket), log);
  const dispatcher = new Dispatcher(listener, auth, log);
  for (const service of services) dispatcher.add(server, service);

  const close = async () => {
    const finished = dispatcher.finish();
    server.forceShutdown();
    await Promise.all([listener.close(), finished]);
  };
  try {
    ports = await listener.listen();
  } catch (error) {
    await close();
    throw error;
  }
  log.info("grpc_listening", {
    host: options.host,
    ports: ports.join(","),
    tls: options.tls !== undefined,
  });
  return {
    ports,
    failed: listener.failed,
    async drain(signal) {
      dispatcher.drain();
      await settled(signal);
      listener.stopAccepting();
      await beforeAbort(dispatcher.finish(), signal);
    },
    close,
  };
}

/** Services with health and reflection. */
export function withStandardServices(
  own: readonly Service[],
  listsAll: (call: Call) => boolean,
): Service[] {
  const healthy = [...own, healthService(own.map((service) => service.definition.name))];
  const definitions = healthy.map((service) => service.definition);
  return [...healthy, ...reflectionServices(definitions, listsAll)];
}

async function beforeAbort(done: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener("abort", stop, { once: true });
  await Promise.race([done, promise]);
  signal.removeEventListener("abort", stop);
}
