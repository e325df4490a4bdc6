/** Every setting of framebox, once: what the command line, `--help`, and the README's table come from. */
import { LOG_LEVELS } from "../log/mod.ts";
import { cameras } from "./cameras.ts";
import { list, oneOf, port, ports, secret, type SettingType, text, whole, yesNo } from "./types.ts";

/** One setting. */
export interface Setting<T> {
  /** Environment variable. */
  readonly env: string;
  /** Flags, the long one first: `--port`, `-p`. */
  readonly flags: readonly string[];
  /** How its text is read. */
  readonly type: SettingType<T>;
  /** The value where nobody gives one. */
  readonly default: T;
  /** One line. */
  readonly help: string;
  /** Heading it stands under. */
  readonly group: string;
}

/** What a setting's place in the table says; its flag is its environment variable in kebab case. */
interface Entry<T> {
  readonly type: SettingType<T>;
  readonly default: NoInfer<T>;
  readonly help: string;
  readonly short?: string;
}

function setting<T>(group: string, env: string, entry: Entry<T>): Setting<T> {
  const long = `--${env.toLowerCase().replaceAll("_", "-")}`;
  const flags = entry.short ? [long, entry.short] : [long];
  return { env, flags, group, type: entry.type, default: entry.default, help: entry.help };
}

const ms = (max = 86_400_000) => whole({ min: 1, max, unit: "ms" });
const seconds = () => whole({ min: 1, max: 86_400, unit: "s" });
const megabytes = (max = 1_048_576) => whole({ min: 1, max, unit: "MB" });
const count = (max: number, unit: string) => whole({ min: 1, max, unit });

const NETWORK = "Where it listens";
const SAFETY = "Who may use it";
const CAMERAS = "Network cameras";
const WORKERS = "Workers and frames";
const FOLDER = "Watched folder";
const LIMITS = "Limits";
const KEEP = "Sessions and what is kept";
const PICTURES = "Pictures";
const MAT = ".mat files";
const RUNNING = "Running";

