/** Every setting of framebox, once: what the command line, `--help`, and docs/settings.md come from. */
import type { Setting } from "./setting.ts";
import { ACCESS_SETTINGS } from "./table/access.ts";
import { CLUSTER_SETTINGS } from "./table/clusters.ts";
import { RETENTION_SETTINGS } from "./table/retention.ts";
import { LOGIN_SETTINGS } from "./table/logins.ts";
import { LIMIT_SETTINGS } from "./table/limits.ts";
import { INGEST_STREAM_SETTINGS } from "./table/ingest_streams.ts";
import { PICTURE_SETTINGS } from "./table/pictures.ts";
import { PROFILE_SETTINGS } from "./table/profiles.ts";
import { RUNNING_SETTINGS } from "./table/running.ts";
import { WATCHED_FOLDER_SETTINGS } from "./table/watched_folder.ts";
import { WORKER_SETTINGS } from "./table/workers.ts";

/** All settings, by the name that the program uses; in the order of docs/settings.md. */
export const SETTINGS:
  & typeof ACCESS_SETTINGS
  & typeof LOGIN_SETTINGS
  & typeof CLUSTER_SETTINGS
  & typeof WORKER_SETTINGS
  & typeof INGEST_STREAM_SETTINGS
  & typeof WATCHED_FOLDER_SETTINGS
  & typeof LIMIT_SETTINGS
  & typeof RETENTION_SETTINGS
  & typeof PICTURE_SETTINGS
  & typeof RUNNING_SETTINGS
  & typeof PROFILE_SETTINGS = {
    ...ACCESS_SETTINGS,
    ...LOGIN_SETTINGS,
    ...CLUSTER_SETTINGS,
    ...WORKER_SETTINGS,
    ...INGEST_STREAM_SETTINGS,
    ...WATCHED_FOLDER_SETTINGS,
    ...LIMIT_SETTINGS,
    ...RETENTION_SETTINGS,
    ...PICTURE_SETTINGS,
    ...RUNNING_SETTINGS,
    ...PROFILE_SETTINGS,
  };

/** A name in {@linkcode SETTINGS}. */
export type SettingName = keyof typeof SETTINGS;

/** The values of all settings. */
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer T> ? T : never;
};
