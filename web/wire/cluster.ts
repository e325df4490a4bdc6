/**
 * Clusters, their services, and calls of services.
 *
 * @module
 */
import * as v from "valibot";
import { problemSchema } from "./error.ts";
import { boxesSchema, labelSchema } from "./result.ts";
import {
  amount,
  anything,
  component,
  count,
  described,
  details,
  type Json,
  text,
  time,
} from "./schema_parts.ts";

/** A cluster that the operator named. */
export const clusterSchema = component("Cluster", {
  name: text,
  address: described(text, "Where it is."),
  state: described(
    v.picklist(["connected", "login-needed", "away"]),
    "away: it was asked and did not answer, or not as a cluster does; see problem.",
  ),
  user: described(v.nullable(text), "Who is logged in at it."),
  shared: described(v.boolean(), "The operator has logged in for all users."),
  logins: described(
    v.array(v.picklist(["password", "oidc"])),
    "How one logs in at it; none where the operator has.",
  ),
  problem: v.nullable(problemSchema),
});

/** See {@linkcode clusterSchema}. */
export type ClusterJson = Json<typeof clusterSchema>;

/** All of them. */
export const clustersSchema = component("Clusters", { clusters: v.array(clusterSchema) });

/** See {@linkcode clustersSchema}. */
export type ClustersJson = Json<typeof clustersSchema>;

/** What goes into a service. */
export const SERVICE_INPUTS = [
  "picture",
  "text",
  "audio",
  "video",
  "json",
  "json-files",
  "file",
  "nothing",
] as const;

/** Whether a service can be called in one way. */
const waySchema = v.strictObject({
  possible: v.boolean(),
  obstacle: described(
    v.nullable(v.picklist(["no-backend", "no-token", "web-service", "no-input"])),
    "Why not.",
  ),
});

/** Whether a service's containers run, since version 4 of clusters. */
export const deploymentSchema = component("Deployment", {
  state: v.picklist(["pending", "ready", "degraded", "failed", "stopped", "unavailable"]),
  reason: described(text, "The cluster's own word."),
  active_instances: count,
  affected_instances: count,
});

/** A service of a cluster that the caller may use. */
export const serviceSchema = component("Service", {
  name: described(text, "As a processor: cluster/service."),
  cluster: text,
  service: described(text, "Its name in the cluster."),
  title: text,
  image: described(text, "Its container's image."),
  memory: described(text, "As Kubernetes writes it, e.g. 512Mi; empty where it isn't known."),
  cpu: text,
  gpu: v.boolean(),
  input: described(v.picklist(SERVICE_INPUTS), "What it takes: a guess, or OSCAR_SERVICES."),
  output: described(
    v.picklist([
      "text",
      "json",
      "labels",
      "boxes",
      "picture",
      "pictures",
      "audio",
      "archive",
      "web-page",
      "unknown",
    ]),
    "What it gives, as far as can be guessed.",
  ),
  guessed: described(v.boolean(), "What it takes is a guess: no setting names it."),
  sync: waySchema,
  async: v.strictObject({
    ...waySchema.entries,
    results: described(
      v.nullable(v.picklist(["objects", "elsewhere", "log"])),
      "Where its results go: to storage that can be read, to other storage, or to the log alone.",
    ),
    one_at_a_time: described(
      v.boolean(),
      "Its jobs wait for each other: that is set, or its results have been seen not to tell which input they are of.",
    ),
  }),
  preferred: described(v.nullable(v.picklist(["sync", "async"])), "How it is called by default."),
  pictures: described(v.boolean(), "It is among the processors of pictures."),
  deployment: v.nullable(deploymentSchema),
  web_page: described(v.nullable(text), "Address of a service that is a web page of its own."),
  usual_seconds: described(v.nullable(amount), "How long its last call took that went well."),
});

/** See {@linkcode serviceSchema}. */
export type ServiceJson = Json<typeof serviceSchema>;

/** Services of all clusters that the caller is connected to. */
export const servicesSchema = component("Services", {
  services: v.array(serviceSchema),
  clusters: v.array(clusterSchema),
});

/** See {@linkcode servicesSchema}. */
export type ServicesJson = Json<typeof servicesSchema>;

/** One parameter of a service that takes JSON with files. */
export const serviceParameterSchema = component("ServiceParameter", {
  name: text,
  type: v.picklist(["text", "integer", "number", "boolean", "json", "file"]),
  help: described(text, "In the service's own words."),
  required: v.boolean(),
  choices: v.nullable(v.array(anything)),
  default: v.nullable(text),
});

/** See {@linkcode serviceParameterSchema}. */
export type ServiceParameterJson = Json<typeof serviceParameterSchema>;

