/** Jobs of a cluster: each is a container that waits for its place, runs and ends; its log is kept. */
import { type Container, superviseJob } from "./supervisor.ts";
import { Places } from "./places.ts";

/** One job. */
export interface StoredJob {
  readonly name: string;
  readonly service: string;
  state: "Pending" | "Running" | "Succeeded" | "Failed";
  readonly createdAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  readonly log: Uint8Array[];
  readonly stop: AbortController;
}

/** All jobs of a cluster. */
export class Jobs {
  readonly #jobs = new Map<string, StoredJob>();
  readonly #places: Places;
  readonly #onChange: (job: StoredJob) => void;

  /**
   * @param count how many run at once; others are `Pending`
   * @param onChange called for each new state of a job
   */
  constructor(count: number, onChange: (job: StoredJob) => void) {
    this.#places = new Places(count);
    this.#onChange = onChange;
  }

  /** Jobs of a service by name. */
  of(service: string): StoredJob[] {
    return [...this.#jobs.values()].filter((job) => job.service === service)
      .sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** One of them. */
  find(service: string, name: string): StoredJob | undefined {
    const job = this.#jobs.get(name);
    return job?.service === service ? job : undefined;
  }

  /** Creates one; it runs when there is a place. */
  create(name: string, event: string, container: Omit<Container, "signal">): void {
    const job: StoredJob = {
      name,
      service: container.definition.name,
      state: "Pending",
      createdAt: new Date(),
      log: [],
      stop: new AbortController(),
    };
    this.#jobs.set(name, job);
    this.#onChange(job);
    this.#places.hold(() => this.#run(job, event, container));
  }

  /** Stops and removes a job; false where it isn't there. */
  remove(service: string, name: string): boolean {
    const job = this.find(service, name);
    job?.stop.abort();
    return job !== undefined && this.#jobs.delete(name);
  }

  /** Stops all. */
  async end(): Promise<void> {
    for (const { stop } of this.#jobs.values()) stop.abort();
    await this.#places.idle();
  }

  async #run(
    job: StoredJob,
    event: string,
    container: Omit<Container, "signal">,
  ): Promise<void> {
    const { signal } = job.stop;
    if (signal.aborted) return;
    job.state = "Running";
    job.startedAt = new Date();
    this.#onChange(job);
    // A container that can't be started has an empty log.
    const code = await superviseJob({ ...container, signal }, event, (piece) => job.log.push(piece))
      .catch(() => 1);
    job.state = code === 0 ? "Succeeded" : "Failed";
    job.finishedAt = new Date();
    this.#onChange(job);
  }
}
