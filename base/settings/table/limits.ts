import { count, megabytes, ms, setting } from "../setting.ts";
import { oneOf } from "../types.ts";

const LIMITS = "Limits";

/** How much may be given, and how much may be under way at once. */
export const LIMIT_SETTINGS = {
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
    help:
      "auto: videos, and AVIF, HEIC and TIFF pictures, are decoded by ffmpeg if it is installed; " +
      "off: videos by the browser, such pictures not at all.",
  }),
  maxImagesPerRun: setting(LIMITS, "MAX_IMAGES_PER_RUN", {
    type: count(1_000_000, "pictures"),
    default: 10_000,
    help: "Pictures that one image set may have.",
  }),
  maxVideos: setting(LIMITS, "MAX_VIDEOS", {
    type: count(1000, "videos"),
    default: 8,
    help: "Videos that run at once, of all users together.",
  }),
  maxMegapixels: setting(LIMITS, "MAX_MEGAPIXELS", {
    type: count(268, "million pixels"),
    default: 50,
    help: "Largest picture, by its pixels; read from its header, before it is decoded.",
  }),
  maxSessions: setting(LIMITS, "MAX_SESSIONS", {
    type: count(1_000_000, "sessions"),
    default: 1000,
    help:
      "Sessions at once; those of single pictures that were answered make room, the oldest first.",
  }),
  maxStreams: setting(LIMITS, "MAX_STREAMS", {
    type: count(100_000, "streams"),
    default: 256,
    help: "Ingest streams at once; each is a session, too.",
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
  maxWebConnections: setting(LIMITS, "MAX_WEB_CONNECTIONS", {
    type: count(100_000, "connections"),
    default: 2000,
    help: "Connections of the page and the HTTP API at once; at the bound the idle ones make room.",
  }),
  webHeadersMs: setting(LIMITS, "WEB_HEADERS_MS", {
    type: ms(),
    default: 10_000,
    help: "A web connection that sends no whole request header for this long is closed.",
  }),
  webIdleMs: setting(LIMITS, "WEB_IDLE_MS", {
    type: ms(),
    default: 75_000,
    help: "A web connection without a further request is closed after this time.",
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
    help: "Memory for uploads and live frames that are still coming in, of all users together.",
  }),
  uploadIdleMs: setting(LIMITS, "UPLOAD_IDLE_MS", {
    type: ms(),
    default: 15_000,
    help: "An upload that sends nothing for this time is given up.",
  }),
  maxFramesMb: setting(LIMITS, "MAX_FRAMES_MB", {
    type: megabytes(),
    default: 512,
    help: "Memory for frames on their way, of all sessions together.",
  }),
} as const;
