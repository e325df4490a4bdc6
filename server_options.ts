/** Turns settings into each part's options: units, files that settings name, defaults that depend. */
import { clusterOptions } from "./cluster_options.ts";
import type { ClustersOptions } from "./clusters/connections/mod.ts";
import type { ServiceServerOptions } from "./clusters/processors/mod.ts";
import { checkSharedMemory, dataRoot, readCa, readTls } from "./named_files.ts";
import type { AuthOptions, LoginOptions, OidcOptions, SiteOptions } from "./auth/mod.ts";
import type { GrpcOptions } from "./grpc/mod.ts";
import type { DataRoot, HubOptions } from "./hub/mod.ts";
import { defaultPoolSize } from "./base/pool/mod.ts";
import type { ImageLimits } from "./media/image/mod.ts";
import { fitConnections, type FittedConnections, LISTENER_WATCH } from "./base/network/mod.ts";
import type { BuiltInOptions, OwnProcessorOptions } from "./processors/mod.ts";
import type { CamerasOptions, VideosOptions, WatchedFolderOptions } from "./sources/mod.ts";
import {
  grpcPorts,
  matLimitsOf,
  type Settings,
  sharedFolders,
  usersFile,
} from "./base/settings/mod.ts";
import type { WebOptions } from "./web/mod.ts";

const MB = 1024 ** 2;

/** The options of all parts. */
export interface ServerOptions {
  readonly pool: { readonly size: number; readonly name: string };
  readonly hub: HubOptions;
  readonly builtIns: BuiltInOptions;
  readonly ownProcessors: OwnProcessorOptions;
  /** Names of processors by the setting that chooses them. */
  readonly chosenProcessors: Readonly<Record<string, string>>;
  readonly cameras: CamerasOptions;
  /** `undefined`: none is watched. */
  readonly folder: WatchedFolderOptions | undefined;
  /** That folder is the place's own: it is made if missing, and gone without where it can't be used. */
  readonly isSharedFolder: boolean;
  readonly videos: VideosOptions;
  readonly auth: AuthOptions;
  readonly logins: LoginOptions;
  /** `undefined`: users don't log in at another server. */
  readonly oidc: OidcOptions | undefined;
  readonly clusters: ClustersOptions;
  readonly serviceProcessors: ServiceServerOptions;
  readonly site: SiteOptions;
  readonly grpc: GrpcOptions;
  readonly web: WebOptions;
  /** Connections that there may be, as they fit under the limit of open files. */
  readonly connections: FittedConnections;
}

/**
 * Makes them; reads the TLS files and chooses the data directory.
 *
 * @param openFiles how many files this process may have open, if that is known
 * @throws {FrameboxError} `FAILED_PRECONDITION` when a file that a setting names can't be read
 */
