/**
 * A cluster's storage for calls: by keys, fetched once more where they are refused, else by addresses that the manager
 * signs.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Manager } from "../manager/mod.ts";
import type { StorageAccess } from "../service/mod.ts";
import {
  callPresigned,
  type NewObject,
  type ObjectContent,
  type ObjectStorage,
  storageRefused,
  type StoredObject,
} from "../storage/mod.ts";
import type { HttpClient } from "../transport/mod.ts";

/** Storage as calls use it; what is listed alone can't be listened to. */
export type Store =
  & Pick<ObjectStorage, "put" | "get" | "list" | "remove">
  & { readonly listen?: ObjectStorage["listen"] | undefined };

/** How long such an address can be used, in seconds. */
const PRESIGNED_S = 900;
const MAX_PAGES = 1000;

/** Storage without keys. The manager has no call that removes an object: what was put stays. */
export class PresignedStore implements Store {
  readonly #manager: Pick<Manager, "presign" | "bucket">;
  readonly #http: HttpClient;

  /** Calls nothing yet. */
  constructor(manager: Pick<Manager, "presign" | "bucket">, http: HttpClient) {
    this.#manager = manager;
    this.#http = http;
  }

  /** As {@linkcode ObjectStorage.put}. */
  async put(bucket: string, key: string, object: NewObject, signal: AbortSignal): Promise<void> {
    const request = { key, operation: "upload" as const, expiresInSeconds: PRESIGNED_S };
    const asked = { ...request, contentType: object.mediaType };
    const call = await this.#manager.presign(bucket, asked, signal);
    (await callPresigned(this.#http, call, object, signal)).cancel();
  }

  /** As {@linkcode ObjectStorage.get}. */
  async get(bucket: string, key: string, signal: AbortSignal): Promise<ObjectContent> {
    const request = { key, operation: "download" as const, expiresInSeconds: PRESIGNED_S };
    const call = await this.#manager.presign(bucket, request, signal);
    return await callPresigned(this.#http, call, undefined, signal);
  }

  /** Pages of the whole bucket: there is no filter. */
  async *list(
    bucket: string,
    prefix: string,
    signal: AbortSignal,
  ): AsyncGenerator<StoredObject, void, void> {
    let page: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const { objects, next } = await this.#manager.bucket(bucket, page, signal);
      for (const one of objects) if (one.key.startsWith(prefix)) yield { ...one, etag: "" };
      if (next === undefined || next === page) return;
      page = next;
    }
  }

  /** Does nothing. */
  remove(): Promise<void> {
    return Promise.resolve();
  }
}

/** Where a {@linkcode ClusterStore} gets its stores from. */
export interface StoreSource {
  /** The keys as they are now; `undefined` where there are none. */
  readonly access: (signal: AbortSignal) => Promise<StorageAccess | undefined>;
  /** A store by keys. */
  readonly withKeys: (access: StorageAccess) => Store;
  /** The store without; `undefined` where there is no such way. */
  readonly withoutKeys: Store | undefined;
}

/** See the module. */
export class ClusterStore implements Store {
  readonly #source: StoreSource;
  readonly #closed: AbortSignal;
  #keys = "";
  #store: Store | undefined;
  #loading: Promise<Store> | undefined;

  /**
   * Calls nothing yet.
   *
   * @param closed ends what several callers wait for together
   */
  constructor(source: StoreSource, closed: AbortSignal) {
    this.#source = source;
    this.#closed = closed;
  }

  /** Resolves when it is known which way is taken. */
  async ready(): Promise<void> {
    await this.#current();
  }

  /** `undefined` where the way that is taken has no notifications. */
  get listen(): Store["listen"] {
    if (this.#store !== undefined && this.#store.listen === undefined) return undefined;
    return (bucket, prefix, signal) =>
      this.#use((store) => {
        // The keys were refused on the way: the next try lists alone.
        if (store.listen === undefined) throw new Error("the store has no notifications");
        return store.listen(bucket, prefix, signal);
      });
  }

  /** As {@linkcode ObjectStorage.put}. */
  put(bucket: string, key: string, object: NewObject, signal: AbortSignal): Promise<void> {
    return this.#use((store) => store.put(bucket, key, object, signal));
  }

  /** As {@linkcode ObjectStorage.get}. */
  get(bucket: string, key: string, signal: AbortSignal): Promise<ObjectContent> {
    return this.#use((store) => store.get(bucket, key, signal));
  }

  /** As {@linkcode ObjectStorage.remove}. */
  remove(bucket: string, key: string, signal: AbortSignal): Promise<void> {
    return this.#use((store) => store.remove(bucket, key, signal));
  }

  /** As {@linkcode ObjectStorage.list}; what was listed before keys were refused may come again. */
  async *list(
    bucket: string,
    prefix: string,
    signal: AbortSignal,
  ): AsyncGenerator<StoredObject, void, void> {
    const store = await this.#current();
    try {
      yield* store.list(bucket, prefix, signal);
    } catch (caught) {
      if (!isRefused(caught)) throw caught;
      yield* (await this.#renewed(store, caught)).list(bucket, prefix, signal);
    }
  }

  async #use<Result>(action: (store: Store) => Promise<Result>): Promise<Result> {
    const store = await this.#current();
    try {
      return await action(store);
    } catch (caught) {
      if (!isRefused(caught)) throw caught;
      return await action(await this.#renewed(store, caught));
    }
  }

  #current(): Promise<Store> {
    if (this.#store !== undefined) return Promise.resolve(this.#store);
    return this.#loading ??= this.#load().finally(() => this.#loading = undefined);
  }

  /** The store after one whose keys were refused. */
  async #renewed(refused: Store, error: unknown): Promise<Store> {
    if (refused === this.#source.withoutKeys) throw error;
    if (this.#store === refused) this.#store = undefined;
    const store = await this.#current();
    if (store === refused) throw error;
    return store;
  }

  async #load(): Promise<Store> {
    const access = await this.#source.access(this.#closed);
    const keys = access === undefined ? "" : `${access.accessKey} ${access.secretKey}`;
    const isUseful = access !== undefined && keys !== this.#keys;
    this.#keys = keys;
    const store = isUseful ? this.#source.withKeys(access) : this.#source.withoutKeys;
    if (store === undefined) throw storageRefused();
    return this.#store = store;
  }
}

function isRefused(caught: unknown): boolean {
  return caught instanceof FrameboxError && caught.because?.code === "storage-refused";
}
