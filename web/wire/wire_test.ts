import type { CameraJson } from "../api/camera_json.ts";
import type { ContentJson, GoneJson, TimingsJson, WorkerJson } from "../api/described.ts";
import type { FolderJson } from "../api/folder_json.ts";
import type { historySchema } from "../api/history.ts";
import type { Json } from "../api/schema_parts.ts";
import type { ImageJson } from "../api/images.ts";
import type { ItemJson } from "../api/item_json.ts";
import type { LongRunJson, RunJson } from "../api/runs.ts";
import type { processorSchema } from "../api/status.ts";
import type { StreamJson } from "../api/stream_json.ts";
import type { VideoJson } from "../api/video_json.ts";
import type * as wire from "./mod.ts";
import assert from "node:assert/strict";

/** What the API sends of each kind, and what the page reads of it: a type error where they differ. */
type Sent = Fits<[
  [CameraJson, wire.CameraJson],
  [ContentJson, wire.ContentJson],
  [FolderJson, wire.FolderJson],
  [GoneJson, wire.GoneJson],
  [Json<typeof historySchema>, wire.HistoryJson],
  [ImageJson, wire.ImageJson],
  [ItemJson, wire.ItemJson],
  [LongRunJson, wire.LongRunJson],
  [Json<typeof processorSchema>, wire.ProcessorJson],
  [RunJson, wire.RunJson],
  [StreamJson, wire.StreamJson],
  [TimingsJson, wire.TimingsJson],
  [VideoJson, wire.VideoJson],
  [WorkerJson, wire.WorkerJson],
]>;

type Fits<Pairs extends readonly (readonly [unknown, unknown])[]> = {
  [I in keyof Pairs]: Pairs[I][0] extends Pairs[I][1]
    ? Exclude<keyof Pairs[I][1], keyof Pairs[I][0]> extends never ? true : never
    : never;
};

/** Only a list of nothing but `true` is taken. */
function allFit<Checks extends readonly true[]>(checks: Checks): number {
  return checks.length;
}

Deno.test("what the API sends is what the page reads", () => {
  const checks: Sent = [
    ...[true, true, true, true, true] as const,
    ...[true, true, true, true, true] as const,
    ...[true, true, true, true] as const,
  ];
  assert.equal(allFit(checks), 14);
});

Deno.test("the wire's types depend on nothing else, so that the browser's scripts can use them", async () => {
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (name.endsWith("_test.ts")) continue;
    const source = await Deno.readTextFile(new URL(name, import.meta.url));
    const strays = [...source.matchAll(/ from "([^"]+)"/g)].map(([, from]) => from)
      .filter((from) => !from?.startsWith("./"));
    assert.deepEqual(strays, [], name);
  }
});
