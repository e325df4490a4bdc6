/**
 * What a cluster reports of itself.
 *
 * @module
 */
import * as v from "valibot";
import { flag, list, maybe, read, text } from "../json/mod.ts";
import { STORAGE_ACCESS, type StorageAccess } from "./service.ts";

/** A cluster's configuration. */
export interface ClusterConfig {
  /** The cluster's own name. */
  readonly name: string;
  /** Whether it has GPUs. */
  readonly hasGpu: boolean;
  /** What serves synchronous calls, e.g. `knative`; `undefined`: asynchronous calls alone. */
  readonly backend: string | undefined;
  /** Groups that may log in by OIDC. */
  readonly groups: readonly string[];
  /** The cluster's MinIO with this login's keys; before 3.0.0 services have them. Keep it away from pages and logs. */
  readonly storage: StorageAccess | undefined;
}

const CONFIG = v.object({
  name: text,
  gpu_available: flag,
  serverless_backend: text,
  oidc_groups: list(text),
});

const WRAPPED = v.object({ config: CONFIG, minio_provider: maybe(STORAGE_ACCESS) });

/** `undefined` for what is no configuration of a cluster. */
export function readConfig(json: unknown): ClusterConfig | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  // Before 3.0.0 it has no such parts: it is the configuration itself.
  const wrapped = read(WRAPPED, json);
  const isFlat = "namespace" in json || "name" in json;
  const config = wrapped?.config ?? (isFlat ? read(CONFIG, json) : undefined);
  if (config === undefined) return undefined;
  return {
    name: config.name,
    hasGpu: config.gpu_available,
    backend: config.serverless_backend || undefined,
    groups: config.oidc_groups,
    storage: wrapped?.minio_provider,
  };
}

/** Versions, as they are shown; `version` may be `devel`. */
export interface ClusterInfo {
  /** OSCAR's. */
  readonly version: string;
  /** Kubernetes'. */
  readonly kubernetesVersion: string;
  /** Of its machines, e.g. `amd64`. */
  readonly architecture: string;
  /** Name and version of what serves synchronous calls. */
  readonly backend: string;
}

const INFO = v.object({
  version: text,
  kubernetes_version: text,
  architecture: text,
  serverless_backend: maybe(v.object({ name: text, version: text })),
});

/** `undefined` for what is no information of a cluster. */
export function readInfo(json: unknown): ClusterInfo | undefined {
  const info = read(INFO, json);
  if (info === undefined) return undefined;
  const { version, kubernetes_version, architecture, serverless_backend: backend } = info;
  return {
    version,
    kubernetesVersion: kubernetes_version,
    architecture,
    backend: backend ? `${backend.name} ${backend.version}`.trim() : "",
  };
}
