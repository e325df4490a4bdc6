/**
 * Where a service's inputs come from and its outputs go to.
 *
 * @module
 */
import * as v from "valibot";
import { list, text } from "../json/mod.ts";

/** One path of a service. */
export interface StoragePath {
  /** Its provider's full name, e.g. `minio.default`. */
  readonly provider: string;
  /** First part of the provider's name, e.g. `minio`, `s3`, `onedata`. */
  readonly providerKind: string;
  /** First part of the path. */
  readonly bucket: string;
  /** What follows, without slashes at either end; empty for the whole bucket. */
  readonly folder: string;
  /** Only files with one of these ends are uploaded; none: all. */
  readonly suffixes: readonly string[];
  /** Only files with one of these beginnings are uploaded; none: all. */
  readonly prefixes: readonly string[];
}

/** A path in the cluster's own MinIO. */
export const OWN_PROVIDER = "minio.default";

/** Reads a path as any generation of clusters writes it; `undefined` where it names no bucket. */
export const STORAGE_PATH = v.pipe(
  v.object({ storage_provider: text, path: text, suffix: list(text), prefix: list(text) }),
  v.transform(({ storage_provider, path, suffix, prefix }): StoragePath | undefined => {
    // Older clusters keep blanks and slashes at either end.
    const [bucket, ...rest] = path.trim().split("/").filter((part) => part.trim() !== "");
    if (bucket === undefined) return undefined;
    const provider = providerName(storage_provider);
    const [providerKind = ""] = provider.split(".");
    const folder = rest.join("/");
    const suffixes = suffix.filter((end) => end !== "");
    const prefixes = prefix.filter((start) => start !== "");
    return {
      provider,
      providerKind,
      bucket: bucket.trim(),
      folder: folder.trim(),
      suffixes,
      prefixes,
    };
  }),
);

/** `minio` means `minio.default`; so it is for the other kinds. */
function providerName(provider: string): string {
  const name = provider.trim() || OWN_PROVIDER;
  return name.includes(".") ? name : `${name}.default`;
}
