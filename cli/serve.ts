/** `framebox serve`: runs framebox until a signal asks it to end, then drains it. */
import { FrameboxError } from "../base/errors/mod.ts";
import { Logger } from "../base/log/mod.ts";
import {
  checkSettings,
  hostInUrl,
  ignoredWarning,
  isLoopbackAddress,
  type Settings,
  type SettingsRemarks,
} from "../base/settings/mod.ts";

/** The running server, as this command uses it. */
export interface RunningFramebox {
  /** Port of the page. */
  readonly webPort: number;
  /** Ports of the gRPC services. */
  readonly grpcPorts: readonly number[];
  /** Resolves, with the reason, when it can't continue. */
  readonly failed: Promise<FrameboxError>;
  /** Work in flight finishes until the signal aborts; then everything ends. */
  stop(signal: AbortSignal): Promise<void>;
}

/** Starts the server. */
export type StartFramebox = (settings: Settings, log: Logger) => Promise<RunningFramebox>;

/** grpc-js needs what Deno's HTTP/2 server does since this version; older ones fail on every call. */
const OLDEST_DENO = [2, 7, 14] as const;

/** Exit code of a server that can't continue but may be started again (sysexits.h, EX_TEMPFAIL). */
const TEMPORARY_FAILURE = 75;

/** A token with fewer characters than this is warned of: the owner's choice, but a weak one. */
const SHORT_TOKEN = 16;

/** Of secrets given by a flag. */
const EXPOSED = "A secret on the command line can be read by every user of this host, and " +
  "`deno task` prints it: give it by its environment variable, or in a file, e.g. WORKER_TOKEN_FILE.";

/**
 * Runs framebox.
 *
 * @param remarks on the settings, for the log
 * @returns the exit code once framebox has ended
 * @throws {FrameboxError} when it can't start: a sentence that names what is in the way
 */
export async function serve(
  settings: Settings,
  startFramebox: StartFramebox,
  remarks: SettingsRemarks = { exposed: [], ignored: [] },
): Promise<number> {
  checkDenoVersion(Deno.version.deno);
  checkSettings(settings);
  const log = makeLogger(settings);
  const { exposed, ignored } = remarks;
  if (exposed.length > 0) {
    log.warn("secret_on_command_line", { flags: exposed.join(" "), warning: EXPOSED });
  }
  for (const each of ignored) {
    log.warn("variable_ignored", { variable: each.variable, warning: ignoredWarning(each) });
  }
  const keepRunning = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    log.error("unhandled_rejection", event.reason);
  };
  // Thrown outside of any call, by a library that can't handle a client's bytes: no reason to end the
  // work of all other clients.
  const keepServing = (event: ErrorEvent) => {
    event.preventDefault();
    log.error("uncaught_error", event.error);
  };
  globalThis.addEventListener("unhandledrejection", keepRunning);
  globalThis.addEventListener("error", keepServing);
  const asked = waitForSignal(["SIGINT", "SIGTERM"]);
  try {
    const framebox = await startFramebox(settings, log);
    log.info("ready", addresses(settings, framebox));
    if (settings.open && !isLoopbackAddress(settings.host)) {
      log.warn("open", { warning: "OPEN is set: everyone who reaches this server may use it." });
    }
    if (settings.workerToken !== "" && settings.workerToken.length < SHORT_TOKEN) {
      log.warn("short_token", { warning: "WORKER_TOKEN is short enough to be guessed." });
    }
    const end = await Promise.race([asked.signal, framebox.failed]);
    const limit_ms = settings.drainTimeoutMs;
    if (typeof end === "string") log.info("draining", { signal: end, limit_ms });
    else log.error("failed", end, { limit_ms });
    await framebox.stop(AbortSignal.any([AbortSignal.timeout(limit_ms), asked.again]));
    log.info("ended");
    return typeof end === "string" ? 0 : TEMPORARY_FAILURE;
  } finally {
    asked.close();
    globalThis.removeEventListener("unhandledrejection", keepRunning);
    globalThis.removeEventListener("error", keepServing);
    log.flush();
  }
}

/**
 * Refuses a Deno that can't serve gRPC.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION`
 */
export function checkDenoVersion(version: string): void {
  const parts = version.split(".").map((part) => Number.parseInt(part, 10));
  for (const [i, oldest] of OLDEST_DENO.entries()) {
    const part = parts[i] ?? 0;
    if (part > oldest) return;
    if (part < oldest) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        `This is Deno ${version}; framebox needs ${OLDEST_DENO.join(".")} or newer.`,
      );
    }
  }
}

function makeLogger(settings: Settings): Logger {
  const terminal = Deno.stderr.isTerminal();
  const auto = terminal ? "text" : "json";
  const encoder = new TextEncoder();
  return new Logger({
    level: settings.logLevel,
    format: settings.logFormat === "auto" ? auto : settings.logFormat,
    write: (line) => writeAll(encoder.encode(`${line}\n`)),
  });
}

function writeAll(bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
  } catch {
    // The reader of the log has gone; framebox runs without one.
  }
}

/** The addresses of the page and of the gRPC services, for the log. */
export function addresses(
  settings: Pick<Settings, "host" | "basePath" | "tlsCert">,
  framebox: Pick<RunningFramebox, "webPort" | "grpcPorts">,
): Record<string, string> {
  const scheme = settings.tlsCert === "" ? "http" : "https";
  const host = hostInUrl(settings.host);
  return {
    page: `${scheme}://${host}:${framebox.webPort}${settings.basePath}/`,
    grpc: framebox.grpcPorts.map((port) => `${host}:${port}`).join(","),
  };
}

interface Asked {
  /** Resolves to the first signal. */
  readonly signal: Promise<string>;
  /** Aborts at the second signal, which ends the draining. */
  readonly again: AbortSignal;
  close(): void;
}

function waitForSignal(signals: readonly Deno.Signal[]): Asked {
  const { promise, resolve } = Promise.withResolvers<string>();
  const again = new AbortController();
  let asked = false;
  const listeners = signals.map((name) => {
    const listener = () => {
      if (asked) again.abort();
      asked = true;
      resolve(name);
    };
    Deno.addSignalListener(name, listener);
    return [name, listener] as const;
  });
  return {
    signal: promise,
    again: again.signal,
    close: () => listeners.forEach(([name, listener]) => Deno.removeSignalListener(name, listener)),
  };
}
