/**
 * A client of S3, as MinIO speaks it: path-style requests, signed for each.
 *
 * Source: Amazon S3 API Reference; MinIO's `ListenBucketNotification`.
 *
 * @module
 */
import { AwsV4Signer } from "aws4fetch";
import type { StorageAccess } from "../service/mod.ts";
import {
  type HttpAnswer,
  type HttpClient,
  type HttpRequest,
  readWithin,
  TOO_LARGE,
  withLimit,
} from "../transport/mod.ts";
import { fromNetwork, objectGone, storageFailure } from "./failures.ts";
import { elements, tagText } from "./xml.ts";

/** An object. */
export interface StoredObject {
  /** Its name in the bucket, not encoded. */
  readonly key: string;
  /** Its size. */
  readonly byteLength: number;
  /** When it was put. */
  readonly modifiedAt: Date | undefined;
  /** Changes with the content. */
  readonly etag: string;
}

/** An object's content. */
export interface ObjectContent {
  /** `undefined` where storage doesn't name it. */
  readonly byteLength: number | undefined;
  /** As it was put. */
  readonly mediaType: string | undefined;
  /** As {@linkcode StoredObject.etag}; empty where storage doesn't name it. */
  readonly etag: string;
  /** A reader that stops early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops the body. */
  cancel(): void;
}

/** What is put. */
export interface NewObject {
  /** Its size. */
  readonly byteLength: number;
  /** IANA media type. */
  readonly mediaType: string;
  /** Its bytes from the start, each time that it is called: a put may be tried again. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** How long a short call may take, in milliseconds. */
const CALL_LIMIT_MS = 30_000;
/** A thousand keys of up to a kilobyte, three bytes for each character. */
const MAX_LIST_BYTES = 8_000_000;
const MAX_ERROR_BYTES = 65_536;

/** One storage with one pair of keys. */
export class ObjectStorage {
  readonly #access: StorageAccess;
  readonly #base: URL;
  readonly #http: HttpClient;
  readonly #signingKeys = new Map<string, ArrayBuffer>();

  /**
   * Calls nothing yet.
   *
   * @param endpoint where it is reached, instead of where the cluster reaches it
   * @throws {TypeError} for an endpoint that is no URL
   */
  constructor(access: StorageAccess, http: HttpClient, endpoint: string = access.endpoint) {
    this.#access = access;
    this.#base = new URL(endpoint);
    this.#http = http;
  }

  /** Puts an object; its bytes are sent as they are read. */
  async put(bucket: string, key: string, object: NewObject, signal: AbortSignal): Promise<void> {
    const headers = {
      "content-length": String(object.byteLength),
      "content-type": object.mediaType,
    };
    const body = object.byteLength === 0 ? new Uint8Array() : object.pieces();
    const answer = await this.#call({ method: "PUT", bucket, key, headers, body, signal });
    answer.cancel();
  }

  /**
   * Opens an object.
   *
   * @throws {FrameboxError} `NOT_FOUND`
   */
  async get(bucket: string, key: string, signal: AbortSignal): Promise<ObjectContent> {
    const answer = await this.#call({ method: "GET", bucket, key, signal });
    return contentOf(answer);
  }

  /** Removes an object; one that isn't there is removed already. */
  async remove(bucket: string, key: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#call({ method: "DELETE", bucket, key, signal: limited(signal) });
    answer.cancel();
  }

  /** Objects whose keys have a prefix, by key, a page of a thousand at a time. */
  async *list(
    bucket: string,
    prefix: string,
    signal: AbortSignal,
  ): AsyncGenerator<StoredObject, void, void> {
    let token: string | undefined;
    do {
      const query = {
        "list-type": "2",
        "encoding-type": "url",
        prefix,
        ...token === undefined ? {} : { "continuation-token": token },
      };
      const answer = await this.#call({ method: "GET", bucket, query, signal: limited(signal) });
      const xml = await text(answer, MAX_LIST_BYTES);
      for (const item of elements(xml, "Contents")) yield objectOf(item);
      const next = tagText(xml, "NextContinuationToken");
      token = next === token ? undefined : next;
    } while (token !== undefined);
  }

