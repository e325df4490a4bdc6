/**
 * What every live socket is sent: the workers, the processors that its user can choose, and the watched folders.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import { goneJson, workerJson } from "../api/hub_json.ts";
import { processorJson } from "../api/processor_json.ts";
import { watchedFolderJson } from "../api/watched_folder_json.ts";
import type { WebParts } from "../web_parts.ts";
import type { Status } from "../wire/mod.ts";

/** What it uses. */
export type ServerStatusDeps = Pick<WebParts, "hub" | "folders" | "processors">;

/**
 * Publishes the present state, and each change from now on.
 *
 * @param principal whose processors are published
 * @returns the function that stops it
 */
export function publishServerStatus(
  { hub, folders, processors }: ServerStatusDeps,
  principal: Principal,
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
  let published = "";
  // A change may concern other users alone.
  const publishProcessors = () => {
    const list = processors.list(principal).map(processorJson);
    const text = JSON.stringify(list);
    if (text === published) return;
    published = text;
    publish({ event: "processors", processors: list });
  };
  publishWorkers();
  publishProcessors();
  publishFolders();
  const stops = [
    hub.subscribe((event) => {
      if (event.type === "worker-came") publishWorkers({ came: event.name });
      if (event.type === "worker-left") publishWorkers({ left: event.name });
      if (event.type === "workers" || event.type === "worker-stopped") publishWorkers();
    }),
    processors.subscribe(publishProcessors),
    ...folders.map((folder) => folder.subscribe(publishFolders)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
