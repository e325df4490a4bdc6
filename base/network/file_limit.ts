/**
 * How many connections fit under the system's limit of open files: each one takes a descriptor, and
 * so does everything else.
 *
 * @module
 */

/** Limits of connections by entrance. */
export interface ConnectionLimits {
  /** Of the page and the HTTP API. */
  readonly web: number;
  /** Of gRPC. */
  readonly grpc: number;
}

/** Limits that fit. */
export interface FittedConnections extends ConnectionLimits {
  /** Whether they are below the settings. */
  readonly isFitted: boolean;
}

/** Descriptors for everything but clients' connections: files, pipes to ffmpeg, cameras, bursts. */
const MAX_RESERVED = 512;

/** Connections of each kind that are always accepted, however small the limit is. */
const MIN_CONNECTIONS = 8;

/**
 * The soft limit of open files of this process (`ulimit -n`) on Linux.
 *
 * @returns `undefined` where the system has no such file, or this process may not read it
 */
export function openFileLimit(): number | undefined {
  try {
    return parseOpenFileLimit(Deno.readTextFileSync("/proc/self/limits"));
  } catch {
    return undefined;
  }
}

/** Reads the soft limit of `Max open files` in the text of `/proc/self/limits` (proc(5)). */
export function parseOpenFileLimit(text: string): number | undefined {
  const soft = /^Max open files\s+(\d+)/m.exec(text)?.[1];
  return soft === undefined ? undefined : Number(soft);
}

/**
 * Lowers limits of connections until they fit, in proportion.
 *
 * @param wanted as settings have them
 * @param openFiles the soft limit; `undefined` if it is not known
 */
export function fitConnections(
  wanted: ConnectionLimits,
  openFiles: number | undefined,
): FittedConnections {
  const sum = wanted.web + wanted.grpc;
  const reserved = Math.min(MAX_RESERVED, Math.ceil((openFiles ?? 0) / 2));
  const room = openFiles === undefined ? Infinity : openFiles - reserved;
  if (sum <= room) return { ...wanted, isFitted: false };
  const fitted = (one: number) =>
    Math.min(one, Math.max(MIN_CONNECTIONS, Math.floor(room * one / sum)));
  return { web: fitted(wanted.web), grpc: fitted(wanted.grpc), isFitted: true };
}
