/**
 * The `data.mat` of a run, which accumulates the variables of its results by the rules for `PlotInfo.file` in
 * protos/generic_box.proto.
 *
 * @module
 */
import { HEADER_BYTES, type MatAppender, openMatFile } from "../../mat/mod.ts";
import { OpenCopy } from "./data_copy.ts";
import { OpenSnapshot } from "./data_snapshot.ts";
import type { Quota } from "./quota.ts";
import { randomId } from "../base/random_id.ts";
import { hasBytes } from "./stored_bytes.ts";
import type { DataCopy, DataSnapshot, DataVariable, Policy, RunData } from "../api/mod.ts";

/** The variable that starts the data anew. */
const FIRST = "data_00000";

/** A variable that is in the file. */
interface Entry extends Omit<DataVariable, "element"> {
  readonly byteLength: number;
  readonly offset: number;
  /** Number of the frame that left it. */
  readonly by: number;
}

interface Plan {
  /** Entries that are removed. */
  readonly removed: readonly Entry[];
  readonly added: readonly DataVariable[];
  /** Entries that come again with the same bytes: nothing is written for them. */
  readonly same: readonly Entry[];
}

/** Accumulates the variables of one epoch. All operations on the file are serialized. */
export class DataFile implements RunData {
  readonly #path: string;
  readonly #policy: Policy;
  readonly #quota: Quota;
  readonly #makeParent: () => Promise<unknown>;
  /** Distinguishes this file from the one after a reset, without revealing anything else. */
  readonly #id = randomId().slice(0, 8);
  #writes = 0;
  /** In the order of the file. */
  #entries = new Map<string, Entry>();
  #byteLength = 0;
  #file: MatAppender | undefined;
  #counted = 0;
  #over = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param path where the file will be, once there is something in it
   * @param quota counts its bytes
   * @param makeParent makes the directories that it is in, if those are not there
   */
  constructor(
    path: string,
    policy: Policy,
    quota: Quota,
    makeParent: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    this.#path = path;
    this.#policy = policy;
    this.#quota = quota;
    this.#makeParent = makeParent;
  }

