/**
 * Which processors there are: those of framebox, those that users wrote, and the workers that are
 * connected over gRPC. Each comes from a {@linkcode ProcessorProvider}.
 *
 * @module
 */
import type { Principal } from "../auth/mod.ts";
import { because, FrameboxError } from "../base/errors/mod.ts";
import { WORKERS } from "../base/settings/mod.ts";
import { ANY_IMAGE, MAT_DATA, mediaWords, takesType } from "./media_types.ts";

/**
 * Where a processor runs. `workers`: in whatever program takes frames over gRPC. `built-in`: in
 * framebox's pool. `own`: in threads of its own, from a file of PROCESSORS. `cluster`: as a service of
 * a serverless cluster. `pipeline`: in several of these, one after another.
 */
export type ProcessorKind = "workers" | "built-in" | "own" | "cluster" | "pipeline";

/** A processor that a user can choose. */
export interface ProcessorInfo {
  /** As it stands in `processor=…`. */
  readonly name: string;
  /** A word or two for a menu. */
  readonly title: string;
  /** One sentence about what it does. */
  readonly help: string;
  /** Where it runs. */
  readonly kind: ProcessorKind;
  /** Media types of what it takes; `image/*` stands for all pictures, `video/raw` for planes of Y, U and V. */
  readonly takes: readonly string[];
  /** Media types of what its results hold. */
  readonly gives: readonly string[];
}

/** Knows some processors. */
export interface ProcessorProvider {
  /**
   * Those that it knows now, in the order in which users see them.
   *
   * @param principal the caller that is to choose; `undefined`: framebox itself, by its settings
   */
  list(principal: Principal | undefined): readonly ProcessorInfo[];
  /**
   * Whether a processor of this name, which it doesn't know yet, may come, so that settings may name it; left out: none
   * may.
   */
  expects?(name: string): boolean;
  /**
   * Calls `changed` whenever {@linkcode ProcessorProvider.list} gives others; left out where it never
   * does. Returns the function that ends that.
   */
  subscribe?(changed: () => void): () => void;
}

/** All programs that take frames over gRPC: one processor, whichever of them answers. */
const WORKERS_INFO: ProcessorInfo = {
  name: WORKERS,
  title: "Workers",
  help: "Programs that are connected over gRPC.",
  kind: "workers",
  takes: [ANY_IMAGE],
  gives: [ANY_IMAGE, MAT_DATA],
};

/** Every processor, by name. Workers are always among them, and come first. */
export class ProcessorRegistry {
  readonly #providers: ProcessorProvider[] = [{ list: () => [WORKERS_INFO] }];
  readonly #listeners = new Set<() => void>();

  /**
   * Adds a provider; its processors come after those of the providers before it.
   *
   * @returns the function that takes it out again
   * @throws {FrameboxError} `FAILED_PRECONDITION` when one of its names is taken
   */
  add(provider: ProcessorProvider): () => void {
    this.checkFree(provider.list(undefined).map(({ name }) => name));
    this.#providers.push(provider);
    const unsubscribe = provider.subscribe?.(() => this.#notify());
    this.#notify();
    let isThere = true;
    return () => {
      if (!isThere) return;
      isThere = false;
      unsubscribe?.();
      this.#providers.splice(this.#providers.indexOf(provider), 1);
      this.#notify();
    };
  }

  /**
   * All that a caller may choose now, each name once; of two with one name the first counts.
   *
   * @param principal left out: framebox itself, by its settings
   */
  list(principal?: Principal): readonly ProcessorInfo[] {
    const byName = new Map<string, ProcessorInfo>();
    for (const provider of this.#providers) {
      for (const info of provider.list(principal)) {
        if (!byName.has(info.name)) byName.set(info.name, info);
      }
    }
    return [...byName.values()];
  }

  /** The processor of this name, if the caller may choose it. */
  find(name: string, principal?: Principal): ProcessorInfo | undefined {
    for (const provider of this.#providers) {
      for (const info of provider.list(principal)) if (info.name === name) return info;
    }
    return undefined;
  }

  /** Whether a processor of this name takes this media type. */
  takes(name: string, mediaType: string): boolean {
    const found = this.find(name);
    return found !== undefined && takesType(found.takes, mediaType);
  }

  /** Whether frames for a processor of this name go to workers over gRPC. */
  isWorkers(name: string): boolean {
    return this.find(name)?.kind === "workers";
  }

  /** Those of {@linkcode ProcessorRegistry.list} that take pictures, which is what users and stream clients give. */
  choices(principal?: Principal): readonly ProcessorInfo[] {
    return this.list(principal).filter(({ takes }) => takesType(takes, ANY_IMAGE));
  }

  /**
   * The processor that a request names for its pictures.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when there is none of that name, or it takes no pictures; with a list
   * of those that could be chosen
   */
  choose(name: string, principal?: Principal): ProcessorInfo {
    const found = this.find(name, principal);
    if (found && takesType(found.takes, ANY_IMAGE)) return found;
    const processors = this.choices(principal).map(({ name }) => name).join(", ");
    if (!found) {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        `There is no such processor; there are ${processors}.`,
        undefined,
        because("no-such-processor", { processors }),
      );
    }
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `${name} takes ${mediaWords(found.takes)}, not pictures; choose one of ${processors}.`,
      undefined,
      because("processor-without-pictures", { processor: name, processors }),
    );
  }

  /**
   * Checks names for processors that are to be added.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when one is taken, or comes twice
   */
  checkFree(names: readonly string[]): void {
    const known = this.list().map(({ name }) => name);
    const taken = new Set(known);
    for (const name of names) {
      if (taken.has(name)) {
        throw new FrameboxError(
          "FAILED_PRECONDITION",
          `Two processors are called ${name}; each file of PROCESSORS needs a name of its own, and ` +
            `${known.join(", ")} are taken.`,
        );
      }
      taken.add(name);
    }
  }

  /**
   * Checks that settings name processors that are there and take pictures.
   *
   * @param chosen a name by the setting that holds it
   * @throws {FrameboxError} `FAILED_PRECONDITION` when one is not there, or takes none
   */
  checkChosen(chosen: Readonly<Record<string, string>>): void {
    for (const [setting, name] of Object.entries(chosen)) {
      const found = this.find(name);
      if (found && takesType(found.takes, ANY_IMAGE)) continue;
      if (!found && this.#providers.some((provider) => provider.expects?.(name))) continue;
      const known = this.choices().map(({ name }) => name).join(", ");
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        found
          ? `${setting} names the processor ${name}, which takes ${
            mediaWords(found.takes)
          }, not pictures; ` +
            `choose one of ${known}.`
          : `${setting} names a processor ${name}, and there is none; there are ${known}.`,
      );
    }
  }

  /** Calls `listener` whenever {@linkcode ProcessorRegistry.list} gives others. Returns the function that ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A registry of workers and of processors that never change. */
export function registryOf(processors: readonly ProcessorInfo[]): ProcessorRegistry {
  const registry = new ProcessorRegistry();
  registry.add({ list: () => processors });
  return registry;
}
