/** The services of a cluster, as each generation stores and lists them. */
import type { StorageAccess } from "../../../oscar/service/mod.ts";
import type { Definition } from "./definition.ts";
import type { Generation } from "./options.ts";

/** State of a service's containers. */
export interface DeploymentState {
  readonly state: "pending" | "ready" | "degraded" | "failed" | "stopped" | "unavailable";
  readonly reason: string;
}

/** One service. */
export interface StoredService {
  readonly definition: Definition;
  /** 64 hexadecimal digits. */
  readonly token: string;
  readonly deployment: DeploymentState;
  /** Lines of its containers' log. */
  readonly log: { readonly timestamp: string; readonly message: string }[];
}

/** All services of a cluster. */
export class Services {
  readonly #services = new Map<string, StoredService>();
  readonly #generation: Generation;

  constructor(generation: Generation) {
    this.#generation = generation;
  }

  /** By name. */
  get all(): StoredService[] {
    return [...this.#services.values()];
  }

  get(name: string): StoredService | undefined {
    return this.#services.get(name);
  }

  /** Creates or changes one. Its token survives a change since 4.0.0. */
  put(definition: Definition): void {
    const { name } = definition;
    const old = this.#services.get(name);
    const isKept = this.#generation === "4.1" && old !== undefined;
    this.#services.set(name, {
      definition: this.#generation === "4.1" ? withTrimmedPaths(definition) : definition,
      token: isKept ? old.token : newToken(),
      deployment: old?.deployment ?? { state: "ready", reason: "" },
      log: old?.log ?? [],
    });
  }

  /** Sets the state of its containers. */
  setDeployment(name: string, deployment: DeploymentState): void {
    const service = this.#services.get(name);
    if (service === undefined) throw new Error(`no service ${name}`);
    this.#services.set(name, { ...service, deployment });
  }

  remove(name: string): boolean {
    return this.#services.delete(name);
  }
}

function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

/** `in` becomes `plants/in`. */
function withTrimmedPaths(definition: Definition): Definition {
  const trimmed = (paths: Definition["input"]) =>
    (paths ?? []).map((one) => {
      const path = one.path.trim().replace(/^\/+|\/+$/g, "");
      return { ...one, path: path.includes("/") ? path : `${definition.name}/${path}` };
    });
  return { ...definition, input: trimmed(definition.input), output: trimmed(definition.output) };
}

/** A service as its generation lists it. */
export function serviceJson(
  { definition, token, deployment }: StoredService,
  generation: Generation,
  storage: StorageAccess,
  withDeployment = false,
): Record<string, unknown> {
  const { environment, ...known } = definition;
  const { endpoint, verify, region } = storage;
  const variables = { ...environment.Variables, ...environment.variables };
  const isOld = generation === "3.0";
  const keys = isOld
    ? { access_key: storage.accessKey, secret_key: storage.secretKey }
    : { access_key: "hidden", secret_key: "hidden" };
  const common = {
    ...known,
    token,
    enable_gpu: false,
    synchronous: { min_scale: 0, max_scale: 0 },
    "annotations": {},
    vo: "",
    labels: { oscar_service: known.name },
    storage_providers: { minio: { default: { endpoint, verify, ...keys, region } } },
  };
  if (isOld) {
    return { ...common, expose: { port: 0, max_scale: 0 }, environment: { Variables: variables } };
  }
  return {
    ...common,
    expose: { api_port: [], set_auth: false },
    environment: { variables, secrets: {} },
    owner: "cluster_admin",
    namespace: SERVICES_NAMESPACE,
    visibility: "private",
    allowed_users: [],
    isolation_level: "",
    bucket_list: [],
    mount: { storage_provider: "", path: "" },
    federation: { topology: "none" },
    ...withDeployment ? { deployment: deploymentJson(known.name, deployment) } : {},
  };
}

/** Where Kubernetes has them. */
export const SERVICES_NAMESPACE = "oscar-svc";

/** State of a service's containers as 4.1 reports it. */
export function deploymentJson(
  name: string,
  { state, reason }: DeploymentState,
): Record<string, unknown> {
  const isRunning = state === "ready" || state === "degraded";
  return {
    service_name: name,
    namespace: SERVICES_NAMESPACE,
    state,
    reason,
    active_instances: isRunning ? 1 : 0,
    affected_instances: state === "degraded" || state === "failed" ? 1 : 0,
    resource_kind: "knative",
  };
}
