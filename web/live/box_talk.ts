/**
 * What everybody at a box hears over a live socket: its workers and its watched folders.
 *
 * @module
 */
import { goneJson, workerJson } from "../api/described.ts";
import { folderJson } from "../api/folder_json.ts";
import type { WebContext } from "../web_context.ts";
import type { Status } from "./protocol.ts";

/** Says how it is now, and each change from now on. Returns the function that stops it. */
export function tellOfBox(
  { hub, folders }: WebContext,
  say: (status: Status) => void,
): () => void {
  const sayWorkers = (who: { came?: string; left?: string } = {}) => {
    const { workers, gone } = hub.status;
    say({ event: "workers", workers: workers.map(workerJson), gone: goneJson(gone), ...who });
  };
  const sayFolders = () => {
    if (folders.length === 0) return;
    say({ event: "folders", folders: folders.map(({ state }) => folderJson(state)) });
  };
  sayWorkers();
  sayFolders();
  const stops = [
    hub.subscribe((event) => {
      if (event.type === "worker-came") sayWorkers({ came: event.name });
      if (event.type === "worker-left") sayWorkers({ left: event.name });
      if (event.type === "workers" || event.type === "worker-stopped") sayWorkers();
    }),
    ...folders.map((folder) => folder.subscribe(sayFolders)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
