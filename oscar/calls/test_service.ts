/** A stand-in for a cluster's storage and jobs in tests, whose time is a test's own. */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Job } from "../manager/mod.ts";
import { type KnownService, readService } from "../service/mod.ts";
import { OLD_SERVICE } from "../service/test_services.ts";
import type { NewObject, ObjectContent, StoredObject } from "../storage/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import type { Store } from "./cluster_store.ts";

/** What a job leaves. */
export interface ScriptResult {
  /** Contents by their names in the output folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly state?: "Succeeded" | "Failed";
  readonly log?: string;
}

/** Options of {@linkcode TestService}. */
export interface TestServiceOptions {
  readonly script: (name: string, content: string) => ScriptResult;
  readonly logLevel?: "CRITICAL" | "INFO";
  /** Inputs whose jobs are never created, counted from the first put. */
  readonly lostPuts?: readonly number[];
  readonly hasEvents?: boolean;
  readonly runMs?: number;
}

const EPOCH = Date.parse("2026-11-29T20:00:00Z");
const QUEUE_MS = 1000;

/** A service `plants` with folders `in` and `out` of the bucket `plants`. */
export class TestService {
  readonly clock = new ManualClock();
  readonly known: KnownService;
  readonly objects = new Map<string, { readonly object: StoredObject; readonly text: string }>();
  readonly puts: string[] = [];
  readonly removed: string[] = [];
  readonly lists: number[] = [];
  readonly deleted: string[] = [];
  readonly store: Store;
  readonly #jobs = new Map<string, { job: Job; log: string }>();
  readonly #options: TestServiceOptions;
  readonly #listeners = new Set<(text: string) => void>();
  #isAway = false;
  #count = 0;

  constructor(options: TestServiceOptions) {
    this.#options = options;
    const { logLevel = "CRITICAL", hasEvents = true } = options;
    const json = {
      ...OLD_SERVICE,
      log_level: logLevel,
      output: [{ storage_provider: "minio", path: "plants/out" }],
    };
    const known = readService(json, { hasBackend: true });
    if (known === undefined) throw new Error("no service");
    this.known = known;
    this.store = {
      put: (_bucket, key, object) => this.#put(key, object),
      get: (_bucket, key) => this.#get(key),
      remove: (_bucket, key) => {
        this.removed.push(key);
        return Promise.resolve();
      },
      list: (_bucket, prefix) => this.#list(prefix),
      listen: hasEvents ? (_bucket, prefix, signal) => this.#listen(prefix, signal) : undefined,
    };
  }

