/**
 * Contents of buckets, and addresses by which an object is put or got without keys.
 *
 * @module
 */
import * as v from "valibot";
import { count, list, read, text } from "../json/mod.ts";

/** An object of a bucket. */
export interface BucketObject {
  /** Its name in the bucket, not encoded. */
  readonly key: string;
  /** Its size. */
  readonly byteLength: number;
  /** When it was put; `undefined` where the cluster doesn't name it. */
  readonly modifiedAt: Date | undefined;
}

/** Objects by name, at most 70; there is no filter. */
export interface BucketPage {
  /** What is in the bucket. */
  readonly objects: readonly BucketObject[];
  /** Asks for what follows; `undefined` on the last page. */
  readonly next: string | undefined;
}

const BUCKET_PAGE = v.pipe(
  v.object({
    objects: list(v.object({ object_name: v.string(), size_bytes: count, last_modified: text })),
    next_page: text,
  }),
  v.transform(({ objects, next_page }): BucketPage => ({
    objects: objects.map(({ object_name, size_bytes, last_modified }) => {
      const date = new Date(last_modified);
      const modifiedAt = Number.isNaN(date.getTime()) ? undefined : date;
      return { key: object_name, byteLength: size_bytes, modifiedAt };
    }),
    next: next_page || undefined,
  })),
);

/** What an address is for. */
export interface PresignRequest {
  /** Its name in the bucket, not encoded. */
  readonly key: string;
  /** What it allows. */
  readonly operation: "upload" | "download";
  /** 1 to 604,800. */
  readonly expiresInSeconds: number;
  /** Of what is put. */
  readonly contentType?: string;
}

/** An address that holds its own permission: it is as secret as a key until it expires. */
export interface PresignedCall {
  /** The HTTP method. */
  readonly method: "PUT" | "GET";
  /** The address, at the storage itself. */
  readonly url: string;
  /** All must be sent. */
  readonly headers: Readonly<Record<string, string>>;
}

const PRESIGNED = v.pipe(
  v.object({
    method: v.picklist(["PUT", "GET"]),
    url: v.pipe(v.string(), v.url()),
    headers: v.nullish(v.record(v.string(), v.string()), {}),
  }),
  v.transform(({ method, url, headers }): PresignedCall => ({
    method,
    url,
    headers: headers ?? {},
  })),
);

/** `undefined` for what is no page of a bucket. */
export function readBucketPage(json: unknown): BucketPage | undefined {
  return read(BUCKET_PAGE, json);
}

/** `undefined` for what is no such address. */
export function readPresigned(json: unknown): PresignedCall | undefined {
  return read(PRESIGNED, json);
}