/** All of a service. */
export const serviceParametersSchema = component("ServiceParameters", {
  parameters: v.array(serviceParameterSchema),
});

/** See {@linkcode serviceParametersSchema}. */
export type ServiceParametersJson = Json<typeof serviceParametersSchema>;

/** What a service's containers print, since version 4 of clusters. */
export const serviceLogSchema = component("ServiceLog", {
  available: v.boolean(),
  message: described(text, "The cluster's own words on why there is none."),
  lines: v.array(v.strictObject({ time: v.nullable(text), text })),
});

/** See {@linkcode serviceLogSchema}. */
export type ServiceLogJson = Json<typeof serviceLogSchema>;

/** One file of a call, or one reading of it. */
export const outputSchema = component("Output", {
  output: described(count, "0, 1, 2 … in the order in which they came."),
  name: described(text, "A path of safe names, after the input's own name."),
  media_type: described(text, "By content."),
  bytes: count,
  kind: v.picklist(["picture", "audio", "video", "text", "data", "archive", "file"]),
  width: described(count, "Of a picture, in pixels; 0 for others."),
  height: count,
  url: described(text, "The file, for download."),
  shown_url: described(
    v.nullable(text),
    "A picture, a sound or a video in a form that browsers show.",
  ),
  data_url: described(v.nullable(text), "The value of a data file as JSON."),
  entries_url: described(v.nullable(text), "The list of an archive's files."),
  text: described(v.nullable(text), "The first 64 KiB of a text."),
  text_cut: v.boolean(),
  labels: described(v.array(labelSchema), "The most probable first."),
  boxes: described(v.nullable(boxesSchema), "In pixels of the input picture."),
});

/** See {@linkcode outputSchema}. */
export type OutputJson = Json<typeof outputSchema>;

/** The value of a data file. */
export const callDataSchema = component("CallData", {
  value: described(anything, "JSON, also of a Python literal; what is no finite number is null."),
});

/** A file of an archive. */
export const archiveEntrySchema = component("ArchiveEntry", {
  entry: count,
  name: text,
  media_type: text,
  bytes: count,
  url: text,
});

/** Files of an archive. */
export const archiveEntriesSchema = component("ArchiveEntries", {
  entries: v.array(archiveEntrySchema),
  problem: described(v.nullable(problemSchema), "Why there are no more."),
});

/** See {@linkcode archiveEntriesSchema}. */
export type ArchiveEntriesJson = Json<typeof archiveEntriesSchema>;

/** One call of a service. */
export const callSchema = component("Call", {
  call: described(text, "Its id in its session."),
  session: text,
  change: described(count, "Number of its newest change in its session."),
  service: described(text, "cluster/service"),
  mode: v.picklist(["sync", "async"]),
  input: v.strictObject({
    name: text,
    media_type: text,
    bytes: count,
    kind: v.picklist(SERVICE_INPUTS),
    url: described(text, "The input, for download."),
    shown_url: described(v.nullable(text), "As of an output."),
  }),
  state: v.picklist([
    "queued",
    "uploading",
    "waiting",
    "running",
    "fetching",
    "done",
    "failed",
    "cancelled",
  ]),
  because: described(
    v.nullable(v.strictObject({ reason: text, details, message: text })),
    "Why it waits, where the cluster reports it.",
  ),
  sent_bytes: count,
  total_bytes: described(count, "What is sent, as it is encoded for the way."),
  since: described(time, "When the state began."),
  started: time,
  ended: v.nullable(time),
  seconds: described(v.nullable(amount), "From start to end."),
  run_seconds: described(v.nullable(amount), "In the container, where the cluster measures it."),
  usual_seconds: described(v.nullable(amount), "How long the last call of the service took."),
  outputs: described(v.array(outputSchema), "As they come, before the end too."),
  other: described(
    v.nullable(outputSchema),
    "What else an answer can be that reads in two ways: as text, or decoded.",
  ),
  has_log: v.boolean(),
  script_failed: described(v.boolean(), "The service has answered, with an error in the text."),
  error: v.nullable(problemSchema),
  data_url: described(v.nullable(text), "data.mat, if there is data."),
  zip_url: described(v.nullable(text), "All its files, where there are several."),
});

/** See {@linkcode callSchema}. */
export type CallJson = Json<typeof callSchema>;

/** Calls, the newest first. */
export const callsSchema = component("Calls", {
  calls: v.array(callSchema),
  last: described(count, "Number of the newest change."),
});

/** See {@linkcode callsSchema}. */
export type CallsJson = Json<typeof callsSchema>;

/** An event of a session's calls: a call that changed, or the id of one that was removed. */
export type CallEventJson =
  | { readonly type: "call"; readonly call: CallJson }
  | { readonly type: "removed"; readonly call: string };
