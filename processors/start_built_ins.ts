/**
 * Serves the built-in processors in framebox's own pool, so that the page works without workers.
 *
 * @module
 */
import type { Pool } from "../base/pool/mod.ts";
import type { PictureSource } from "../media/image/mod.ts";
import { BUILT_IN_NAMES, BUILT_IN_PROCESSORS } from "./built_ins.ts";
import { ANY_IMAGE, RAW_VIDEO } from "./media_types.ts";
import type { ProcessorInfo, ProcessorProvider } from "./registry.ts";
import { answerAtOnce } from "./run_built_in.ts";
import { type ServeDeps, type ServeOptions, Server } from "./serve.ts";

/** The built-in processors, in the order in which users see them. */
export const BUILT_INS: readonly ProcessorInfo[] = BUILT_IN_NAMES.map((name) => {
  const { title, help, gives } = BUILT_IN_PROCESSORS[name];
  return { name, title, help, kind: "built-in", takes: [ANY_IMAGE, RAW_VIDEO], gives };
});

/** How the built-ins run. */
export interface BuiltInOptions extends ServeOptions {
  /** Batches that each built-in works on at once: the pool's size. */
  readonly concurrency: number;
}

/** What the built-ins use. */
export interface BuiltInDeps extends ServeDeps {
  /** Where the work is done. */
  readonly pool: Pool;
}

/** Running built-ins. */
export interface BuiltIns extends ProcessorProvider {
  /** Stops taking frames; resolves when batches under way are done. */
  close(): Promise<void>;
}

/** Starts all built-ins. */
export function startBuiltIns(options: BuiltInOptions, deps: BuiltInDeps): BuiltIns {
  const { concurrency } = options;
  const { pool } = deps;
  const servers = BUILT_IN_NAMES.map((name) => {
    const atOnce = (source: PictureSource) => answerAtOnce(name, source);
    const served = { name, place: { builtIn: name }, pool, concurrency, atOnce };
    return new Server(served, options, deps);
  });
  return {
    list: () => BUILT_INS,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
