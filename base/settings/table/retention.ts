import { count, megabytes, ms, seconds, setting } from "../setting.ts";
import { text } from "../types.ts";

const KEEP = "Sessions and what is kept";

/** How long sessions and their results stay, and how much room they have. */
export const RETENTION_SETTINGS = {
  dataDir: setting(KEEP, "DATA_DIR", {
    type: text("a path"),
    default: "",
    help: "Directory for the sessions' files; by default `framebox` in XDG_RUNTIME_DIR, else one " +
      "with the user's number in the system's temporary directory.",
  }),
  sessionIdleS: setting(KEEP, "SESSION_IDLE_S", {
    type: seconds(),
    default: 60,
    help: "A session ends this long after its page, its last call and its runs have ended.",
  }),
  uploadKeepS: setting(KEEP, "UPLOAD_KEEP_S", {
    type: seconds(),
    default: 900,
    help: "An interrupted upload of a video can be resumed for this time.",
  }),
  liveReconnectMs: setting(KEEP, "LIVE_RECONNECT_MS", {
    type: ms(),
    default: 30_000,
    help: "How long a camera run waits for its page to come back.",
  }),
  resultKeepS: setting(KEEP, "RESULT_KEEP_S", {
    type: seconds(),
    default: 900,
    help: "Finished results can be downloaded for this time.",
  }),
  resultKeepMb: setting(KEEP, "RESULT_KEEP_MB", {
    type: megabytes(),
    default: 256,
    help: "Memory for finished pictures of all sessions together; the oldest go first.",
  }),
  resultHistory: setting(KEEP, "RESULT_HISTORY", {
    type: count(100_000, "results"),
    default: 1000,
    help: "Results of a run whose text and numbers are kept for a page that reconnects.",
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
} as const;
