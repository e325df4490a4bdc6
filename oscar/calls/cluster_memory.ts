/**
 * What calls of a cluster share, of all logins: whose turn it is at a service, how its outputs are named, and when
 * its jobs may be listed again.
 *
 * @module
 */
import { HeldBytes } from "./held_bytes.ts";
import { Turns } from "./turns.ts";

/** How often jobs of a service are listed, in milliseconds: each page costs the cluster a call for each job on it. */
const LIST_JOBS_MS = 5000;

/** Five inputs of 20 MB, or a hundred photographs; as much of answers. */
const MAX_HELD_BYTES = 256_000_000;

/** Of one service. */
export class ServiceMemory {
  /** Whose turn it is. */
  readonly turns: Turns = new Turns();
  /** Whose turn it is among calls that are alone because their callers want that. */
  readonly alone: Turns = new Turns(1);
  /** Whether the service's outputs have the mark of their input; `undefined` before the first output. */
  hasMarks: boolean | undefined;
  #listAtMs = -Infinity;

  /** In how many milliseconds jobs may be listed. */
  listDelayMs(nowMs: number): number {
    return Math.max(0, this.#listAtMs - nowMs);
  }

  /** Jobs are listed now. */
  noteList(nowMs: number): void {
    this.#listAtMs = nowMs + LIST_JOBS_MS;
  }
}

/** One for each cluster; all logins of it share it. */
export class ClusterMemory {
  /** Inputs of synchronous calls, with their base64. */
  readonly inputs: HeldBytes;
  /** Their answers, with what they are decoded to, and outputs of jobs that are held. */
  readonly answers: HeldBytes;
  readonly #services = new Map<string, ServiceMemory>();

  /**
   * Knows no service yet.
   *
   * @param maxBytes of inputs, and of answers
   */
  constructor(maxBytes: number = MAX_HELD_BYTES) {
    this.inputs = new HeldBytes(maxBytes);
    this.answers = new HeldBytes(maxBytes);
  }

  /** By the service's name. */
  of(service: string): ServiceMemory {
    const known = this.#services.get(service);
    if (known !== undefined) return known;
    const memory = new ServiceMemory();
    this.#services.set(service, memory);
    return memory;
  }
}
