/**
 * framebox: a live page on one side, gRPC vision pipelines on the other.
 *
 * The composition root. {@linkcode startFramebox} is the list of parts in the order in which they are
 * joined; closing goes the other way round. Parts are imported where they are used, because this
 * file is also the entry of the pool's threads, which need little of it
 * (docs/decisions/0003-one-entry-file.md).
 *
 * @module
 */
import type { FrameboxError } from "./base/errors/mod.ts";
import type { Logins } from "./auth/mod.ts";
import type { ImageSetup } from "./media/image/mod.ts";
import type { Logger } from "./base/log/mod.ts";
import type { Settings } from "./base/settings/mod.ts";

/** Version of framebox. */
export const VERSION = "0.1.0";

/** How long the start waits for the operator's services, in milliseconds; after that they come when they come. */
const CLUSTER_START_MS = 2000;

/** A running server. */
export interface Framebox {
  /** Port of the page. */
  readonly webPort: number;
  /** Ports of the gRPC services: `PORT`, then `GRPC_EXTRA_PORTS`. */
  readonly grpcPorts: readonly number[];
  /** Resolves, with the reason, when it can't continue: a port that is lost for good. */
  readonly failed: Promise<FrameboxError>;
  /** Finishes calls and leases under way and refuses new ones; after the signal the rest is aborted. */
  stop(signal: AbortSignal): Promise<void>;
}

/**
 * Joins all parts and starts them.
 *
 * @throws {FrameboxError} a sentence that names the setting which can't be kept: a port in use, a
 * certificate that can't be read
 */
