/**
 * What every live socket is sent: the workers and the watched folders.
 *
 * @module
 */
import { goneJson, workerJson } from "../api/hub_json.ts";
import { watchedFolderJson } from "../api/watched_folder_json.ts";
import type { WebParts } from "../web_parts.ts";
import type { Status } from "../wire/mod.ts";

/** Publishes the present state, and each change from now on. Returns the function that stops it. */
export function publishServerStatus(
  { hub, folders }: Pick<WebParts, "hub" | "folders">,
  publish: (status: Status) => void,
): () => void {
  const publishWorkers = (who: { came?: string; left?: string } = {}) => {
    const { workers, gone } = hub.status;
    publish({ event: "workers", workers: workers.map(workerJson), gone: goneJson(gone), ...who });
  };
  const publishFolders = () => {
    if (folders.length === 0) return;
    publish({ event: "folders", folders: folders.map(({ state }) => watchedFolderJson(state)) });
  };
  publishWorkers();
  publishFolders();
  const stops = [
    hub.subscribe((event) => {
      if (event.type === "worker-came") publishWorkers({ came: event.name });
      if (event.type === "worker-left") publishWorkers({ left: event.name });
      if (event.type === "workers" || event.type === "worker-stopped") publishWorkers();
    }),
    ...folders.map((folder) => folder.subscribe(publishFolders)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
