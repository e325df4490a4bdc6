/** The description of one setting. */
import { type SettingType, whole } from "./types.ts";

/** One setting. */
export interface Setting<T> {
  /** Environment variable. */
  readonly env: string;
  /** Flags, the long one first: `--port`, `-p`. */
  readonly flags: readonly string[];
  /** How its text is read. */
  readonly type: SettingType<T>;
  /** The default value. */
  readonly default: T;
  /** One line. */
  readonly help: string;
  /** Heading it stands under. */
  readonly group: string;
}

/** What a setting's place in the table defines. */
interface Entry<T> {
  readonly type: SettingType<T>;
  readonly default: NoInfer<T>;
  readonly help: string;
  readonly short?: string;
}

/**
 * One setting; its flag is its environment variable in kebab case.
 *
 * @param group heading it stands under
 */
export function setting<T>(group: string, env: string, entry: Entry<T>): Setting<T> {
  const long = `--${env.toLowerCase().replaceAll("_", "-")}`;
  const flags = entry.short ? [long, entry.short] : [long];
  return { env, flags, group, type: entry.type, default: entry.default, help: entry.help };
}

/** Milliseconds; a day at most. */
export const ms = (max = 86_400_000): SettingType<number> => whole({ min: 1, max, unit: "ms" });

/** Seconds; a day at most. */
export const seconds = (): SettingType<number> => whole({ min: 1, max: 86_400, unit: "s" });

/** MB of 2^20 bytes. */
export const megabytes = (max = 1_048_576): SettingType<number> =>
  whole({ min: 1, max, unit: "MB" });

/** A number of things, at least one. */
export const count = (max: number, unit: string): SettingType<number> =>
  whole({ min: 1, max, unit });
