/** framebox's client of a stand-in cluster, and what tests do with it. */
import {
  bytesInput,
  CallEngine,
  type CallEngineOptions,
  type CallInput,
} from "../../oscar/calls/mod.ts";
import { ClusterCaller, Manager, parseAddress, ServiceCalls } from "../../oscar/manager/mod.ts";
import { hasMark, markedName, newMark } from "../../oscar/names/mod.ts";
import { ObjectStorage, ObjectWatch } from "../../oscar/storage/mod.ts";
import { HttpClient } from "../../oscar/transport/mod.ts";
import { limit, within } from "../support/limit.ts";
import type { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR } from "../support/oscar/options.ts";

const EXAMPLES = new URL("../../web/assets/examples/", import.meta.url);

/** A photograph of 128×128. */
export const PHOTO: Uint8Array<ArrayBuffer> = Deno.readFileSync(
  new URL("astronaut_small.jpg", EXAMPLES),
);

/** Calls of a cluster with one login. */
export interface ClusterClient {
  readonly manager: Manager;
  readonly calls: ServiceCalls;
}

/** framebox's client with the administrator's login. */
export function clientOf({ address }: OscarCluster): ClusterClient {
  const login = { kind: "basic" as const, ...ADMINISTRATOR };
  const caller = new ClusterCaller(parseAddress(address), new HttpClient(), login);
  const manager = new Manager(caller);
  return { manager, calls: new ServiceCalls(caller, manager) };
}

/** framebox's calls of a cluster, with the administrator's login. */
export function engineOf(
  cluster: OscarCluster,
  options: Partial<CallEngineOptions> = {},
): CallEngine {
  return new CallEngine({ ...clientOf(cluster), http: new HttpClient(), ...options });
}

/** A file of these bytes. */
export function inputOf(name: string, content: Uint8Array | string): CallInput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return bytesInput(name, "application/octet-stream", bytes);
}

/** An output of a job. */
export interface Output {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is put for a job, and what is awaited. */
export interface PutInput {
  readonly service: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many outputs. */
  readonly count: number;
  /** Where outputs come without the input's mark: whether an object is one. */
  readonly isOutput?: (key: string) => boolean;
}

/** Puts an input under a marked name, and resolves to its outputs by their keys. */
export async function outputsOf(
  { manager }: ClusterClient,
  { service: name, name: original, bytes, count, isOutput }: PutInput,
): Promise<{ readonly mark: string; readonly inputKey: string; readonly outputs: Output[] }> {
  const { storage: access } = await manager.config(limit());
  if (access === undefined) throw new Error("The cluster gives no keys.");
  const { service } = await manager.service(name, { hasBackend: true }, limit());
  const storage = new ObjectStorage(access, new HttpClient());
  const mark = newMark();
  const found: { bucket: string; key: string }[] = [];
  const all = Promise.withResolvers<void>();
  await using watches = new AsyncDisposableStack();
  for (const { bucket, folder } of service.outputs) {
    const onObject = ({ key }: { key: string }) => {
      if (!(isOutput?.(key) ?? hasMark(key, folder, mark))) return;
      if (found.push({ bucket, key }) === count) all.resolve();
    };
    const watch = watches.use(new ObjectWatch({ storage, bucket, folder, onObject }));
    await within(watch.listening, "the watch");
  }
  const [input] = service.inputs;
  const inputKey = `${input?.folder}/${markedName(mark, original)}`;
  const object = inputOf(original, bytes);
  await storage.put(input?.bucket ?? "", inputKey, object, limit());
  await within(all.promise, `outputs of ${name}`);
  const outputs = await Promise.all(found.map(async ({ bucket, key }): Promise<Output> => {
    const { body } = await storage.get(bucket, key, limit());
    const parts = (await Array.fromAsync(body)).map((part) => new Uint8Array(part));
    return { bucket, key, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
  }));
  return { mark, inputKey, outputs: outputs.sort((a, b) => a.key < b.key ? -1 : 1) };
}

/** Resolves when a job of a service ends: `onJob` is the cluster's. */
export class JobEnds {
  readonly #ended = new Map<string, string[]>();
  readonly #waiting: { service: string; resolve: (state: string) => void }[] = [];

  /** For the cluster's options. */
  readonly onJob = ({ service, state }: { service: string; state: string }): void => {
    if (state !== "Succeeded" && state !== "Failed") return;
    const index = this.#waiting.findIndex((one) => one.service === service);
    const [waiting] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiting) waiting.resolve(state);
    else this.#ended.set(service, [...this.#ended.get(service) ?? [], state]);
  };

  /** The state of the next job that ends, or has ended. */
  next(service: string): Promise<string> {
    const state = this.#ended.get(service)?.shift();
    if (state !== undefined) return Promise.resolve(state);
    const promise = new Promise<string>((resolve) => this.#waiting.push({ service, resolve }));
    return within(promise, `the end of a job of ${service}`);
  }
}
