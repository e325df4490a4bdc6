/**
 * The built-in processors at work, in framebox's own pool, so that the page answers with no worker
 * connected.
 *
 * @module
 */
import type { Pool } from "../base/pool/mod.ts";
import type { PictureSource } from "../media/image/mod.ts";
import { BUILT_IN_NAMES, BUILT_IN_PROCESSORS, type BuiltInName } from "./built_ins.ts";
import { answerAtOnce } from "./run_built_in.ts";
import { type ServeDeps, type ServeOptions, Server } from "./serve.ts";

/** A processor that people can pick. */
export interface ProcessorInfo {
  /** As it stands in `processor=…`. */
  readonly name: string;
  /** A word or two for a menu. */
  readonly title: string;
  /** One sentence about what it does. */
  readonly help: string;
}

/** A built-in that people can pick. */
export interface BuiltInInfo extends ProcessorInfo {
  /** One of framebox's own. */
  readonly name: BuiltInName;
}

/** The built-in processors, in the order in which people see them. */
export const BUILT_INS: readonly BuiltInInfo[] = BUILT_IN_NAMES.map((name) => {
  const { title, help } = BUILT_IN_PROCESSORS[name];
  return { name, title, help };
});

/** How the built-ins run. */
export interface BuiltInOptions extends ServeOptions {
  /** Batches that each built-in works on at once: the pool's size. */
  readonly concurrency: number;
}

/** What the built-ins stand on. */
export interface BuiltInDeps extends ServeDeps {
  /** Where the work is done. */
  readonly pool: Pool;
}

/** Running built-ins. */
export interface BuiltIns {
  /** Stops taking frames; resolves when the work in hand is over. */
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
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
