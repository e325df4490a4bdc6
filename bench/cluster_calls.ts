/** What framebox adds to calls of a cluster's services, in either way. */
import type { StorageAccess } from "../oscar/service/mod.ts";
import { ObjectStorage, ObjectWatch, type StoredObject } from "../oscar/storage/mod.ts";
import { HttpClient } from "../oscar/transport/mod.ts";
import { Minio } from "../tests/support/minio.ts";
import { type FrameboxProcess, startFrameboxProcess } from "./framebox_process.ts";
import { jpegFrames } from "./pictures.ts";
import { LOGIN, startPlainCluster, TOKEN } from "./plain_cluster.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

const WARM_UP = 10;
const ROUNDS = 100;
const JOBS = 40;
const MAX_ADDED_MS = 5;
const MAX_SHOWN_MS = 60;

/** Synchronous calls beside direct ones; an output's way to the page beside MinIO's own notification. */
export const clusterCallsBenchmark: Benchmark = { name: "cluster-calls", run };

async function run(): Promise<Row[]> {
  await using minio = await Minio.start("bench");
  await using cluster = startPlainCluster(["echo-image"], minio.access);
  const framebox = await startFrameboxProcess({
    OSCAR_ENDPOINT: cluster.address,
    OSCAR_USER: LOGIN.user,
    OSCAR_PASSWORD: LOGIN.password,
    OSCAR_SERVICES: "*",
  });
  try {
    return [
      ...await synchronous(framebox, cluster.address),
      await asynchronous(framebox, minio.access),
    ];
  } finally {
    await framebox.stop();
  }
}

async function synchronous({ web }: FrameboxProcess, cluster: string): Promise<Row[]> {
  const [frame = new Uint8Array()] = await jpegFrames(1);
  await using calls = await Calls.open(web);
  const direct: number[] = [];
  const called: number[] = [];
  const processed: number[] = [];
  for (let i = 0; i < WARM_UP + ROUNDS; i++) {
    const times = [
      await timed(() => callDirectly(cluster, frame)),
      await timed(() => calls.call("sync", frame)),
      await timed(() => process(web, frame)),
    ] as const;
    if (i < WARM_UP) continue;
    for (const [at, into] of [direct, called, processed].entries()) into.push(times[at] ?? NaN);
  }
  const row = (what: string, times: readonly number[]): Row => {
    const added = median(times) - median(direct);
    return {
      what: `synchronous call of a service that answers at once, 720p JPEG: ${what}, p50 (p99)`,
      framebox: `${short(median(times))} ms (${short(quantile(times, 0.99))})`,
      reference: `${short(median(direct))} ms: the same call, directly`,
      ratio: `${short(added)} ms added, at most ${MAX_ADDED_MS} wanted`,
    };
  };
  return [
    row("a call, until its result is shown", called),
    row("a picture by the API, until its result is there", processed),
  ];
}

