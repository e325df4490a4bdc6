/**
 * A cluster's service, of any generation, as one read model.
 *
 * @module
 */
import * as v from "valibot";
import { DEPLOYMENT, type Deployment } from "./deployment.ts";
import { flag, list, maybe, read, text, texts } from "../json/mod.ts";
import { guessKinds, type ServiceKinds } from "./guess_kinds.ts";
import { type AsynchronousCalls, possibleCalls, type SynchronousCalls } from "./possible_calls.ts";
import { STORAGE_PATH, type StoragePath } from "./storage_path.ts";

/** What users may see of a service: nothing of it is secret. */
export interface Service {
  /** Its name in the cluster. */
  readonly name: string;
  /** A name for users; the service's own where it has no other. */
  readonly title: string;
  /** Its container's image. */
  readonly image: string;
  /** As Kubernetes writes it, e.g. `512Mi`. */
  readonly memory: string;
  /** As Kubernetes writes it, e.g. `0.5`. */
  readonly cpu: string;
  /** Whether it asks for a GPU. */
  readonly hasGpu: boolean;
  /** The id of its owner; empty on older clusters. */
  readonly owner: string;
  /** `private`, `restricted` or `public`; empty before 3.6.0. */
  readonly visibility: string;
  /** Where an object starts a job. */
  readonly inputs: readonly StoragePath[];
  /** Where a job puts its results. */
  readonly outputs: readonly StoragePath[];
  /** The supervisor's log level in capitals: at INFO and DEBUG a job's log names its input and its outputs. */
  readonly logLevel: string;
  /** Whether a job of it may run on another cluster, where its log can't be read. */
  readonly isFederated: boolean;
  /** Since 4.0.0, where it was asked for. */
  readonly deployment: Deployment | undefined;
  /** Whether its caller can wait for an answer. */
  readonly synchronous: SynchronousCalls;
  /** Whether an input can be put for a job. */
  readonly asynchronous: AsynchronousCalls;
  /** What it takes and gives: a guess, or what is set. */
  readonly kinds: ServiceKinds;
}

/** A service with what only the server may know of it. */
export interface KnownService {
  /** What users may see. */
  readonly service: Service;
  /** For `/run` and `/job`; keep it away from pages, logs and addresses. */
  readonly token: string | undefined;
  /** By the provider's name: keys of storage. Clusters since 3.5.0 hide those of their own MinIO. */
  readonly storage: ReadonlyMap<string, StorageAccess>;
}

/** Where objects are, and the keys to them. */
export interface StorageAccess {
  /** Its address as the cluster reaches it. */
  readonly endpoint: string;
  /** Whether its certificate is checked. */
  readonly verify: boolean;
  /** Names the keys. */
  readonly accessKey: string;
  /** Signs requests. */
  readonly secretKey: string;
  /** S3's name of a place; empty for the usual one. */
  readonly region: string;
}

/** Reads one provider of storage; `undefined` where its keys are hidden or left out. */
export const STORAGE_ACCESS = v.pipe(
  v.object({
    endpoint: text,
    verify: v.fallback(v.optional(v.boolean(), true), true),
    access_key: text,
    secret_key: text,
    region: text,
  }),
  v.transform(({ endpoint, verify, access_key, secret_key, region }): StorageAccess | undefined => {
    if ([access_key, secret_key].some((key) => key === "" || key === "hidden")) return undefined;
    return { endpoint, verify, accessKey: access_key, secretKey: secret_key, region };
  }),
);

const EXPOSE = v.object({
  api_port: v.fallback(v.union([v.number(), v.array(v.number())]), 0),
  port: v.fallback(v.number(), 0),
});

const SERVICE = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  image: text,
  memory: text,
  cpu: text,
  enable_gpu: flag,
  log_level: text,
  token: text,
  script: text,
  owner: text,
  visibility: text,
  input: list(STORAGE_PATH),
  output: list(STORAGE_PATH),
  environment: maybe(v.object({ variables: texts, Variables: texts })),
  expose: maybe(EXPOSE),
  federation: maybe(v.object({ topology: text })),
  clusters: maybe(v.record(v.string(), v.unknown())),
  replicas: list(v.unknown()),
  deployment: maybe(DEPLOYMENT),
  storage_providers: maybe(v.record(v.string(), v.unknown())),
});

/** What of the cluster decides how its services can be called. */
export interface ServiceSurroundings {
  /** Whether the cluster has a back end for synchronous calls. */
  readonly hasBackend: boolean;
  /** Whether the login calls services without their tokens, as users of an issuer do since 3.3.0. */
  readonly mayCallWithLogin?: boolean;
  /** What an operator has set for a service, instead of what is guessed. */
  readonly kindsOf?: (name: string) => Partial<ServiceKinds> | undefined;
}

/** Reads a service; `undefined` for what has no name. */
export function readService(
  json: unknown,
  { hasBackend, mayCallWithLogin = false, kindsOf }: ServiceSurroundings,
): KnownService | undefined {
  const given = read(SERVICE, json);
  if (given === undefined) return undefined;
  const { name, image, script } = given;
  const variables = { ...given.environment?.Variables, ...given.environment?.variables };
  const inputs = given.input.filter((path) => path !== undefined);
  const outputs = given.output.filter((path) => path !== undefined);
  const logLevel = given.log_level.toUpperCase() || "INFO";
  const isExposed = hasPort(given.expose);
  const isFederated = runsElsewhere(given);
  const hasToken = given.token !== "" || mayCallWithLogin;
  const service: Service = {
    name,
    title: variables["PAPI_TITLE"]?.trim() || name,
    image,
    memory: given.memory,
    cpu: given.cpu,
    hasGpu: given.enable_gpu,
    owner: given.owner,
    visibility: given.visibility,
    inputs,
    outputs,
    logLevel,
    isFederated,
    deployment: given.deployment,
    ...possibleCalls({ isExposed, hasBackend, hasToken, inputs, outputs, logLevel, isFederated }),
    kinds: {
      ...guessKinds({ name, image, script, variables, outputs, isExposed }),
      ...kindsOf?.(name),
    },
  };
  return { service, token: given.token || undefined, storage: storageOf(given.storage_providers) };
}

/** Reads the answer to a list of services; those that can't be read are left out. */
export function readServices(json: unknown, surroundings: ServiceSurroundings): KnownService[] {
  if (!Array.isArray(json)) return [];
  return json.map((item) => readService(item, surroundings)).filter((item) => item !== undefined);
}

/** A list of ports since 3.5.0, a number before. */
function hasPort(expose: v.InferOutput<typeof EXPOSE> | undefined): boolean {
  return [expose?.api_port ?? 0, expose?.port ?? 0].flat().some((port) => port > 0);
}

function runsElsewhere(
  { federation, clusters, replicas }: Pick<
    v.InferOutput<typeof SERVICE>,
    "federation" | "clusters" | "replicas"
  >,
): boolean {
  const topology = federation?.topology || "none";
  return topology !== "none" || replicas.length > 0 || Object.keys(clusters ?? {}).length > 1;
}

function storageOf(
  providers: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, StorageAccess> {
  const found = new Map<string, StorageAccess>();
  for (const [kind, byId] of Object.entries(providers ?? {})) {
    if (typeof byId !== "object" || byId === null) continue;
    for (const [id, value] of Object.entries(byId)) {
      const access = read(STORAGE_ACCESS, value);
      if (access !== undefined) found.set(`${kind}.${id}`, access);
    }
  }
  return found;
}
