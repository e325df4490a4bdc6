/**
 * The `data.mat` that a person downloads: what the results of a run leave in it (CONTRACTS
 * section 1).
 *
 * @module
 */
import { ElementFile, type StoredVariable } from "./element_file.ts";
import type { Quota } from "./quota.ts";
import type { DataVariable, Policy, RunData } from "./types.ts";

/** The variable that says: a new start. */
const FIRST = "data_00000";

interface Entry {
  readonly stored: StoredVariable;
  /** Number of the frame that left it. */
  readonly by: number;
}

interface Plan {
  /** Entries that go. */
  readonly removed: readonly Entry[];
  readonly added: readonly DataVariable[];
  /** Names of entries that came again with the same bytes: nothing is written for them. */
  readonly same: readonly string[];
}

/** Accumulates variables between two resets. All work on the file happens one after the other. */
export class DataFile implements RunData {
  readonly #path: string;
  readonly #policy: Policy;
  readonly #quota: Quota;
  #entries = new Map<string, Entry>();
  #file: ElementFile | undefined;
  #counted = 0;
  #removed = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param path where the file will be, once there is something in it
   * @param quota counts its bytes
   */
  constructor(path: string, policy: Policy, quota: Quota) {
    this.#path = path;
    this.#policy = policy;
    this.#quota = quota;
  }

  list(): readonly Omit<DataVariable, "element">[] {
    return [...this.#entries.values()].map(({ stored: { name, class: matClass, dims } }) => {
      return { name, class: matClass, dims };
    });
  }

  get byteLength(): number {
    return this.#file?.byteLength ?? 0;
  }

  /**
   * Adds what a frame's result leaves.
   *
   * @returns `over-quota` when the bounds on disk space don't allow it; then nothing has changed
   * @throws what the file system threw; then the file's readers see nothing of it
   */
  add(frame: number, variables: readonly DataVariable[]): Promise<"kept" | "over-quota"> {
    return this.#inTurn(() => this.#add(frame, variables));
  }

  read(): Promise<{ byteLength: number; body: ReadableStream<Uint8Array> } | undefined> {
    return this.#inTurn(async () => await this.#file?.snapshot());
  }

  /** Removes the file; nothing is added to it any more. */
  remove(): Promise<void> {
    this.#removed = true;
    return this.#inTurn(async () => {
      const file = this.#file;
      this.#file = undefined;
      this.#entries = new Map();
      this.#quota.take(-this.#counted);
      this.#counted = 0;
      await file?.remove();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #add(frame: number, variables: readonly DataVariable[]): Promise<"kept" | "over-quota"> {
    if (this.#removed || variables.length === 0) return "kept";
    const plan = await this.#unchanged(this.#plan(frame, variables));
    const growth = (this.#file ? 0 : ElementFile.sizeOf(0)) +
      plan.added.reduce((sum, { element }) => sum + element.byteLength, 0) -
      plan.removed.reduce((sum, { stored }) => sum + stored.byteLength, 0);
    if (!this.#quota.take(growth)) return "over-quota";
    try {
      await this.#write(plan, frame);
    } catch (error) {
      this.#quota.take(-growth);
      throw error;
    }
    this.#counted += growth;
    for (const name of plan.same) {
      const entry = this.#entries.get(name);
      if (entry) this.#entries.set(name, { ...entry, by: frame });
    }
    return "kept";
  }

  /** What goes and what comes, by the rules for replacing and appending. */
  #plan(frame: number, variables: readonly DataVariable[]): Plan {
    const added = new Map(variables.map((variable) => [variable.name, variable]));
    const removed: Entry[] = [];
    if (!added.has(FIRST)) {
      for (const name of added.keys()) {
        const entry = this.#entries.get(name);
        if (entry) removed.push(entry);
      }
    } else {
      // A camera's results come in any order: a new start undoes only what was there before it.
      for (const entry of this.#entries.values()) {
        if (this.#policy === "lossless" || entry.by <= frame) removed.push(entry);
        else added.delete(entry.stored.name);
      }
    }
    return { removed, added: [...added.values()], same: [] };
  }

  /** Spares the rewriting of variables that come again with the same bytes. */
  async #unchanged(plan: Plan): Promise<Plan> {
    const added = new Map(plan.added.map((variable) => [variable.name, variable]));
    // If anything goes for good or changes its size, the file is rewritten anyway.
    for (const { stored } of plan.removed) {
      if (added.get(stored.name)?.element.byteLength !== stored.byteLength) return plan;
    }
    for (const { stored } of plan.removed) {
      const variable = added.get(stored.name);
      if (!variable || !await this.#file?.holds(stored, variable.element)) return plan;
    }
    const same = plan.removed.map(({ stored }) => stored.name);
    for (const name of same) added.delete(name);
    return { removed: [], added: [...added.values()], same };
  }

  async #write({ removed, added }: Plan, frame: number): Promise<void> {
    if (!this.#file) {
      const { file, stored } = await ElementFile.create(this.#path, added);
      this.#file = file;
      this.#remember(stored, frame);
    } else if (removed.length > 0) {
      const gone = new Set(removed);
      const kept = [...this.#entries.values()].filter((entry) => !gone.has(entry));
      const stored = await this.#file.rewrite(kept.map((entry) => entry.stored), added);
      this.#entries = new Map();
      for (const [index, { by }] of kept.entries()) {
        this.#remember(stored.slice(index, index + 1), by);
      }
      this.#remember(stored.slice(kept.length), frame);
    } else if (added.length > 0) {
      this.#remember(await this.#file.append(added), frame);
    }
  }

  #remember(variables: readonly StoredVariable[], by: number): void {
    for (const stored of variables) this.#entries.set(stored.name, { stored, by });
  }
}