/** Inputs are put by framebox and outputs by this process, so that no service takes any time. */
async function asynchronous({ web }: FrameboxProcess, access: StorageAccess): Promise<Row> {
  const storage = new ObjectStorage(access, new HttpClient({}));
  await using calls = await Calls.open(web);
  const events = new Map<string, PromiseWithResolvers<number>>();
  const eventOf = (key: string) => {
    const known = events.get(key) ?? Promise.withResolvers<number>();
    events.set(key, known);
    return known;
  };
  const watch = (folder: string, onObject: (object: StoredObject) => void) =>
    new ObjectWatch({ storage, bucket: "bench", folder, onObject });
  const inputs: ((key: string) => void)[] = [];
  await using inputWatch = watch("in", ({ key }) => inputs.shift()?.(key));
  await using outputWatch = watch("out", ({ key }) => eventOf(key).resolve(performance.now()));
  await Promise.all([inputWatch.listening, outputWatch.listening]);
  const signalled: number[] = [];
  const shown: number[] = [];
  for (let i = 0; i < WARM_UP + JOBS; i++) {
    const input = new Promise<string>((resolve) => inputs.push(resolve));
    const output = calls.output("async", new TextEncoder().encode(`input ${i}`));
    const key = (await input).replace(/^in\//, "out/");
    const body = new TextEncoder().encode(`output ${i}`);
    const start = performance.now();
    const putting = storage.put("bench", key, {
      byteLength: body.length,
      mediaType: "text/plain",
      pieces: async function* () {
        yield await Promise.resolve(body);
      },
    }, AbortSignal.timeout(10_000));
    const [shownAt, eventAt] = await Promise.all([output, eventOf(key).promise, putting]);
    if (i < WARM_UP) continue;
    shown.push(shownAt - start);
    signalled.push(eventAt - start);
  }
  const added = median(shown) - median(signalled);
  return {
    what: "asynchronous call: from the output's put until it is shown, p50 (p99)",
    framebox: `${short(median(shown))} ms (${short(quantile(shown, 0.99))})`,
    reference: `${short(median(signalled))} ms: MinIO's own notification`,
    ratio: `${short(added)} ms added, at most ${MAX_SHOWN_MS} wanted`,
  };
}

/** One session's calls and their events. */
class Calls implements AsyncDisposable {
  readonly #url: string;
  readonly #events: AbortController;
  #listeners = new Set<(call: CallState) => void>();

  private constructor(url: string, events: AbortController) {
    this.#url = url;
    this.#events = events;
  }

  static async open(web: string): Promise<Calls> {
    const opened = await fetch(`http://${web}/api/v1/sessions`, { method: "POST" });
    const { session } = await opened.json();
    const url = `http://${web}/api/v1/sessions/${session}/calls`;
    const events = new AbortController();
    const answer = await fetch(`${url}/events`, { signal: events.signal });
    const calls = new Calls(url, events);
    calls.#read(answer).catch((error) => {
      if (!events.signal.aborted) throw error;
    });
    return calls;
  }

  /** Calls a service and resolves when the page has the result. */
  async call(mode: "sync" | "async", body: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#until(mode, body, ({ state }) => state === "done");
  }

  /** Calls a service and resolves to the time at which the page has its first output. */
  async output(mode: "sync" | "async", body: Uint8Array<ArrayBuffer>): Promise<number> {
    return await this.#until(mode, body, ({ outputs }) => outputs.length > 0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#events.abort();
    return Promise.resolve();
  }

  async #until(
    mode: "sync" | "async",
    body: Uint8Array<ArrayBuffer>,
    isThere: (call: CallState) => boolean,
  ): Promise<number> {
    const seen: CallState[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    let id: string | undefined;
    const look = (call: CallState) => {
      if (id === undefined) {
        seen.push(call);
        return;
      }
      if (call.call !== id) return;
      if (isThere(call)) resolve(performance.now());
      if (call.error) reject(new Error(call.error.message));
    };
    this.#listeners.add(look);
    try {
      const url = `${this.#url}?service=oscar/echo-image&mode=${mode}&name=frame.jpg`;
      const answer = await fetch(url, { method: "POST", body });
      const { call, error } = await answer.json();
      if (!answer.ok) throw new Error(error.message);
      id = call;
      for (const one of seen) look(one);
      return await promise;
    } finally {
      this.#listeners.delete(look);
    }
  }

  async #read({ body }: Response): Promise<void> {
    let text = "";
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        const { type, call } = data === undefined ? {} as never : JSON.parse(data);
        if (type === "call") { for (const listener of [...this.#listeners]) listener(call); }
      }
    }
  }
}

/** What is read of a call. */
interface CallState {
  readonly call: string;
  readonly state: string;
  readonly outputs: readonly unknown[];
  readonly error: { readonly message: string } | null;
}

async function callDirectly(cluster: string, bytes: Uint8Array): Promise<void> {
  const answer = await fetch(`${cluster}/run/echo-image`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}` },
    body: bytes.toBase64(),
  });
  Uint8Array.fromBase64((await answer.text()).trim());
}

async function process(web: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const url = `http://${web}/api/v1/images?processor=oscar/echo-image`;
  const answer = await fetch(url, { method: "POST", headers: { accept: "image/jpeg" }, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
