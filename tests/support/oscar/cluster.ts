/**
 * A stand-in for an OSCAR cluster: its manager is this process, the supervisor of its containers and its MinIO are real.
 * What a client can notice is as clusters of two generations have it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import * as v from "valibot";
import { bucketRoutes } from "./bucket_routes.ts";
import { callRoutes } from "./call_routes.ts";
import type { ClusterState } from "./cluster_state.ts";
import { DEFINITION, type DefinitionInput } from "./definition.ts";
import { empty, type Handler, HttpServer, type Routes, text } from "./http.ts";
import { jobRoutes } from "./job_routes.ts";
import { Jobs } from "./jobs.ts";
import { ADMINISTRATOR, type ClusterOptions, LIMIT_OF_MANAGER_MS } from "./options.ts";
import { Places } from "./places.ts";
import { oscarPython } from "./python_packages.ts";
import { type DeploymentState, Services } from "./services.ts";
import { ClusterStorage } from "./storage.ts";
import { systemRoutes } from "./system_routes.ts";

/** A running cluster. */
export class OscarCluster implements AsyncDisposable {
  readonly #server: HttpServer;
  readonly #state: ClusterState;
  readonly #directory: string;
  readonly #ended: AbortController;

  private constructor(
    server: HttpServer,
    state: ClusterState,
    directory: string,
    ended: AbortController,
  ) {
    this.#server = server;
    this.#state = state;
    this.#directory = directory;
    this.#ended = ended;
  }

  /** Starts one on free ports. */
  static async start(options: ClusterOptions): Promise<OscarCluster> {
    const python = await oscarPython();
    const directory = await Deno.makeTempDir({ prefix: "oscar-" });
    const { basePath = "", readLimitMs, writeLimitMs, onRequest } = options;
    const server = await HttpServer.start({
      basePath,
      readLimitMs: readLimitMs ?? LIMIT_OF_MANAGER_MS,
      writeLimitMs: writeLimitMs ?? LIMIT_OF_MANAGER_MS,
      onRequest,
    });
    const storage = await ClusterStorage.start(server.address);
    const services = new Services(options.generation);
    const ended = new AbortController();
    const state: ClusterState = {
      options,
      services,
      storage,
      jobs: new Jobs(options.jobsAtOnce ?? 2, options.onJob ?? (() => {})),
      calls: new Places(options.callsAtOnce ?? 2),
      signal: ended.signal,
      container: ({ definition }) => ({
        definition,
        storage: storage.minio.access,
        python,
        directory,
      }),
      configure: oneByOne(async (change) => {
        change();
        await storage.configure(services.all);
      }),
    };
    server.serve({
      "GET /health": () => text("Ok"),
      ...withLogin({ ...systemRoutes(state), ...jobRoutes(state), ...bucketRoutes(state) }),
      ...callRoutes(state),
    });
    const cluster = new OscarCluster(server, state, directory, ended);
    const first = options.services ?? [];
    await state.configure(() => first.forEach((one) => services.put(v.parse(DEFINITION, one))));
    return cluster;
  }

  /** Where its manager is. */
  get address(): string {
    return this.#server.address;
  }

  /** Its MinIO, with the root keys. */
  get minio(): ClusterStorage["minio"] {
    return this.#state.storage.minio;
  }

  /** Creates a service or changes it, as somebody else may at any time: MinIO restarts. */
  async put(service: DefinitionInput): Promise<void> {
    const definition = v.parse(DEFINITION, service);
    await this.#state.configure(() => this.#state.services.put(definition));
  }

  /** Removes a service: MinIO restarts. */
  async remove(name: string): Promise<void> {
    await this.#state.configure(() => this.#state.services.remove(name));
  }

  /** Says in which state a service's containers are; only ready and degraded ones answer. */
  setDeployment(name: string, deployment: DeploymentState): void {
    this.#state.services.setDeployment(name, deployment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#state.jobs.end();
    await this.#server.stop();
    await this.#state.storage[Symbol.asyncDispose]();
    await Deno.remove(this.#directory, { recursive: true });
  }
}

function oneByOne(
  action: (change: () => void) => Promise<void>,
): (change: () => void) => Promise<void> {
  let last = Promise.resolve();
  return (change) => {
    const next = last.then(() => action(change));
    last = next.catch(() => {});
    return next;
  };
}

/** Calls that only the administrator may make. */
function withLogin(routes: Routes): Routes {
  const guarded = (handler: Handler): Handler => (asked) => {
    return isAdministrator(asked.authorization) ? handler(asked) : empty(401, {
      "www-authenticate": 'Basic realm="Authorization Required"',
    });
  };
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]) => [route, guarded(handler)]),
  );
}

function isAdministrator(authorization: string): boolean {
  const { user, password } = ADMINISTRATOR;
  return authorization === `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
