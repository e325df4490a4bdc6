/** Reads settings from flags and environment variables; flags win. A profile changes defaults. */
import { FrameboxError } from "../errors/mod.ts";
import { profileDefaults } from "./profile.ts";
import { fileNames, readSecretFile } from "./secret_file.ts";
import { type IgnoredVariable, isServiceLink } from "./service_link.ts";
import type { Setting } from "./setting.ts";
import { type SettingName, SETTINGS, type Settings } from "./table.ts";

/** Where a value came from. */
export type SettingSource = "flag" | "environment" | "file" | "profile" | "default";

/** Remarks on how settings were given, for the log. */
export interface SettingsRemarks {
  /** Flags that contain a secret: other users of this host can read it in the process list. */
  readonly exposed: readonly string[];
  /** Environment variables that have a setting's name and are none, in the table's order. */
  readonly ignored: readonly IgnoredVariable[];
}

/** Values with their sources, and what of the command line was no setting. */
export interface LoadedSettings extends SettingsRemarks {
  /** The values. */
  readonly settings: Settings;
  /** Where each value came from. */
  readonly sources: Readonly<Record<SettingName, SettingSource>>;
  /** Arguments that are not flags, in order: the command and its files. */
  readonly operands: readonly string[];
  /** Flags that are no settings and were allowed, e.g. `--json`. */
  readonly switches: ReadonlySet<string>;
}

/** The names of all settings, in the table's order. */
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/**
 * Reads all settings.
 *
 * @param args the command line, without the program
 * @param env the value of an environment variable, if it is set
 * @param allowed flags that are no settings but belong to a command: `--help`, `--json`
 * @throws {FrameboxError} `INVALID_ARGUMENT`, a sentence that names the setting
 */
export function loadSettings(
  args: readonly string[],
  env: (name: string) => string | undefined,
  allowed: readonly string[] = [],
): LoadedSettings {
  const line = parseArguments(args, allowed);
  const settings: Partial<Record<SettingName, unknown>> = {};
  const sources: Partial<Record<SettingName, SettingSource>> = {};
  const exposed: string[] = [];
  const ignored: IgnoredVariable[] = [];
  for (const name of SETTING_NAMES) {
    const setting: Setting<unknown> = SETTINGS[name];
    const flag = line.values.get(name);
    const given = env(setting.env);
    // A value of that form that the setting can read was given on purpose.
    const isLink = given !== undefined && isServiceLink(given) &&
      setting.type.parse(given) === undefined;
    const file = fileOf(setting, flag, env);
    if (isLink && !flag && !file) ignored.push({ variable: setting.env, value: given });
    const variable = isLink ? undefined : given;
    if (file) {
      settings[name] = parseValue(setting, file.given, readSecretFile(file.given, file.path));
      sources[name] = "file";
    } else if (flag) {
      settings[name] = parseValue(setting, flag.flag, flag.text);
      sources[name] = "flag";
      if (setting.type.isSecret && flag.text !== "") exposed.push(flag.flag);
    } else if (variable !== undefined) {
      settings[name] = parseValue(setting, setting.env, variable);
      sources[name] = "environment";
    } else {
      settings[name] = setting.default;
      sources[name] = "default";
    }
  }
  const isGiven = (name: SettingName) => sources[name] !== "default";
  for (const [name, value] of Object.entries(profileDefaults(settings as Settings, isGiven))) {
    if (isGiven(name as SettingName)) continue;
    settings[name as SettingName] = value;
    sources[name as SettingName] = "profile";
  }
  return {
    settings: settings as Settings,
    sources: sources as Record<SettingName, SettingSource>,
    operands: line.operands,
    switches: line.switches,
    exposed,
    ignored,
  };
}

/** The file that holds a setting's value, where one is named: by its flag or, without any, by its variable. */
function fileOf(
  setting: Setting<unknown>,
  flag: GivenFlag | undefined,
  env: (name: string) => string | undefined,
): { given: string; path: string } | undefined {
  const names = fileNames(setting);
  if (!names) return undefined;
  if (flag) return flag.flag === names.flag ? { given: flag.flag, path: flag.text } : undefined;
  const path = env(names.env) ?? "";
  if (path === "") return undefined;
  if ((env(setting.env) ?? "") !== "") {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `Both ${setting.env} and ${names.env} are set: give the value or the file that holds it.`,
    );
  }
  return { given: names.env, path };
}

function parseValue(setting: Setting<unknown>, given: string, text: string): unknown {
  const value = setting.type.parse(text);
  if (value !== undefined) return value;
  const shown = setting.type.isSecret ? "its value" : JSON.stringify(text.slice(0, 60));
  const problem = setting.type.problem?.(text) ?? `${shown} is not that`;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `The setting ${given} needs ${setting.type.expects}; ${problem}.`,
  );
}

/** A setting's flag, or that of the file which holds its value, and what came with it. */
interface GivenFlag {
  readonly flag: string;
  readonly text: string;
}

interface CommandLine {
  readonly values: Map<SettingName, GivenFlag>;
  readonly operands: string[];
  readonly switches: Set<string>;
}

function parseArguments(args: readonly string[], allowed: readonly string[]): CommandLine {
  const line: CommandLine = { values: new Map(), operands: [], switches: new Set() };
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? "";
    if (argument === "--") {
      line.operands.push(...args.slice(i + 1));
      break;
    }
    if (!argument.startsWith("-") || argument === "-") {
      line.operands.push(argument);
      continue;
    }
    const equals = argument.indexOf("=");
    const flag = equals < 0 ? argument : argument.slice(0, equals);
    const attached = equals < 0 ? undefined : argument.slice(equals + 1);
    if (allowed.includes(argument)) {
      line.switches.add(argument);
      continue;
    }
    const name = SETTING_NAMES.find((each) =>
      SETTINGS[each].flags.includes(flag) || fileNames(SETTINGS[each])?.flag === flag
    );
    if (name === undefined) throw unknownFlag(flag);
    const setting: Setting<unknown> = SETTINGS[name];
    let text = attached ?? (setting.type.isSwitch ? "true" : undefined);
    if (text === undefined) {
      text = args[++i];
      if (text === undefined) {
        throw new FrameboxError(
          "INVALID_ARGUMENT",
          `The flag ${flag} needs a value after it: ${setting.type.expects}.`,
        );
      }
    }
    line.values.set(name, { flag, text });
  }
  return line;
}

function unknownFlag(flag: string): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `There is no flag ${flag.slice(0, 60)}; framebox --help lists what there is.`,
  );
}
