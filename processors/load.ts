/**
 * Loads a processor that a user wrote, in the thread that runs it, and checks its shape.
 *
 * @module
 */
import { hideFfi } from "./hide_ffi.ts";
import type { ImageProcessor, ProcessorContext } from "./processor.ts";

/** Most threads that a processor may ask for. */
const MAX_THREADS = 64;

/** Streams whose state is kept: the default of MAX_STREAMS. */
const MAX_STREAMS = 256;

/** A processor of a file, and what it remembers. */
export interface LoadedProcessor {
  readonly processor: ImageProcessor;
  readonly stateOf: ProcessorContext["stateOf"];
}

const loaded = new Map<string, Promise<LoadedProcessor>>();

/**
 * The processor in a module; it is loaded once in this thread.
 *
 * @param module its address: `file:` or `data:`
 * @throws {TypeError} when it is none, as the end of a sentence; what the module throws
 */
export function loadProcessor(module: string): Promise<LoadedProcessor> {
  let loading = loaded.get(module);
  if (!loading) {
    loading = load(module);
    loaded.set(module, loading);
    loading.catch(() => loaded.delete(module));
  }
  return loading;
}

async function load(module: string): Promise<LoadedProcessor> {
  hideFfi();
  const { default: exported }: { default?: unknown } = await import(module);
  return { processor: checked(exported), stateOf: states() };
}

function checked(exported: unknown): ImageProcessor {
  if (!isProcessor(exported)) {
    throw new TypeError("its default export must be an object with a name and a function process");
  }
  const { name, title, help, channels = 3, threads = 1 } = exported;
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(name)) {
    throw new TypeError(
      "its name must be letters, digits, _ and -, 64 at most, the first a letter or digit",
    );
  }
  for (const words of [title, help]) {
    if (words !== undefined && typeof words !== "string") {
      throw new TypeError("its title and help must be strings");
    }
  }
  if (channels !== 1 && channels !== 3) throw new TypeError("its channels must be 1 or 3");
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new TypeError(`its threads must be a whole number from 1 to ${MAX_THREADS}`);
  }
  return exported;
}

function isProcessor(exported: unknown): exported is ImageProcessor {
  return typeof exported === "object" && exported !== null &&
    "name" in exported && typeof exported.name === "string" &&
    "process" in exported && typeof exported.process === "function";
}

/** What is remembered of streams; the least recently used ones go first. */
function states(): ProcessorContext["stateOf"] {
  const remembered = new Map<string, unknown>();
  return <T>(stream: string, make: () => T): T => {
    const isKnown = remembered.has(stream);
    const state = isKnown ? remembered.get(stream) : make();
    remembered.delete(stream);
    remembered.set(stream, state);
    if (remembered.size > MAX_STREAMS) {
      for (const oldest of remembered.keys()) {
        remembered.delete(oldest);
        break;
      }
    }
    // A caller that asks for a stream's state gives the same `make` each time.
    return state as T;
  };
}

/** The message of anything that was thrown, in one line. */
export function messageOf(error: unknown): string {
  let message: string;
  try {
    message = String(error instanceof Error ? error.message : error);
  } catch {
    message = "";
  }
  return message.split("\n")[0]?.slice(0, 500) || "it gave no reason";
}
