/**
 * Every setting once, in `table.ts`: its environment variable, flag, type, default and one line of
 * help. The command line, `--help`, `framebox settings` and the table in docs/settings.md all come from there.
 *
 * @module
 */
export { parseBasePath } from "./base_path.ts";
export type { CameraSetting } from "./cameras.ts";
export { checkSettings } from "./check.ts";
export {
  type ClusterLoginSettings,
  type ClusterSettings,
  type OperatorLogin,
  operatorLogin,
} from "./cluster_login.ts";
export { MODES, ruleFor, SERVICE_INPUTS, type ServiceRule } from "./cluster_services.ts";
export type { ClusterAddress } from "./clusters.ts";
export { hostFromHere, hostInUrl, isLoopbackAddress } from "./host.ts";
export { listenError, type ListenTarget } from "./listen_error.ts";
export { type IgnoredVariable, ignoredWarning } from "./service_link.ts";
export { helpText, markdownTable, valuesText } from "./format.ts";
export { type AllowedHost, written as writtenHost } from "./host_names.ts";
export {
  type LoadedSettings,
  loadSettings,
  SETTING_NAMES,
  type SettingSource,
  type SettingsRemarks,
} from "./load.ts";
export { matLimitsOf } from "./mat_limits.ts";
export { type ProfileSettings, type SharedFolders, sharedFolders } from "./profile.ts";
export { grpcPorts } from "./ports.ts";
export type { Setting } from "./setting.ts";
export { type SettingName, SETTINGS, type Settings } from "./table.ts";
export type * from "./table/access.ts";
export type * from "./table/clusters.ts";
export type * from "./table/retention.ts";
export type * from "./table/limits.ts";
export type * from "./table/logins.ts";
export type * from "./table/ingest_streams.ts";
export type * from "./table/pictures.ts";
export type * from "./table/profiles.ts";
export type * from "./table/running.ts";
export type * from "./table/watched_folder.ts";
export type * from "./table/workers.ts";
export type { AddressBlock } from "./trusted_proxies.ts";
export type { SettingType } from "./types.ts";
export { asksForLogin, usersFile } from "./users_file.ts";
export { WORKERS } from "./workers_name.ts";
