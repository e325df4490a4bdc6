/** Sentences for a port that can't be opened. */
import { FrameboxError } from "../errors/mod.ts";
import { hostInUrl } from "./host.ts";

/** What was to be opened. */
export interface ListenTarget {
  /** As the setting HOST has it. */
  readonly host: string;
  /** The one that was asked for. */
  readonly port: number;
  /** The setting that the port is from: `WEB_PORT`. */
  readonly portSetting: string;
}

/**
 * Errors of a host that is no address of this machine. Deno's `node:net` reports `EINVAL` where the
 * system reports `EADDRNOTAVAIL` (measured with 2.9.6), and so does the system of an IPv6 address
 * without the zone that it needs.
 */
const NOT_HERE = ["EADDRNOTAVAIL", "EINVAL", "EAFNOSUPPORT"];
const UNKNOWN_NAME = ["ENOTFOUND", "EAI_AGAIN", "EAI_NONAME"];
const NO_DESCRIPTORS = ["EMFILE", "ENFILE"];

/**
 * The sentence for an error of `Deno.serve`, `Deno.listen` or a `node:net` server's `listen`: it
 * names the setting that has to be another one.
 *
 * @param caught what was thrown or emitted as `error`
 */
export function listenError(caught: unknown, target: ListenTarget): FrameboxError {
  return new FrameboxError("FAILED_PRECONDITION", sentence(codeOf(caught), target), caught);
}

function sentence(code: string, { host, port, portSetting }: ListenTarget): string {
  const place = `${hostInUrl(host)}:${port}`;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use on ${host}; set ${portSetting} to another, or end the program ` +
      "that has it.";
  }
  if (code === "EACCES" || code === "EPERM") {
    return `This user may not listen on port ${port}; set ${portSetting} to one above 1023.`;
  }
  if (NOT_HERE.includes(code)) {
    return `HOST ${host} is no address of this machine; set it to one of its own, to 127.0.0.1 for ` +
      "this machine alone, or to 0.0.0.0 for all of its addresses.";
  }
  if (UNKNOWN_NAME.includes(code)) {
    return `HOST ${host} is a name that nobody knows an address of; set it to an address of this ` +
      "machine, to 127.0.0.1 for this machine alone, or to 0.0.0.0 for all of its addresses.";
  }
  if (NO_DESCRIPTORS.includes(code)) {
    return `${place} can't be opened: the process has no file descriptors left; raise its limit ` +
      "(ulimit -n).";
  }
  return `${place} can't be opened; HOST must be an address of this machine, and ${portSetting} a ` +
    "port that no other program listens on.";
}

/** Node's code of it; for names `Deno.serve` gives none. */
function codeOf(caught: unknown): string {
  if (!(caught instanceof Error)) return "";
  if ("code" in caught && typeof caught.code === "string") return caught.code;
  return caught.message.startsWith("failed to lookup address") ? "ENOTFOUND" : "";
}
