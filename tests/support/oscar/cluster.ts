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
  readonly #parts: AsyncDisposableStack;

  private constructor(server: HttpServer, state: ClusterState, parts: AsyncDisposableStack) {
    this.#server = server;
    this.#state = state;
    this.#parts = parts;
  }

  /** Starts one on free ports. */
  static async start(options: ClusterOptions): Promise<OscarCluster> {
    const python = await oscarPython();
    const { basePath = "", readLimitMs, writeLimitMs, onRequest } = options;
    // Ended in the reverse order; all of it where a later part can't be started.
    await using parts = new AsyncDisposableStack();
    const directory = await Deno.makeTempDir({ prefix: "oscar-" });
    parts.defer(() => Deno.remove(directory, { recursive: true }));
    const jobs = new Jobs(options.jobsAtOnce ?? 2, options.onJob ?? (() => {}));
    parts.defer(() => jobs.end());
    const calls = new Places(options.callsAtOnce ?? 2);
    const ended = new AbortController();
    parts.defer(() => {
      ended.abort();
      return calls.idle();
    });
    const server = await HttpServer.start({
      basePath,
      readLimitMs: readLimitMs ?? LIMIT_OF_MANAGER_MS,
      writeLimitMs: writeLimitMs ?? LIMIT_OF_MANAGER_MS,
      onRequest,
    });
    parts.defer(() => server.stop());
    const storage = parts.use(await ClusterStorage.start(server.address));
    const services = new Services(options.generation);
    const { access } = storage.minio;
    const state: ClusterState = {
      options,
      services,
      storage,
      jobs,
      calls,
      signal: ended.signal,
      container: ({ definition }) => ({ definition, storage: access, python, directory }),
      configure: oneByOne(async (change) => {
        change();
        await storage.configure(services.all);
      }),
    };
    server.serve({
      "GET /health": () => text("Ok"),
      ...withLogin(
        { ...systemRoutes(state), ...jobRoutes(state), ...bucketRoutes(state) },
        options.isUser,
      ),
      ...callRoutes(state),
    });
    const first = options.services ?? [];
    await state.configure(() => first.forEach((one) => services.put(v.parse(DEFINITION, one))));
    return new OscarCluster(server, state, parts.move());
  }

  /** Where its manager is. */
  get address(): string {
    return this.#server.address;
  }

  /** Its MinIO, with the root keys. */
  get minio(): ClusterStorage["minio"] {
    return this.#state.storage.minio;
  }

  /** Creates a service or changes it, as any user of it may at any time: MinIO restarts. */
  async put(service: DefinitionInput): Promise<void> {
    const definition = v.parse(DEFINITION, service);
    await this.#state.configure(() => this.#state.services.put(definition));
  }

  /** Removes a service: MinIO restarts. */
  async remove(name: string): Promise<void> {
    await this.#state.configure(() => this.#state.services.remove(name));
  }

  /** Sets the state of a service's containers; only ready and degraded ones answer. */
  setDeployment(name: string, deployment: DeploymentState): void {
    this.#state.services.setDeployment(name, deployment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.disposeAsync();
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

/** Calls that only the administrator may make, and users of an issuer. */
function withLogin(routes: Routes, isUser: (token: string) => boolean = () => false): Routes {
  const isAllowed = (authorization: string) =>
    isAdministrator(authorization) ||
    authorization.startsWith("Bearer ") && isUser(authorization.slice("Bearer ".length));
  const guarded = (handler: Handler): Handler => (asked) => {
    return isAllowed(asked.authorization) ? handler(asked) : empty(401, {
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