  /**
   * Opens the stream of what is created under a prefix: MinIO's notifications, a line each, and a blank twice a second.
   *
   * @returns the stream, once storage has begun it: what is put from now on is in it
   */
  async listen(bucket: string, prefix: string, signal: AbortSignal): Promise<ObjectContent> {
    const query = { events: "s3:ObjectCreated:*", prefix };
    return contentOf(await this.#call({ method: "GET", bucket, query, signal }));
  }

  async #call(
    { method, bucket, key, query = {}, headers = {}, body, signal }:
      & Pick<HttpRequest, "method" | "headers" | "body" | "signal">
      & { bucket: string; key?: string; query?: Readonly<Record<string, string>> },
  ): Promise<HttpAnswer> {
    const url = new URL(this.#base);
    const segments = [bucket, ...key?.split("/") ?? []];
    // A URL would resolve them, to another object.
    if (segments.some((segment) => segment === "." || segment === "..")) throw objectGone();
    url.pathname = `${url.pathname.replace(/\/$/, "")}/${
      segments.map(encodeURIComponent).join("/")
    }`;
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signed = await this.#signed(method, url, headers);
    const request = { method, url, headers: signed, ...body === undefined ? {} : { body }, signal };
    const answer = await this.#http.send(request).catch((caught) => {
      throw fromNetwork(caught);
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await failureOf(answer, bucket);
  }

  async #signed(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>> {
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers },
      accessKeyId: this.#access.accessKey,
      secretAccessKey: this.#access.secretKey,
      service: "s3",
      region: this.#access.region || "us-east-1",
      cache: this.#signingKeys,
    });
    const { headers: signed } = await signer.sign();
    return Object.fromEntries(signed);
  }
}

/** Puts or gets an object by an address that holds its own permission; `body` for a put. */
export async function callPresigned(
  http: HttpClient,
  { method, url, headers }: {
    readonly method: "PUT" | "GET";
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  object: NewObject | undefined,
  signal: AbortSignal,
): Promise<ObjectContent> {
  const request = {
    method,
    url: new URL(url),
    headers: { ...headers, ...object && { "content-length": String(object.byteLength) } },
    ...object && { body: object.byteLength === 0 ? new Uint8Array() : object.pieces() },
    signal,
  };
  const answer = await http.send(request).catch((caught) => {
    throw fromNetwork(caught);
  });
  if (answer.status >= 200 && answer.status < 300) return contentOf(answer);
  throw await failureOf(answer, "");
}

function contentOf(answer: HttpAnswer): ObjectContent {
  const length = Number(answer.header("content-length") ?? NaN);
  return {
    byteLength: Number.isSafeInteger(length) ? length : undefined,
    mediaType: answer.header("content-type"),
    etag: plainEtag(answer.header("etag") ?? ""),
    body: read(answer.body),
    cancel: () => answer.cancel(),
  };
}

async function* read(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* body;
  } catch (caught) {
    throw fromNetwork(caught);
  }
}

async function failureOf(answer: HttpAnswer, bucket: string): Promise<Error> {
  return storageFailure(answer.status, await text(answer, MAX_ERROR_BYTES).catch(() => ""), bucket);
}

async function text(answer: HttpAnswer, maxBytes: number): Promise<string> {
  const bytes = await readWithin(read(answer.body), maxBytes);
  if (bytes === TOO_LARGE) throw storageFailure(500, "<Code>TooLarge</Code>", "");
  return new TextDecoder().decode(bytes);
}

function objectOf(xml: string): StoredObject {
  const date = new Date(tagText(xml, "LastModified") ?? NaN);
  return {
    // Encoded as forms are: `+` for a blank.
    key: decodeURIComponent((tagText(xml, "Key") ?? "").replaceAll("+", " ")),
    byteLength: Number(tagText(xml, "Size") ?? 0),
    modifiedAt: Number.isNaN(date.getTime()) ? undefined : date,
    etag: plainEtag(tagText(xml, "ETag") ?? ""),
  };
}

/** An ETag without its quotes. */
export function plainEtag(etag: string): string {
  return etag.replaceAll('"', "");
}

function limited(signal: AbortSignal): AbortSignal {
  return withLimit(signal, CALL_LIMIT_MS);
}