  list(): readonly Omit<DataVariable, "element">[] {
    return [...this.#entries.values()].map(({ name, class: matClass, dims }) => {
      return { name, class: matClass, dims };
    });
  }

  get count(): number {
    return this.#entries.size;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /**
   * Adds what a frame's result leaves.
   *
   * @returns `over-quota` when the bounds on disk space don't allow it; then nothing has changed
   * @throws what the file system threw; what was in the file before can still be read
   */
  add(frame: number, variables: readonly DataVariable[]): Promise<"kept" | "over-quota"> {
    return this.#inTurn(() => this.#add(frame, variables));
  }

  read(): Promise<DataCopy | undefined> {
    return this.#inTurn(async () => {
      await this.#look();
      if (this.#byteLength === 0) return undefined;
      const file = await Deno.open(this.#path, { read: true });
      return new OpenCopy(file, this.#byteLength, `${this.#id}.${this.#writes}`);
    });
  }

  open(): Promise<DataSnapshot | undefined> {
    return this.#inTurn(async () => {
      await this.#look();
      if (this.#byteLength === 0) return undefined;
      const places = [...this.#entries.values()].map((entry) => {
        return { ...entry, frame: frameOf(entry) };
      });
      return new OpenSnapshot(await Deno.open(this.#path, { read: true }), places);
    });
  }

  /**
   * Checks whether another program has removed the file; it is then empty and begins anew.
   *
   * @returns whether it was removed
   */
  lookForLoss(): Promise<boolean> {
    return this.#inTurn(() => this.#look());
  }

  /** Nothing more is added. The file can be read, but is not held open. */
  rest(): Promise<void> {
    this.#over = true;
    return this.#inTurn(() => this.#close());
  }

  /** Removes the file; nothing is added to it any more. */
  remove(): Promise<void> {
    this.#over = true;
    return this.#inTurn(async () => {
      const wasThere = !await this.#look() && this.#counted > 0;
      await this.#empty();
      if (wasThere) await Deno.remove(this.#path);
    });
  }

  async #look(): Promise<boolean> {
    if (this.#counted === 0 || await isThere(this.#path)) return false;
    await this.#empty();
    return true;
  }

  async #empty(): Promise<void> {
    this.#entries = new Map();
    this.#byteLength = 0;
    this.#quota.take(-this.#counted);
    this.#counted = 0;
    await this.#close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  async #add(frame: number, variables: readonly DataVariable[]): Promise<"kept" | "over-quota"> {
    if (this.#over || variables.length === 0) return "kept";
    const plan = await this.#unchanged(this.#plan(frame, variables));
    const growth = (this.#counted === 0 ? HEADER_BYTES : 0) +
      plan.added.reduce((sum, { element }) => sum + element.byteLength, 0) -
      plan.removed.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (!this.#quota.take(growth)) return "over-quota";
    try {
      await this.#write(plan, frame);
    } finally {
      // What a failed write has left counts, too; usually that is nothing.
      const written = this.#file?.byteLength ?? 0;
      this.#quota.take(written - this.#counted - growth);
      this.#counted = written;
    }
    for (const entry of plan.same) this.#entries.set(entry.name, { ...entry, by: frame });
    return "kept";
  }

  /** What is removed and what is added, by the rules for replacing and appending. */
  #plan(frame: number, variables: readonly DataVariable[]): Plan {
    const added = new Map(variables.map((variable) => [variable.name, variable]));
    const removed: Entry[] = [];
    if (!added.has(FIRST)) {
      for (const name of added.keys()) {
        const entry = this.#entries.get(name);
        if (entry) removed.push(entry);
      }
    } else {
      // A camera's results come in any order: a new start removes only what earlier frames left.
      for (const entry of this.#entries.values()) {
        if (this.#policy === "lossless" || entry.by <= frame) removed.push(entry);
        else added.delete(entry.name);
      }
    }
    return { removed, added: [...added.values()], same: [] };
  }

  /** Leaves out variables that come again with the same bytes, which need not be rewritten. */
  async #unchanged(plan: Plan): Promise<Plan> {
    const added = new Map(plan.added.map((variable) => [variable.name, variable]));
    // If a variable is removed for good or changes its size, the file is rewritten anyway.
    for (const { name, byteLength } of plan.removed) {
      if (added.get(name)?.element.byteLength !== byteLength) return plan;
    }
    for (const { name, offset } of plan.removed) {
      const variable = added.get(name);
      if (!variable || !await hasBytes(this.#path, offset, variable.element)) return plan;
    }
    for (const { name } of plan.removed) added.delete(name);
    return { removed: [], added: [...added.values()], same: plan.removed };
  }

  async #write({ removed, added }: Plan, frame: number): Promise<void> {
    const file = this.#file ??= await this.#create();
    const elements = added.map(({ element }) => element);
    if (removed.length + added.length > 0) this.#writes++;
    if (removed.length === this.#entries.size && removed.length > 0) {
      await file.replaceAll(elements);
      this.#moved(file, removed);
    } else if (removed.length > 0) {
      await file.remove(removed.map(({ name }) => name));
      this.#moved(file, removed);
      await file.append(elements);
    } else {
      await file.append(elements);
    }
    this.#byteLength = file.byteLength;
    let offset = file.byteLength - elements.reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const { name, class: matClass, dims, element: { byteLength } } of added) {
      this.#entries.set(name, { name, class: matClass, dims, byteLength, offset, by: frame });
      offset += byteLength;
    }
  }

  async #create(): Promise<MatAppender> {
    await this.#makeParent();
    return await openMatFile(this.#path);
  }

  /** The file was rewritten: variables that stayed may have other offsets. */
  #moved(file: MatAppender, removed: readonly Entry[]): void {
    for (const { name } of removed) this.#entries.delete(name);
    const offsets = new Map(file.variables().map(({ name, offset }) => [name, offset]));
    for (const [name, entry] of this.#entries) {
      this.#entries.set(name, { ...entry, offset: offsets.get(name) ?? entry.offset });
    }
    this.#byteLength = file.byteLength;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The number in a name goes before the frame that left the variable, since a result may be of several frames. */
function frameOf({ name, by }: Entry): number {
  const number = Number(/^data_(\d{5,9})$/.exec(name)?.[1] ?? 0);
  return number > 0 ? number : by;
}
