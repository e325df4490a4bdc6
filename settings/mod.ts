/**
 * Every setting once: its environment variable, flag, type, default and one line of help. The
 * command line, `--help`, `framebox settings` and the README's table all come from `table.ts`.
 *
 * @module
 */
export type { CameraSetting } from "./cameras.ts";
export { checkSettings, isLoopback } from "./check.ts";
export { helpText, markdownTable, valuesText } from "./format.ts";
export { type LoadedSettings, loadSettings, SETTING_NAMES, type SettingSource } from "./load.ts";
export { matLimitsOf } from "./mat_limits.ts";
export { type Setting, type SettingName, SETTINGS, type Settings } from "./table.ts";
export type { SettingType } from "./types.ts";
