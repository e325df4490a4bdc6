/**
 * Runs processors that users wrote. Each has threads of its own, so that one which is slow, or never
 * returns, delays no other.
 *
 * @module
 */
import { because, FrameboxError } from "../base/errors/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { imageSetup } from "../media/image/mod.ts";
import { describeTask, type ProcessorDescription } from "./tasks.ts";
import { messageOf } from "./load.ts";
import { moduleAddress } from "./module_address.ts";
import { ANY_IMAGE, JSON_DATA } from "./media_types.ts";
import type { ProcessorInfo, ProcessorProvider, ProcessorRegistry } from "./registry.ts";
import { type ServeDeps, type ServeOptions, Server } from "./serve.ts";

/** Limit on one batch. */
const TASK_TIMEOUT_MS = 30_000;

/** Their files, and how they run. */
export interface OwnProcessorOptions extends ServeOptions {
  /** Their files, each with a processor as its default export. */
  readonly files: readonly string[];
  /** framebox is one compiled binary, which can't import from the disk. */
  readonly isCompiled?: boolean;
  /** How long loading one may take, and a batch; 30 s if left out. */
  readonly taskTimeoutMs?: number;
}

/** What they use. */
export interface OwnProcessorDeps extends ServeDeps {
  /** Whose names are taken. */
  readonly registry: Pick<ProcessorRegistry, "checkFree">;
  /** The module that the threads start with. */
  readonly entry: URL | string;
}

/** Running processors. */
export interface OwnProcessors extends ProcessorProvider {
  /** In the order of the files. */
  list(): readonly ProcessorInfo[];
  /** Stops taking frames; batches under way are aborted, because they might never end. */
  close(): Promise<void>;
}

interface Loaded {
  readonly module: string;
  readonly pool: Pool;
  readonly description: ProcessorDescription;
}

/**
 * Loads the files and serves their processors.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when one can't be loaded, is no processor, or has a
 * name that is taken
 */
export async function startOwnProcessors(
  options: OwnProcessorOptions,
  deps: OwnProcessorDeps,
): Promise<OwnProcessors> {
  const loading = await Promise.allSettled(options.files.map((file) => load(file, options, deps)));
  const loaded = loading.flatMap((one) => one.status === "fulfilled" ? one.value : []);
  const closePools = async () => {
    await Promise.all(loaded.map(({ pool }) => pool.close()));
  };
  try {
    for (const one of loading) if (one.status === "rejected") throw one.reason;
    deps.registry.checkFree(loaded.map(({ description }) => description.name));
  } catch (error) {
    await closePools();
    throw error;
  }
  const servers = loaded.map((one) => serve(one, options, deps));
  const list = loaded.map(({ description: { name, title, help } }): ProcessorInfo => {
    return { name, title, help, kind: "own", takes: [ANY_IMAGE], gives: [ANY_IMAGE, JSON_DATA] };
  });
  return {
    list: () => list,
    async close() {
      const closing = servers.map((server) => server.close());
      await closePools();
      await Promise.all(closing);
    },
  };
}

/** Loads it in a thread, where a file that hangs or crashes does no harm. */
async function load(
  file: string,
  options: OwnProcessorOptions,
  deps: OwnProcessorDeps,
): Promise<Loaded> {
  const taskTimeoutMs = options.taskTimeoutMs ?? TASK_TIMEOUT_MS;
  const start = (size: number, name: string) =>
    new Pool({
      size,
      entry: deps.entry,
      name,
      taskTimeoutMs,
      setup: imageSetup(),
      log: deps.log,
    });
  let module: string;
  try {
    module = await moduleAddress(file, options.isCompiled ?? false);
  } catch (error) {
    throw unfit(file, messageOf(error));
  }
  const first = start(1, "processor");
  const closeFirst = () => first.close();
  let description: Awaited<ReturnType<typeof describe>>;
  try {
    description = await describe(first, module);
  } catch (error) {
    await closeFirst();
    const late = error instanceof FrameboxError && error.code === "DEADLINE_EXCEEDED";
    throw unfit(
      file,
      late ? `it took longer than ${taskTimeoutMs / 1000} s to load` : messageOf(error),
    );
  }
  if ("wrong" in description) {
    await closeFirst();
    throw unfit(file, description.wrong);
  }
  const { threads, name } = description;
  if (threads === 1) return { module, pool: first, description };
  await closeFirst();
  return { module, pool: start(threads, `processor-${name}`), description };
}

function describe(pool: Pool, module: string) {
  return pool.run(describeTask, { module });
}

function serve(
  { module, pool, description }: Loaded,
  options: OwnProcessorOptions,
  deps: OwnProcessorDeps,
): Server {
  const { name, threads } = description;
  const seconds = (options.taskTimeoutMs ?? TASK_TIMEOUT_MS) / 1000;
  const lost = ({ code, message, cause }: FrameboxError) => {
    if (code === "DEADLINE_EXCEEDED") {
      return new FrameboxError(
        code,
        `The processor ${name} took longer than ${seconds} s; it has been started anew.`,
        cause,
        because("processor-too-slow", { limit_ms: seconds * 1000 }),
      );
    }
    if (code !== "INTERNAL") return new FrameboxError(code, message, cause);
    return new FrameboxError(
      code,
      `The processor ${name} ended its thread; it has been started anew.`,
      cause,
      because("processor-crashed"),
    );
  };
  const served = { name, place: { module }, pool, concurrency: threads, lost };
  return new Server(served, options, deps);
}

function unfit(file: string, why: string): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    `PROCESSORS names ${file}, which is no image processor: ${why.replace(/\.$/, "")}.`,
  );
}
