import { setting } from "../setting.ts";
import { text, yesNo } from "../types.ts";

const PROFILES = "Profiles";

/** Defaults for a place that framebox runs in; see `profile.ts`. */
export const PROFILE_SETTINGS = {
  graphene: setting(PROFILES, "GRAPHENE", {
    type: yesNo(),
    default: false,
    help: "Other defaults, for AI4EU Experiments (Graphene): WEB_PORT 8062, PORT 8061, " +
      "SUBMIT_MAX_BYTES 4000000, and SHARED_FOLDER_PATH is watched.",
  }),
  sharedFolderPath: setting(PROFILES, "SHARED_FOLDER_PATH", {
    type: text("a path"),
    default: "",
    help: "With GRAPHENE: the solution's shared folder. WATCH_INPUT is `framebox/input` in it, " +
      "WATCH_OUTPUT `framebox/output`, WATCH_LIST_S 10.",
  }),
} as const;