/** All settings, by the name that the program uses. */
export const SETTINGS = {
  host: setting(NETWORK, "HOST", {
    type: text("a host name or address"),
    default: "127.0.0.1",
    help: "Address to listen on; one that is not loopback needs WORKER_TOKEN or OPEN.",
  }),
  webPort: setting(NETWORK, "WEB_PORT", {
    type: port(),
    default: 7860,
    help: "Port of the page and the HTTP API.",
  }),
  grpcPort: setting(NETWORK, "PORT", {
    type: port(),
    short: "-p",
    default: 8061,
    help: "Port of the gRPC services.",
  }),
  grpcExtraPorts: setting(NETWORK, "GRPC_EXTRA_PORTS", {
    type: ports(),
    default: [],
    help: "More ports that answer every gRPC service; 5001,50051 in the container image.",
  }),
  tlsCert: setting(NETWORK, "TLS_CERT", {
    type: text("a path"),
    default: "",
    help: "PEM file with the certificate chain; with TLS_KEY, page and gRPC are served by TLS.",
  }),
  tlsKey: setting(NETWORK, "TLS_KEY", {
    type: text("a path"),
    default: "",
    help: "PEM file with the private key of TLS_CERT.",
  }),

  workerToken: setting(SAFETY, "WORKER_TOKEN", {
    type: secret(),
    default: "",
    help: "Workers must send it as gRPC metadata `authorization: Bearer …`.",
  }),
  open: setting(SAFETY, "OPEN", {
    type: yesNo(),
    default: false,
    help: "Listen beyond this machine with no token: whoever reaches it may use it.",
  }),
  allowedHosts: setting(SAFETY, "ALLOWED_HOSTS", {
    type: list(),
    default: [],
    help: "More host names under which people reach the page, e.g. behind a reverse proxy.",
  }),

  cameras: setting(CAMERAS, "CAMERAS", {
    type: cameras(),
    default: [],
    help: "Network cameras that people may pick, e.g. " +
      "`door=rtsp://user:password@10.0.0.5/stream1,yard=http://10.0.0.6/video.mjpg`.",
  }),

  affinity: setting(WORKERS, "AFFINITY", {
    type: oneOf(["strict", "none"]),
    default: "strict",
    help: "strict: one worker serves a camera or video run, as trackers need; none: whoever asks.",
  }),
  defaultProcessor: setting(WORKERS, "DEFAULT_PROCESSOR", {
    type: oneOf(["grey", "edges", "invert", "intensity"]),
    default: "grey",
    help: "Built-in that answers while no worker is connected and nobody chose.",
  }),
  leaseTimeoutMs: setting(WORKERS, "LEASE_TIMEOUT_MS", {
    type: ms(),
    default: 60_000,
    help: "How long a worker may hold a frame before it is given to another.",
  }),
  reconnectGraceMs: setting(WORKERS, "RECONNECT_GRACE_MS", {
    type: ms(),
    default: 2_000,
    help: "How long a frame waits for a worker whose connection closed after it got the frame.",
  }),
  maxDeliveries: setting(WORKERS, "MAX_DELIVERIES", {
    type: count(100, "times"),
    default: 3,
    help: "How often a frame is given out before it is reported as failed.",
  }),
  leasesLatest: setting(WORKERS, "CAMERA_LEASES", {
    type: count(100, "frames"),
    default: 2,
    help: "Frames of a camera that one connection may hold at once.",
  }),
  leasesLossless: setting(WORKERS, "LOSSLESS_LEASES", {
    type: count(1000, "frames"),
    default: 8,
    help: "Frames of an image, video or folder run that one connection may hold at once.",
  }),
  runWindow: setting(WORKERS, "RUN_WINDOW", {
    type: count(1000, "frames"),
    default: 16,
    help: "Open frames of a lossless run before its source waits.",
  }),
  submitFormat: setting(WORKERS, "SUBMIT_FORMAT", {
    type: oneOf(["mat", "jpeg"]),
    default: "mat",
    help: "What submit gives as im: mat, the pixels; jpeg, a 1-D uint8 JPEG file.",
  }),
  submitMaxBytes: setting(WORKERS, "SUBMIT_MAX_BYTES", {
    type: whole({ min: 0, max: 2 ** 31, unit: "bytes" }),
    default: 0,
    help:
      "Scale frames down until their .mat fits this size; 4000000 suits unconfigured clients. 0: never.",
  }),
  resultTimeoutMs: setting(WORKERS, "RESULT_TIMEOUT_MS", {
    type: ms(),
    default: 30_000,
    help: "How long a person waits for the result of an image before the page offers to try again.",
  }),
  maxResultTimeoutMs: setting(WORKERS, "MAX_RESULT_TIMEOUT_MS", {
    type: ms(),
    default: 600_000,
    help: "The longest timeout_ms that a request of the HTTP API may ask for.",
  }),

  watchInput: setting(FOLDER, "WATCH_INPUT", {
    type: text("a path"),
    default: "",
    help: "Folder whose picture files are processed, each once it is complete; with WATCH_OUTPUT.",
  }),
  watchOutput: setting(FOLDER, "WATCH_OUTPUT", {
    type: text("a path"),
    default: "",
    help: "Folder for their results, and for the reasons of those that failed.",
  }),
  watchProcessor: setting(FOLDER, "WATCH_PROCESSOR", {
    type: oneOf(["workers", "grey", "edges", "invert", "intensity"]),
    default: "workers",
    help: "Who processes them: workers, which are waited for, or a built-in.",
  }),
  settleMs: setting(FOLDER, "SETTLE_MS", {
    type: ms(),
    default: 300,
    help: "A file that was written and closed is complete when nothing happens to it for so long.",
  }),
  watchListS: setting(FOLDER, "WATCH_LIST_S", {
    type: whole({ min: 0, max: 86_400, unit: "s" }),
    default: 0,
    help:
      "List the folder so often, for file systems that tell of no changes (NFS, SMB); 0: never.",
  }),

  maxMessageMb: setting(LIMITS, "MAX_MESSAGE_MB", {
    type: megabytes(2047),
    default: 64,
    help: "Largest gRPC message, either way.",
  }),
  maxUploadMb: setting(LIMITS, "MAX_UPLOAD_MB", {
    type: megabytes(2047),
    default: 32,
    help: "Largest picture that may be given.",
  }),
  maxVideoMb: setting(LIMITS, "MAX_VIDEO_MB", {
    type: megabytes(),
    default: 2048,
    help: "Largest video that may be uploaded.",
  }),
  ffmpeg: setting(LIMITS, "FFMPEG", {
    type: oneOf(["auto", "off"]),
    default: "auto",
    help: "auto: videos are decoded by ffmpeg if it is installed; off: by the browser.",
  }),
  maxImagesPerRun: setting(LIMITS, "MAX_IMAGES_PER_RUN", {
    type: count(1_000_000, "pictures"),
    default: 10_000,
    help: "Pictures that one run of many may have.",
  }),
  maxVideos: setting(LIMITS, "MAX_VIDEOS", {
    type: count(1000, "videos"),
    default: 8,
    help: "Videos that are under way at once, of all people together.",
  }),
  maxMegapixels: setting(LIMITS, "MAX_MEGAPIXELS", {
    type: count(268, "million pixels"),
    default: 50,
    help: "Largest picture, by its pixels; read from its header, before it is decoded.",
  }),
  maxSessions: setting(LIMITS, "MAX_SESSIONS", {
    type: count(1_000_000, "sessions"),
    default: 1000,
    help: "Sessions at once.",
  }),
  maxRunsPerSession: setting(LIMITS, "MAX_RUNS_PER_SESSION", {
    type: count(1000, "runs"),
    default: 8,
    help: "Runs that a session may have open at once.",
  }),
  maxConnections: setting(LIMITS, "MAX_CONNECTIONS", {
    type: count(100_000, "connections"),
    default: 1000,
    help: "gRPC connections at once.",
  }),
  maxCallsPerConnection: setting(LIMITS, "MAX_CALLS_PER_CONNECTION", {
    type: count(10_000, "calls"),
    default: 256,
    help: "gRPC calls of one connection at once; further ones wait at the client.",
  }),
  maxSockets: setting(LIMITS, "MAX_SOCKETS", {
    type: count(100_000, "sockets"),
    default: 1000,
    help: "Live WebSockets at once.",
  }),
  maxWaitingRequests: setting(LIMITS, "MAX_WAITING_REQUESTS", {
    type: count(100_000, "requests"),
    default: 256,
    help: "Image requests that may wait for their results at once.",
  }),
  webBufferMb: setting(LIMITS, "WEB_BUFFER_MB", {
    type: megabytes(),
    default: 256,
    help: "Memory for uploads and live frames that are still coming in, of all people together.",
  }),
  uploadIdleMs: setting(LIMITS, "UPLOAD_IDLE_MS", {
    type: ms(),
    default: 15_000,
    help: "An upload that brings nothing for so long is given up.",
  }),
  maxFramesMb: setting(LIMITS, "MAX_FRAMES_MB", {
    type: megabytes(),
    default: 512,
    help: "Memory for frames on their way, of all sessions together.",
  }),

  dataDir: setting(KEEP, "DATA_DIR", {
    type: text("a path"),
    default: "",
    help:
      "Directory for the sessions' files; by default framebox in the system's temporary directory.",
  }),
  sessionIdleS: setting(KEEP, "SESSION_IDLE_S", {
    type: seconds(),
    default: 60,
    help: "A session ends so long after its page, its last call and its runs have ended.",
  }),
  uploadKeepS: setting(KEEP, "UPLOAD_KEEP_S", {
    type: seconds(),
    default: 900,
    help: "A video's upload that was broken off can be gone on with for so long.",
  }),
  liveReconnectMs: setting(KEEP, "LIVE_RECONNECT_MS", {
    type: ms(),
    default: 30_000,
    help: "How long a camera run waits for its page to come back.",
  }),
  resultKeepS: setting(KEEP, "RESULT_KEEP_S", {
    type: seconds(),
    default: 900,
    help: "Finished results can be downloaded for so long.",
  }),
  resultKeepMb: setting(KEEP, "RESULT_KEEP_MB", {
    type: megabytes(),
    default: 256,
    help: "Memory for finished pictures of all sessions together; the oldest go first.",
  }),
  resultHistory: setting(KEEP, "RESULT_HISTORY", {
    type: count(100_000, "results"),
    default: 1000,
    help: "Results of a run whose words and numbers are kept for a page that was away.",
  }),
  resultHistoryMb: setting(KEEP, "RESULT_HISTORY_MB", {
    type: megabytes(),
    default: 64,
    help: "Memory for those of all sessions together; runs that are quiet forget first.",
  }),
  sessionQuotaMb: setting(KEEP, "SESSION_QUOTA_MB", {
    type: megabytes(),
    default: 4096,
    help: "Disk for the files of one session.",
  }),
  totalQuotaMb: setting(KEEP, "TOTAL_QUOTA_MB", {
    type: megabytes(),
    default: 16_384,
    help: "Disk for the files of all sessions together.",
  }),

  jpegQuality: setting(PICTURES, "JPEG_QUALITY", {
    type: whole({ min: 1, max: 100 }),
    default: 85,
    help: "Quality of JPEGs made here.",
  }),
  poolSize: setting(PICTURES, "POOL_SIZE", {
    type: whole({ min: 0, max: 64, unit: "threads" }),
    default: 0,
    help: "Threads that decode, encode and process pictures; 0: one a core, 2 to 4.",
  }),

  matMaxFileMb: setting(MAT, "MAT_MAX_FILE_MB", {
    type: megabytes(2047),
    default: 256,
    help: "Largest .mat file that is read.",
  }),
  matMaxInflatedMb: setting(MAT, "MAT_MAX_INFLATED_MB", {
    type: megabytes(2047),
    default: 256,
    help: "Largest size of a .mat file's compressed variables once inflated.",
  }),
  matMaxElements: setting(MAT, "MAT_MAX_ELEMENTS", {
    type: count(1_000_000_000, "elements"),
    default: 67_108_864,
    help: "Most elements (numbers, characters, cells, fields) that a .mat file may hold.",
  }),
  matMaxNesting: setting(MAT, "MAT_MAX_NESTING", {
    type: count(1000, "levels"),
    default: 64,
    help: "Deepest nesting of cells and structs in a .mat file.",
  }),

  keepaliveMs: setting(RUNNING, "KEEPALIVE_MS", {
    type: ms(),
    default: 20_000,
    help: "How often a silent gRPC connection is asked whether it is still there.",
  }),
  keepaliveTimeoutMs: setting(RUNNING, "KEEPALIVE_TIMEOUT_MS", {
    type: ms(),
    default: 10_000,
    help: "How long it may take to answer that; then the connection counts as closed.",
  }),
  drainTimeoutMs: setting(RUNNING, "DRAIN_TIMEOUT_MS", {
    type: ms(),
    default: 10_000,
    help: "At the end, how long calls in hand may take to finish.",
  }),
  logLevel: setting(RUNNING, "LOG_LEVEL", {
    type: oneOf(LOG_LEVELS),
    default: "info",
    help: "How much the log says.",
  }),
  logFormat: setting(RUNNING, "LOG_FORMAT", {
    type: oneOf(["auto", "text", "json"]),
    default: "auto",
    help: "auto: text on a terminal, else JSON.",
  }),
} as const;

/** A name in {@linkcode SETTINGS}. */
export type SettingName = keyof typeof SETTINGS;

/** The values of all settings. */
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer T> ? T : never;
};
