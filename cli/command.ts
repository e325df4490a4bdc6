/** Chooses the command and turns failures into a sentence and an exit code. */
import { FrameboxError, toFrameboxError } from "../base/errors/mod.ts";
import {
  type LoadedSettings,
  loadSettings,
  type Settings,
  type SettingsRemarks,
  valuesText,
} from "../base/settings/mod.ts";
import type { LoginFlags } from "./login.ts";
import { usage } from "./usage.ts";

/** What the commands need from outside. */
export interface CommandHost {
  /** Version of framebox. */
  readonly version: string;
  /** An environment variable. */
  readonly env: (name: string) => string | undefined;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Prints a line about what went wrong. */
  readonly printError: (line: string) => void;
  /**
   * Runs framebox until a signal ends it; resolves to the exit code. What is remarkable about the
   * settings is for its log.
   */
  readonly serve: (settings: Settings, remarks: SettingsRemarks) => Promise<number>;
  /** Asks the server that runs on this host whether it is alive; resolves to the exit code. */
  readonly health: (settings: Settings) => Promise<number>;
  /** `mat inspect` with its files; resolves to the exit code. */
  readonly inspectMat: (args: readonly string[], settings: Settings) => Promise<number>;
  /** `login` with its arguments; resolves to the exit code. */
  readonly login: (
    args: readonly string[],
    flags: LoginFlags,
    settings: Settings,
  ) => Promise<number>;
}

/** Exit code for a command line or setting that makes no sense (as BSD's `EX_USAGE` means it). */
const EXIT_USAGE = 64;

/** Flags that are no settings. */
const SWITCHES = ["--help", "-h", "--version", "--json", "--operator", "--worker"] as const;

/**
 * Runs what the command line asks for.
 *
 * @returns the exit code: 0 for success, 64 for a wrong command line or setting, 1 for other failures
 */
export async function runCommand(args: readonly string[], host: CommandHost): Promise<number> {
  try {
    // A user that wants help may have a wrong setting: help comes before settings are read.
    if (args.includes("--help") || args.includes("-h")) {
      host.print(usage(host.version));
      return 0;
    }
    if (args.includes("--version")) {
      host.print(`framebox ${host.version}`);
      return 0;
    }
    return await dispatch(loadSettings(args, host.env, SWITCHES), host);
  } catch (caught) {
    const error = toFrameboxError(caught);
    host.printError(`framebox: ${error.message}`);
    if (error.code === "INTERNAL" && error.cause instanceof Error) {
      host.printError(error.cause.stack ?? error.cause.message);
    }
    return error.code === "INVALID_ARGUMENT" ? EXIT_USAGE : 1;
  }
}

function dispatch(loaded: LoadedSettings, host: CommandHost): Promise<number> {
  const [command = "serve", ...rest] = loaded.operands;
  const json = loaded.switches.has("--json");
  if (json && command !== "mat") {
    throw new FrameboxError("INVALID_ARGUMENT", "--json belongs to `framebox mat inspect`.");
  }
  const flags = {
    operator: loaded.switches.has("--operator"),
    worker: loaded.switches.has("--worker"),
  };
  if (command === "login") return host.login(rest, flags, loaded.settings);
  if (flags.operator || flags.worker) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "--operator and --worker belong to `framebox login add`.",
    );
  }
  if (command === "serve" && rest.length === 0) {
    return host.serve(loaded.settings, loaded);
  }
  if (command === "health" && rest.length === 0) return host.health(loaded.settings);
  if (command === "settings" && rest.length === 0) {
    host.print(valuesText(loaded));
    return Promise.resolve(0);
  }
  if (command === "mat" && rest[0] === "inspect") {
    return host.inspectMat([...(json ? ["--json"] : []), "--", ...rest.slice(1)], loaded.settings);
  }
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `There is no command "${
      loaded.operands.join(" ").slice(0, 60)
    }"; there are serve, settings, health, login and mat inspect. framebox --help lists more.`,
  );
}
