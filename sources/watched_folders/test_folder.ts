/** What the tests of watched folders share: two folders, a hub, and scripted workers. */
import { readResult } from "../../results/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Lease,
  type ResultContent,
} from "../../hub/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import { BUILT_INS, registryOf } from "../../processors/mod.ts";
import { Pool } from "../../base/pool/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { Logger } from "../../base/log/mod.ts";
import { raster } from "../testing/test_pictures.ts";
import { WatchedFolder } from "./watched_folder.ts";
import type {
  FolderState,
  WatchedFolderDeps,
  WatchedFolderOptions,
} from "./watched_folder_types.ts";
import { limit } from "../../tests/support/limit.ts";

/** What a test works with. */
export interface TestFolder {
  readonly hub: Hub;
  /** What a folder is watched with, and what it stands on, for a test that starts to watch itself. */
  readonly options: WatchedFolderOptions;
  readonly deps: WatchedFolderDeps;
  readonly input: string;
  readonly output: string;
  /** Lines of the log. */
  readonly log: string[];
  /** Starts to watch. */
  start(options?: Partial<WatchedFolderOptions>): Promise<WatchedFolder>;
  /** A worker that answers each frame. Returns the function that ends it. */
  work(answer?: (lease: Lease) => ResultContent | FrameboxError): () => void;
  /** Puts a file into the input folder at once. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** All files in the output folder but those of framebox itself, in the order of their names. */
  results(): Promise<string[]>;
}

/** Runs a test and takes everything down again. */
export async function withFolder(
  test: (t: TestFolder) => Promise<void>,
  hubOptions: Partial<HubOptions> = {},
): Promise<void> {
  const directory = await Deno.realPath(await Deno.makeTempDir({ prefix: "folder-test-" }));
  const [input, output] = [`${directory}/in`, `${directory}/out`];
  await Deno.mkdir(input);
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const dataDir = `${directory}/data`;
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...hubOptions }, {
    log,
    readResult,
  });
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  const deps = { hub, processors: registryOf(BUILT_INS), pool, log };
  const started: WatchedFolder[] = [];
  const ending: (() => void)[] = [];
  const working: Promise<void>[] = [];
  const usual: WatchedFolderOptions = {
    input,
    output,
    processor: "workers",
    settleMs: 40,
    listEveryMs: 0,
    imageLimits: { maxBytes: 1024 * 1024, maxPixels: 1_000_000 },
    jpegQuality: 85,
    maxInFlight: 8,
    maxBytesInFlight: 1024 * 1024,
  };
  try {
    await test({
      hub,
      options: usual,
      deps,
      input,
      output,
      log: lines,
      async start(options = {}) {
        const folder = await WatchedFolder.start({ ...usual, ...options }, deps);
        started.push(folder);
        return folder;
      },
      work(answer = () => ({ payload: Picture.fromRaster(raster(10)) })) {
        const stop = new AbortController();
        const connection = hub.connect({
          processors: ["workers"],
          kind: "worker",
          name: "worker",
          sticky: false,
        });
        const end = () => {
          stop.abort();
          connection.close();
        };
        ending.push(end);
        working.push(
          (async () => {
            for (;;) {
              const lease = await connection.take(stop.signal);
              lease.delivered();
              const content = answer(lease);
              if (content instanceof FrameboxError) lease.fail(content, { again: false });
              else await lease.complete(content);
            }
          })().catch(() => {}),
        );
        return end;
      },
      async put(name, bytes) {
        await Deno.writeFile(`${directory}/arriving`, bytes);
        await Deno.rename(`${directory}/arriving`, `${input}/${name}`);
      },
      results: () => filesBelow(output),
    });
  } finally {
    for (const end of ending) end();
    await Promise.all(started.map((folder) => folder.close()));
    await Promise.all(working);
    await hub.close();
    await pool.close();
    log.flush();
    await Deno.remove(directory, { recursive: true });
  }
}

/** Resolves when the predicate holds for the folder's state. */
export async function until(
  folder: WatchedFolder,
  holds: (state: FolderState) => boolean,
): Promise<void> {
  if (holds(folder.state)) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = limit();
  const fail = () => reject(new Error(`It is ${JSON.stringify(folder.state)}`));
  late.addEventListener("abort", fail, { once: true });
  const stop = folder.subscribe((state) => {
    if (holds(state)) resolve();
  });
  if (holds(folder.state)) resolve();
  try {
    await promise;
  } finally {
    stop();
    late.removeEventListener("abort", fail);
  }
}

async function filesBelow(root: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${root}/${below}`)) {
    if (name === ".framebox") continue;
    if (isDirectory) found.push(...await filesBelow(root, `${below}${name}/`));
    else found.push(`${below}${name}`);
  }
  return found.sort();
}
