/**
 * Free disk space.
 *
 * @module
 */
import { statfs } from "node:fs/promises";
import type { Logger } from "../../base/log/mod.ts";

const MB = 2 ** 20;

/**
 * Logs where the sessions' files are and how much room is there. Warns where one session alone could fill it,
 * as in runtime directories that are in memory.
 *
 * @param sessionQuotaBytes bound on the files of one session
 */
export async function logDiskSpace(
  path: string,
  sessionQuotaBytes: number,
  log: Logger,
): Promise<void> {
  const free = await freeBytes(path);
  const freeMb = free === undefined ? undefined : Math.floor(free / MB);
  log.info("data_directory", { path, free_mb: freeMb });
  if (free === undefined || free >= sessionQuotaBytes) return;
  log.warn("data_directory_small", {
    path,
    free_mb: freeMb,
    warning: `The disk of ${path} has ${freeMb} MB left, less than one session may keep ` +
      `(SESSION_QUOTA_MB ${
        Math.floor(sessionQuotaBytes / MB)
      }): large videos may find no room. Name a ` +
      "directory on a larger disk with DATA_DIR.",
  });
}

/** Bytes that this user may still write; `undefined` where Deno has no permission, or the system no answer. */
async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