  readonly manager = {
    jobs: () => {
      this.lists.push(this.clock.now());
      return Promise.resolve({
        jobs: [...this.#jobs.values()].map(({ job }) => job),
        next: undefined,
      });
    },
    jobLog: (_service: string, name: string) => {
      const found = this.#jobs.get(name);
      return Promise.resolve(found?.job.startedAt ? found.log : undefined);
    },
    deleteJob: (_service: string, name: string) => {
      this.deleted.push(name);
      return Promise.resolve(this.#jobs.delete(name));
    },
  };

  /** Storage restarts: listeners end, and calls fail for a while. */
  restart(forMs: number): void {
    this.#isAway = true;
    for (const end of [...this.#listeners]) end("");
    this.clock.after(forMs, () => this.#isAway = false);
  }

  /** Another user puts an input. */
  async putByOthers(name: string, content: string): Promise<void> {
    await this.#put(`in/${name}`, objectOf(content));
  }

  /** Lets time pass until a promise is settled; it is the only thing that anything waits for. */
  async settled<Result>(promise: Promise<Result>): Promise<Result> {
    let isOver = false;
    const over = () => isOver = true;
    promise.then(over, over);
    for (let steps = 0; !isOver; steps++) {
      await this.idle();
      if (isOver) break;
      const [due] = this.clock.due;
      if (due === undefined || steps > 20_000) throw new Error("nothing happens any more");
      this.clock.advance(due);
    }
    return await promise;
  }

  /** Lets all run that waits for no time. */
  async idle(): Promise<void> {
    for (let i = 0; i < 300; i++) await Promise.resolve();
  }

  #now(): Date {
    return new Date(EPOCH + this.clock.now());
  }

  #check(): void {
    if (!this.#isAway) return;
    throw new FrameboxError("UNAVAILABLE", "away", undefined, because("storage-away"));
  }

  async #put(key: string, { pieces }: NewObject): Promise<void> {
    this.#check();
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of pieces()) text += decoder.decode(piece, { stream: true });
    this.puts.push(key);
    this.#create(key, text);
    if (this.#options.lostPuts?.includes(this.puts.length - 1)) return;
    this.#start(key, text);
  }

  #start(key: string, text: string): void {
    const name = `job-${this.#count++}`;
    const entry: { job: Job; log: string } = {
      job: {
        name,
        state: "Pending",
        createdAt: this.#now(),
        startedAt: undefined,
        finishedAt: undefined,
      },
      log: "",
    };
    const isLogged = this.#options.logLevel === "INFO";
    const line = (text: string) => entry.log += `2026-11-29T20:00:00.000000001Z ${text}\n`;
    this.#jobs.set(name, entry);
    this.clock.after(QUEUE_MS, () => {
      if (!this.#jobs.has(name)) return;
      entry.job = { ...entry.job, state: "Running", startedAt: this.#now() };
      if (isLogged) line(`Downloading item from bucket 'plants' with key '${key}'`);
    });
    this.clock.after(QUEUE_MS + (this.#options.runMs ?? 3000), () => {
      if (!this.#jobs.has(name)) return;
      const { files, state = "Succeeded", log } = this.#options.script(key.slice(3), text);
      for (const [file, content] of Object.entries(files)) {
        if (isLogged) line(`Uploading file 'out/${file}' to bucket 'plants'`);
        this.#create(`out/${file}`, content);
      }
      if (log !== undefined) line(log);
      entry.job = { ...entry.job, state, finishedAt: this.#now() };
    });
  }

  #create(key: string, text: string): void {
    const object = {
      key,
      byteLength: text.length,
      modifiedAt: this.#now(),
      etag: `${text}${this.#count}`,
    };
    this.objects.set(key, { object, text });
    const record = {
      eventName: "s3:ObjectCreated:Put",
      eventTime: object.modifiedAt.toISOString(),
      s3: { object: { key, size: object.byteLength, eTag: object.etag } },
    };
    for (const send of this.#listeners) send(`${JSON.stringify({ Records: [record] })}\n`);
  }

  async #get(key: string): Promise<ObjectContent> {
    await Promise.resolve();
    this.#check();
    const found = this.objects.get(key);
    if (found === undefined) throw new FrameboxError("NOT_FOUND", "gone");
    return {
      byteLength: found.text.length,
      mediaType: undefined,
      etag: found.object.etag,
      body: objectOf(found.text).pieces(),
      cancel() {},
    };
  }

  async *#list(prefix: string): AsyncGenerator<StoredObject, void, void> {
    await Promise.resolve();
    this.#check();
    for (const { object } of this.objects.values()) if (object.key.startsWith(prefix)) yield object;
  }

  async #listen(prefix: string, signal: AbortSignal): Promise<ObjectContent> {
    await Promise.resolve();
    this.#check();
    const waiting: string[] = [];
    let wake = Promise.withResolvers<void>();
    let isOver = false;
    const send = (text: string) => {
      if (text === "") isOver = true;
      else if (text === " " || text.includes(`"key":"${prefix}`)) waiting.push(text);
      wake.resolve();
    };
    const blank = () => {
      if (isOver || signal.aborted) return;
      send(" ");
      this.clock.after(500, blank);
    };
    this.#listeners.add(send);
    this.clock.after(500, blank);
    signal.addEventListener("abort", () => wake.resolve(), { once: true });
    const listeners = this.#listeners;
    const body = (async function* () {
      try {
        for (;;) {
          for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
            yield new TextEncoder().encode(text);
          }
          signal.throwIfAborted();
          if (isOver) throw new Error("broken off");
          await wake.promise;
          wake = Promise.withResolvers();
        }
      } finally {
        listeners.delete(send);
      }
    })();
    return { byteLength: undefined, mediaType: undefined, etag: "", body, cancel() {} };
  }
}

/** A text to put. */
export function objectOf(text: string): NewObject {
  const bytes = new TextEncoder().encode(text);
  return {
    byteLength: bytes.length,
    mediaType: "text/plain",
    pieces: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
}
