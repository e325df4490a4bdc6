import { WORKERS } from "../workers_name.ts";
import { ms, setting } from "../setting.ts";
import { text, whole } from "../types.ts";

const FOLDER = "Watched folder";

/** A folder whose files are processed as they arrive. */
export const WATCHED_FOLDER_SETTINGS = {
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
    type: text("a processor's name"),
    default: WORKERS,
    help: "Who processes them: workers, which are waited for, or a processor in framebox.",
  }),
  settleMs: setting(FOLDER, "SETTLE_MS", {
    type: ms(),
    default: 300,
    help:
      "A file that was written and closed is complete when nothing happens to it for this time.",
  }),
  watchListS: setting(FOLDER, "WATCH_LIST_S", {
    type: whole({ min: 0, max: 86_400, unit: "s" }),
    default: 0,
    help: "List the folder at this interval, for file systems without events (NFS, SMB); 0: never.",
  }),
} as const;
