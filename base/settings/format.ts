/** Settings as text: `--help`, `framebox settings`, the table in docs/settings.md. */
import { type LoadedSettings, SETTING_NAMES } from "./load.ts";
import { fileNames } from "./secret_file.ts";
import type { Setting } from "./setting.ts";
import { SETTINGS } from "./table.ts";

/** All settings for `--help`, grouped, one line of help each. */
export function helpText(): string {
  const lines: string[] = [];
  for (const [group, settings] of groups()) {
    lines.push("", `${group}:`);
    for (const setting of settings) {
      const shown = setting.type.format(setting.default);
      const given = shown === "" ? "" : ` [${shown}]`;
      lines.push(`  ${[...setting.flags].reverse().join(", ")}, ${setting.env}${given}`);
      lines.push(`      ${helpOf(setting)}`);
    }
  }
  return lines.slice(1).join("\n");
}

/** Every setting with its value and where it came from; secrets are not shown. */
export function valuesText(loaded: LoadedSettings): string {
  const rows = SETTING_NAMES.map((name) => {
    const setting: Setting<unknown> = SETTINGS[name];
    const text = setting.type.format(loaded.settings[name]);
    const secret = setting.type.shown?.(loaded.settings[name]) ?? "(set)";
    const value = text === "" ? "(none)" : setting.type.isSecret ? secret : text;
    return [setting.env, value, loaded.sources[name]] as const;
  });
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(([env, value, source]) => `${env.padEnd(width(0))}  ${value.padEnd(width(1))}  ${source}`)
    .join("\n");
}

/** The table in docs/settings.md. */
export function markdownTable(): string {
  const lines = ["| variable | flag | default | what it does |", "|---|---|---|---|"];
  for (const [, settings] of groups()) {
    for (const setting of settings) {
      const flags = setting.flags.map((flag) => `\`${flag}\``).join(" ");
      const shown = setting.type.format(setting.default);
      const value = shown === "" ? "none" : `\`${shown}\``;
      lines.push(`| \`${setting.env}\` | ${flags} | ${value} | ${helpOf(setting)} |`);
    }
  }
  return lines.join("\n");
}

function helpOf(setting: Setting<unknown>): string {
  const names = fileNames(setting);
  return names ? `${setting.help} Or ${names.env}: a file that holds it.` : setting.help;
}

function groups(): Map<string, Setting<unknown>[]> {
  const found = new Map<string, Setting<unknown>[]>();
  for (const name of SETTING_NAMES) {
    const setting: Setting<unknown> = SETTINGS[name];
    const group = found.get(setting.group);
    if (group) group.push(setting);
    else found.set(setting.group, [setting]);
  }
  return found;
}
