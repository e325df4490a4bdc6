/**
 * What the web entrance is given: its options, and the parts it stands on.
 *
 * @module
 */
import type { ProcessorRegistry } from "../processors/mod.ts";
import type { FrameboxError } from "../base/errors/mod.ts";
import type { ClusterDirectory } from "../clusters/connections/mod.ts";
import type { Authenticator, Logins } from "../auth/mod.ts";
import type { Hub } from "../hub/mod.ts";
import type { Pool } from "../base/pool/mod.ts";
import type { ImageLimits, JpegCodecName } from "../media/image/mod.ts";
import type { Logger } from "../base/log/mod.ts";
import type { ListenerWatch } from "../base/network/mod.ts";
import type { AddressBlock } from "../base/settings/mod.ts";
import type {
  FolderView,
  IngestStreams,
  LongRuns,
  NetworkCameras,
  Videos,
} from "../sources/mod.ts";

/** Certificate and key, PEM. */
export interface TlsOptions {
  /** The certificate chain. */
  readonly cert: string;
  /** Its private key. */
  readonly key: string;
}

/** Bounds, times and addresses of the web entrance; each is a setting. */
export interface WebOptions {
  /** Address to listen on. Setting `HOST`. */
  readonly host: string;
  /** 0 takes a free one. Setting `WEB_PORT`. */
  readonly port: number;
  /** Serves HTTPS when there. Settings `TLS_CERT`, `TLS_KEY`. */
  readonly tls?: TlsOptions | undefined;
  /** framebox listens to others without a token: the page warns. Setting `OPEN`. */
  readonly open: boolean;
  /** Path below the host, e.g. `/box`; empty for the host itself. Setting `BASE_PATH`. */
  readonly basePath: string;
  /** Whose `X-Forwarded-…` headers count. Setting `TRUSTED_PROXIES`. */
  readonly trustedProxies: readonly AddressBlock[];
  /** Largest picture file or request body, in bytes. Setting `MAX_UPLOAD_MB`. */
  readonly maxUploadBytes: number;
  /** Bounds on a picture, checked on its header. */
  readonly imageLimits: ImageLimits;
  /** Of JPEGs made here, 1–100. Setting `JPEG_QUALITY`. */
  readonly jpegQuality: number;
  /** How long a request waits for its result when it names no limit. Setting `RESULT_TIMEOUT_MS`. */
  readonly resultTimeoutMs: number;
  /** The longest `timeout_ms` that a request may ask for. Setting `MAX_RESULT_TIMEOUT_MS`. */
  readonly maxResultTimeoutMs: number;
  /** Who answers while no worker is connected. Setting `DEFAULT_PROCESSOR`. */
  readonly defaultProcessor: string;
  /** Bytes that uploads and live frames may hold before the hub has them, in all. Setting `WEB_BUFFER_MB`. */
  readonly bufferBytes: number;
  /** Image requests that may wait at once. Setting `MAX_WAITING_REQUESTS`. */
  readonly maxWaitingRequests: number;
  /** Connections that may be open at once. Setting `MAX_WEB_CONNECTIONS`. */
  readonly maxConnections: number;
  /** Time for a request's headers, in milliseconds. Setting `WEB_HEADERS_MS`. */
  readonly headersMs: number;
  /** How long a connection without a request stays open, in milliseconds. Setting `WEB_IDLE_MS`. */
  readonly idleMs: number;
  /** How the listener is watched. Setting `RELISTEN_MS`. */
  readonly watch: ListenerWatch;
  /** Live sockets that may be open at once. Setting `MAX_SOCKETS`. */
  readonly maxSockets: number;
  /** How long a live run waits for its page to come back. Setting `LIVE_RECONNECT_MS`. */
  readonly liveReconnectMs: number;
  /** A body that brings nothing for this time is given up. Setting `UPLOAD_IDLE_MS`. */
  readonly uploadIdleMs: number;
  /** Largest file that may be uploaded in parts, in bytes. Setting `MAX_VIDEO_MB`. */
  readonly maxVideoBytes: number;
  /** An upload that is not resumed is removed after this time. Setting `UPLOAD_KEEP_S`. */
  readonly uploadKeepMs: number;
  /** Pictures that an image set may have. Setting `MAX_IMAGES_PER_RUN`. */
  readonly maxImagesPerRun: number;
  /** The run of an image set that is not watched is closed after this time. Setting `RESULT_KEEP_S`. */
  readonly resultKeepMs: number;
  /** Calls of a session that are kept. Setting `RESULT_HISTORY`. */
  readonly maxCalls: number;
  /** What is held of calls of all sessions that have ended, in bytes of memory. Setting `RESULT_HISTORY_MB`. */
  readonly callHistoryBytes: number;
  /** Where workers connect, for the text on the page. Setting `PORT`. */
  readonly grpcPort: number;
}

/** The parts that the web entrance stands on. */
export interface WebDeps {
  /** Knows who calls. */
  readonly auth: Authenticator;
  /** Logs users in; left out: everyone who reaches the page may use it. */
  readonly logins?: Logins | undefined;
  /** Where pictures go, and results come from. */
  readonly hub: Hub;
  /** Codec workers. */
  readonly pool: Pool;
  /** Long runs: videos, image sets, network cameras. */
  readonly longRuns: LongRuns;
  /** What reads and makes JPEGs. */
  readonly jpegCodec: JpegCodecName;
  /** Starts videos; `undefined` on a server that decodes none. */
  readonly videos: Videos | undefined;
  /** Those that the operator named. */
  readonly cameras: NetworkCameras;
  /** Those whose services can be called; left out: none. */
  readonly clusters?: ClusterDirectory | undefined;
  /** Those that the operator has watched. */
  readonly folders: readonly FolderView[];
  /** Those that stream clients send; `undefined` on a server that shows none. Setting `SHOW_STREAMS`. */
  readonly streams: IngestStreams | undefined;
  /** Never gets a session's id. */
  readonly log: Logger;
  /** Which processors there are. */
  readonly processors: Omit<ProcessorRegistry, "add" | "checkFree" | "checkChosen">;
  /** framebox's own version. */
  readonly version: string;
}

/** One file that the page needs, embedded in the program. */
export interface Asset {
  /** Without a leading slash, e.g. `css/page.css`. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** A running web entrance. */
export interface WebServer {
  /** The port it listens on. */
  readonly port: number;
  /** Resolves, with the reason, if the port is lost for good. */
  readonly failed: Promise<FrameboxError>;
  /**
   * Refuses what is new, waits for what is under way, notifies the pages, and stops. At the signal it
   * stops at once.
   */
  drain(signal: AbortSignal): Promise<void>;
  /** Stops at once. */
  close(): Promise<void>;
}