export async function startFramebox(settings: Settings, log: Logger): Promise<Framebox> {
  const { optionsOf } = await import("./server_options.ts");
  const { createHub } = await import("./hub/mod.ts");
  const { findTurbojpeg, setUpImages } = await import("./media/image/mod.ts");
  const { Pool } = await import("./base/pool/mod.ts");
  const { readResult } = await import("./results/mod.ts");
  const { openFileLimit } = await import("./base/network/mod.ts");
  const { findFfmpeg } = await import("./media/video/mod.ts");
  const processing = await import("./processors/mod.ts");
  const { ProcessorRegistry, startBuiltIns, startOwnProcessors } = processing;
  const sources = await import("./sources/mod.ts");
  const { ffmpegTools, LongRuns, IngestStreams, NetworkCameras, Videos } = sources;
  const { ServiceProcessors } = await import("./clusters/processors/mod.ts");
  const { Clusters } = await import("./clusters/connections/mod.ts");
  const { PoolReader } = await import("./clusters/reading/mod.ts");
  const { auditTo, createAuthenticator, OidcMethod, openLogins, SameSite } = await import(
    "./auth/mod.ts"
  );
  const { startGrpcServer } = await import("./grpc/mod.ts");
  const { startWebServer } = await import("./web/mod.ts");

  const openFiles = openFileLimit();
  const options = await optionsOf(settings, openFiles);
  if (options.connections.isFitted) {
    const { web, grpc } = options.connections;
    log.warn("connections_fitted", {
      open_files: openFiles,
      max_web_connections: web,
      max_connections: grpc,
      remedy: "raise the limit of open files: ulimit -n, or LimitNOFILE of the service",
    });
  }
  const started: { stop(signal: AbortSignal): Promise<void> }[] = [];
  const stop = async (signal: AbortSignal) => {
    for (const part of started.splice(0).reverse()) {
      // One that fails to stop must not keep the others running.
      await part.stop(signal).catch((error) => log.error("stop_failed", error));
    }
  };
  try {
    const mayUse = settings.ffmpeg === "auto";
    const ffmpeg = mayUse ? await findFfmpeg(new AbortController().signal) : undefined;
    const turbojpeg = await findTurbojpeg(settings.turbojpeg);
    const setup: ImageSetup = {
      ...ffmpeg ? { ffmpeg: ffmpeg.ffmpeg } : {},
      ...turbojpeg === undefined ? {} : { turbojpeg },
    };
    // Pools pass it to their threads.
    setUpImages(setup);
    const pool = new Pool({ ...options.pool, entry: import.meta.url, setup, log });
    started.push({ stop: () => pool.close() });

    const hub = await createHub(options.hub, { log, readResult });
    started.push({ stop: () => hub.close() });

    const processors = new ProcessorRegistry();
    const builtIns = startBuiltIns(options.builtIns, { hub, pool, log });
    started.push({ stop: () => builtIns.close() });
    processors.add(builtIns);

    // Clusters are ways to log in, and ask for logins later.
    let logins: Logins | undefined = undefined;
    const clusters = new Clusters(options.clusters, {
      hub,
      log,
      answers: new PoolReader(pool),
      loginOf: (owner) => logins?.loginOf(owner),
    });
    started.push({ stop: () => clusters[Symbol.asyncDispose]() });
    await clusters.start(AbortSignal.timeout(CLUSTER_START_MS));

    const entry = import.meta.url;
    const own = await startOwnProcessors(options.ownProcessors, {
      hub,
      registry: processors,
      entry,
      log,
    });
    started.push({ stop: () => own.close() });
    processors.add(own);
    const services = new ServiceProcessors(options.serviceProcessors, {
      hub,
      clusters,
      pool,
      log,
      audit: auditTo(log),
    });
    started.push({ stop: () => services.close() });
    processors.add(services);
    processors.checkChosen(options.chosenProcessors);

    const jpegCodec = turbojpeg === undefined ? "WebAssembly" : "libturbojpeg";
    log.info("jpeg", { codec: jpegCodec, library: turbojpeg });
    log.info("video", { decoder: ffmpeg ? `ffmpeg ${ffmpeg.version}` : "none" });
    const longRuns = new LongRuns();
    started.push({ stop: () => longRuns.close() });
    const tools = ffmpeg && ffmpegTools(ffmpeg, options.web.imageLimits);
    const cameras = new NetworkCameras(options.cameras, { ffmpeg, longRuns, log });
    started.push({ stop: () => cameras.close() });
    const videos = tools && new Videos(options.videos, { tools, pool, processors, log }, longRuns);

    const { watchSharedFolder, WatchedFolder } = sources;
    const watch = options.isSharedFolder ? watchSharedFolder : WatchedFolder.start;
    const folder = options.folder && await watch(options.folder, { hub, processors, pool, log });
    if (folder) started.push({ stop: () => folder.close() });

    const streams = new IngestStreams({ hub, log, maxStreams: settings.maxStreams });
    started.push({ stop: () => streams.close() });

    const oidc = options.oidc && new OidcMethod(options.oidc, { log });
    if (oidc) started.push({ stop: () => oidc.close() });
    logins = await openLogins(options.logins, log, [
      ...clusters.loginMethods,
      ...oidc ? [oidc] : [],
    ]);
    if (logins) started.push({ stop: () => logins.close() });
    const auth = createAuthenticator(options.auth, new SameSite(options.site, log), logins);
    const grpc = await startGrpcServer(options.grpc, {
      auth,
      hub,
      pool,
      streams,
      processors,
      log,
    });
    started.push({ stop: () => grpc.close() });

    const grpcPort = grpc.ports[0] ?? settings.grpcPort;
    const web = await startWebServer({
      ...options.web,
      open: options.web.open && !logins,
      grpcPort,
    }, {
      auth,
      logins,
      hub,
      pool,
      longRuns,
      videos,
      cameras,
      clusters: options.clusters.clusters.length > 0 ? clusters : undefined,
      folders: folder ? [folder] : [],
      jpegCodec,
      streams: settings.showStreams ? streams : undefined,
      log,
      processors,
      version: VERSION,
    });
    started.push({ stop: () => web.close() });

    // Draining: the hub gives out no more, then each entrance lets its open calls finish.
    started.push({
      stop: async (signal) => {
        const draining = [hub.drain(signal), grpc.drain(signal), web.drain(signal)];
        // A video under way would take long: it ends now.
        await Promise.all([longRuns.close(), ...draining, folder?.drain(signal)]);
      },
    });
    const failed = Promise.race([grpc.failed, web.failed]);
    return { webPort: web.port, grpcPorts: grpc.ports, failed, stop };
  } catch (error) {
    await stop(AbortSignal.abort());
    throw error;
  }
}

const isPoolThread = "WorkerGlobalScope" in globalThis;

if (isPoolThread) {
  await import("./pool_worker.ts");
} else if (import.meta.main) {
  const { main } = await import("./cli/mod.ts");
  Deno.exit(await main({ version: VERSION, startFramebox }));
}
