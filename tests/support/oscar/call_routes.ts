/** Calls of services: synchronous ones, and those that start jobs. */
import type { ClusterState } from "./cluster_state.ts";
import { type Asked, empty, type Reply, type Routes, text } from "./http.ts";
import type { StoredService } from "./services.ts";
import { superviseCall } from "./supervisor.ts";

/** An event that is larger fits in no request of Kubernetes. */
const MAX_EVENT_BYTES = 2_000_000;

/** Of a generation. */
export function callRoutes(state: ClusterState): Routes {
  const { options: { generation, hasBackend = true }, jobs } = state;
  const job = "POST /job/:name";
  const routes: Routes = {
    [job]: (asked) =>
      withToken(state, asked, (service) => {
        if (asked.body.length > MAX_EVENT_BYTES) {
          return text("Request entity too large: limit is 3145728", 500);
        }
        const id = crypto.randomUUID();
        const name = generation === "3.0" ? id : `${service.definition.name}-${id}`;
        jobs.create(name, new TextDecoder().decode(asked.body), state.container(service));
        return empty(201);
      }),
  };
  if (!hasBackend) return routes;
  return { ...routes, "POST /run/:name": (asked) => withToken(state, asked, run(state, asked)) };
}

/** Calls `action` where the bearer is the service's token. */
function withToken(
  { options: { generation }, services }: ClusterState,
  { params: { name = "" }, authorization }: Asked,
  action: (service: StoredService) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const service = services.get(name);
  if (service === undefined && generation === "3.0") return empty(404);
  if (!authorization.startsWith("Bearer ")) return empty(401);
  const token = authorization.slice("Bearer ".length);
  if (generation === "4.1" && token.length !== 64) {
    return text("token is malformed: token contains an invalid number of segments", 502);
  }
  return service?.token === token ? action(service) : empty(401);
}

function run(state: ClusterState, { body, type }: Asked) {
  return async (service: StoredService): Promise<Reply> => {
    const { state: deployment } = service.deployment;
    if (deployment !== "ready" && deployment !== "degraded") return empty(502);
    const call = { ...state.container(service), signal: state.signal };
    const begun = performance.now();
    const { code, output } = await state.calls.hold(() => superviseCall(call, body));
    const duration = ((performance.now() - begun) / 1000).toFixed(6);
    const message = `Wrote ${output.length} Bytes - Duration: ${duration} seconds`;
    service.log.push({ timestamp: new Date().toISOString(), message });
    // The watchdog echoes the media type of the caller's own body.
    const headers = { "content-type": type || "text/plain; charset=utf-8" };
    if (code === 0) {
      return { status: 200, headers: { ...headers, "x-duration-seconds": duration }, body: output };
    }
    const why = `exit status ${code}\n${new TextDecoder().decode(output)}`;
    return { status: 500, headers, body: why };
  };
}
