/**
 * Watching the shared folder of the platform that framebox runs on, which no setting names.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { WatchedFolder } from "./watched_folder.ts";
import type { WatchedFolderDeps, WatchedFolderOptions } from "./watched_folder_types.ts";

/**
 * Makes the input folder if it is missing and begins to watch it. If it can't be used, as a volume
 * of another user, the server runs without it: page and workers don't need it.
 *
 * @returns `undefined` where it can't be watched; the log holds the reason
 */
export async function watchSharedFolder(
  options: WatchedFolderOptions,
  deps: WatchedFolderDeps,
): Promise<WatchedFolder | undefined> {
  try {
    await makeFolder(options.input);
    return await WatchedFolder.start(options, deps);
  } catch (error) {
    deps.log.error("shared_folder_not_watched", error, { input: options.input });
    return undefined;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      `The folder ${path} of SHARED_FOLDER_PATH can't be made; this user must be allowed to write there.`,
      error,
    );
  }
}
