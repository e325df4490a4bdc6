/** What the Services tab relies on in the answers of the API. */
import type {
  ArchiveEntriesJson,
  CallJson,
  CallsJson,
  ClusterJson,
  ClustersJson,
  ServiceJson,
  ServiceParametersJson,
  ServicesJson,
} from "../../wire/mod.ts";
import { shaped } from "../base/shape.ts";

/** A cluster. */
export const isCluster = shaped<ClusterJson>({
  ...{ name: "string", address: "string", state: "string", user: "string?", shared: "boolean" },
  ...{ logins: "array", problem: "object?" },
});

const isClusterList = shaped<ClustersJson>({ clusters: "array" });

/** All clusters. */
export function isClusters(value: unknown): value is ClustersJson {
  return isClusterList(value) && value.clusters.every(isCluster);
}

/** A service of a cluster. */
export const isService = shaped<ServiceJson>({
  ...{ name: "string", cluster: "string", service: "string", title: "string", image: "string" },
  ...{ memory: "string", cpu: "string", gpu: "boolean", input: "string", output: "string" },
  ...{ sync: "object", async: "object", preferred: "string?", deployment: "object?" },
  ...{ web_page: "string?", usual_seconds: "number?" },
});

const isServiceList = shaped<ServicesJson>({ services: "array", clusters: "array" });

/** Services of all clusters of the user. */
export function isServices(value: unknown): value is ServicesJson {
  return isServiceList(value) && value.services.every(isService) &&
    value.clusters.every(isCluster);
}

/** Parameters of a service. */
export const isServiceParameters = shaped<ServiceParametersJson>({ parameters: "array" });

/** A call of a service. */
export const isCall = shaped<CallJson>({
  ...{ call: "string", session: "string", change: "number", service: "string", mode: "string" },
  ...{ input: "object", state: "string", because: "object?", sent_bytes: "number" },
  ...{ total_bytes: "number", since: "string", started: "string", seconds: "number?" },
  ...{ outputs: "array", other: "object?", has_log: "boolean", script_failed: "boolean" },
  ...{ error: "object?", data_url: "string?", zip_url: "string?" },
});

const isCallList = shaped<CallsJson>({ calls: "array", last: "number" });

/** Calls. */
export function isCalls(value: unknown): value is CallsJson {
  return isCallList(value) && value.calls.every(isCall);
}

/** Files of an archive. */
export const isArchiveEntries = shaped<ArchiveEntriesJson>({
  entries: "array",
  problem: "object?",
});

/** The value of a data file. */
export const isDataValue = shaped<{ value: unknown }>({});