export async function optionsOf(settings: Settings, openFiles?: number): Promise<ServerOptions> {
  const { maxWebConnections, maxConnections, relistenMs } = settings;
  const connections = fitConnections({ web: maxWebConnections, grpc: maxConnections }, openFiles);
  const watch = { ...LISTENER_WATCH, relistenMs };
  const tls = await readTls(settings);
  await checkSharedMemory(settings);
  const imageLimits: ImageLimits = {
    maxBytes: settings.maxUploadMb * MB,
    maxPixels: settings.maxMegapixels * 1_000_000,
  };
  const poolSize = settings.poolSize === 0 ? defaultPoolSize() : settings.poolSize;
  return {
    connections,
    pool: { size: poolSize, name: "framebox-pool" },
    hub: hubOptions(settings, await dataRoot(settings)),
    builtIns: { concurrency: poolSize, jpegQuality: settings.jpegQuality, imageLimits },
    ownProcessors: {
      files: settings.processors,
      isCompiled: Deno.build.standalone,
      jpegQuality: settings.jpegQuality,
      imageLimits,
    },
    chosenProcessors: {
      DEFAULT_PROCESSOR: settings.defaultProcessor,
      AVA_PROCESSOR: settings.avaProcessor,
      IMAGETEST_PROCESSOR: settings.imageTestProcessor,
      WATCH_PROCESSOR: settings.watchProcessor,
    },
    cameras: {
      cameras: settings.cameras,
      imageLimits,
      unwatchedMs: settings.liveReconnectMs,
    },
    folder: settings.watchInput === "" ? undefined : {
      input: settings.watchInput,
      output: settings.watchOutput,
      processor: settings.watchProcessor,
      settleMs: settings.settleMs,
      listEveryMs: settings.watchListS * 1000,
      imageLimits,
      jpegQuality: settings.jpegQuality,
      // More than the hub takes at once, so that files are read and written meanwhile.
      maxInFlight: settings.runWindow + 8,
      // The rest is for users.
      maxBytesInFlight: settings.maxFramesMb * MB / 4,
    },
    isSharedFolder: settings.watchInput !== "" &&
      settings.watchInput === sharedFolders(settings)?.input,
    videos: { maxVideos: settings.maxVideos, giveUpMs: settings.resultKeepS * 1000 },
    auth: {
      workerToken: settings.workerToken === "" ? undefined : settings.workerToken,
      mediaGraph: avaCredentials(settings),
    },
    logins: loginOptions(settings),
    oidc: await oidcOptions(settings),
    clusters: await clusterOptions(settings),
    serviceProcessors: { jpegQuality: settings.jpegQuality, imageLimits },
    site: { host: settings.host, allowedHosts: settings.allowedHosts },
    grpc: {
      host: settings.host,
      ports: grpcPorts(settings),
      reflection: settings.reflection,
      maxMessageBytes: settings.maxMessageMb * MB,
      maxConnections: connections.grpc,
      watch,
      maxCallsPerConnection: settings.maxCallsPerConnection,
      keepaliveMs: settings.keepaliveMs,
      keepaliveTimeoutMs: settings.keepaliveTimeoutMs,
      tls,
      submitFormat: settings.submitFormat,
      submitMaxBytes: settings.submitMaxBytes,
      jpegQuality: settings.jpegQuality,
      matLimits: matLimitsOf(settings),
      imageLimits,
      mediaGraph: {
        processor: settings.avaProcessor,
        batchSize: settings.avaBatchSize,
        batchWaitMs: settings.avaBatchWaitMs,
        sharedMemory: settings.avaSharedMemory,
        window: settings.runWindow,
      },
      imageTest: {
        processor: settings.imageTestProcessor,
        count: settings.imageTestCount,
        pictures: settings.imageTestPictures,
        widthPx: settings.imageTestWidth,
        heightPx: settings.imageTestHeight,
        window: settings.runWindow,
      },
    },
    web: {
      host: settings.host,
      port: settings.webPort,
      tls: tls && { cert: tls.certPem, key: tls.keyPem },
      open: settings.open,
      basePath: settings.basePath,
      trustedProxies: settings.trustedProxies,
      maxUploadBytes: settings.maxUploadMb * MB,
      imageLimits,
      jpegQuality: settings.jpegQuality,
      resultTimeoutMs: settings.resultTimeoutMs,
      maxResultTimeoutMs: settings.maxResultTimeoutMs,
      defaultProcessor: settings.defaultProcessor,
      bufferBytes: settings.webBufferMb * MB,
      maxWaitingRequests: settings.maxWaitingRequests,
      maxConnections: connections.web,
      headersMs: settings.webHeadersMs,
      idleMs: settings.webIdleMs,
      watch,
      maxSockets: settings.maxSockets,
      liveReconnectMs: settings.liveReconnectMs,
      uploadIdleMs: settings.uploadIdleMs,
      maxVideoBytes: settings.maxVideoMb * MB,
      uploadKeepMs: settings.uploadKeepS * 1000,
      maxImagesPerRun: settings.maxImagesPerRun,
      resultKeepMs: settings.resultKeepS * 1000,
      maxCalls: settings.resultHistory,
      callHistoryBytes: settings.resultHistoryMb * MB,
      grpcPort: settings.grpcPort,
    },
  };
}

function hubOptions(settings: Settings, dataRoot: DataRoot): HubOptions {
  return {
    dataDir: dataRoot.path,
    isDefaultDataDir: dataRoot.isDefault,
    affinity: settings.affinity,
    leaseTimeoutMs: settings.leaseTimeoutMs,
    reconnectGraceMs: settings.reconnectGraceMs,
    stoppedAskingMs: settings.stoppedAskingMs,
    maxDeliveries: settings.maxDeliveries,
    maxLeases: { latest: settings.leasesLatest, lossless: settings.leasesLossless },
    runWindow: settings.runWindow,
    maxSessions: settings.maxSessions,
    maxRunsPerSession: settings.maxRunsPerSession,
    sessionIdleMs: settings.sessionIdleS * 1000,
    resultKeepMs: settings.resultKeepS * 1000,
    resultHistory: settings.resultHistory,
    resultHistoryBytes: settings.resultHistoryMb * MB,
    resultKeepBytes: settings.resultKeepMb * MB,
    maxFrameBytes: settings.maxFramesMb * MB,
    sessionQuotaBytes: settings.sessionQuotaMb * MB,
    totalQuotaBytes: settings.totalQuotaMb * MB,
  };
}

/** Of users of a file and of a proxy in front. */
function loginOptions(settings: Settings): LoginOptions {
  return {
    usersFile: usersFile(settings),
    hasUsers: settings.loginUsers !== "",
    header: settings.loginHeader === "" ? undefined : {
      name: settings.loginHeader,
      from: settings.loginHeaderFrom,
      operators: settings.loginOperators,
    },
    workerRoles: avaCredentials(settings) ? ["worker"] : ["worker", "media-graph"],
    idleMs: settings.loginIdleS * 1000,
    maxMs: settings.loginMaxS * 1000,
  };
}

async function oidcOptions(settings: Settings): Promise<OidcOptions | undefined> {
  if (settings.oidcIssuer === "") return undefined;
  return {
    issuer: settings.oidcIssuer,
    clientId: settings.oidcClientId,
    clientSecret: settings.oidcClientSecret,
    scopes: settings.oidcScopes,
    groupsClaim: settings.oidcGroups,
    users: settings.oidcUsers,
    operators: settings.oidcOperators,
    caPem: await readCa(settings.oidcCa, "OIDC_CA"),
  };
}

/** The settings were checked: there are both, or neither. */
function avaCredentials({ avaUsername: username, avaPassword: password }: Settings) {
  return username === "" ? undefined : { username, password };
}
