/**
 * The standard health service (grpc.health.v1): `""` is the whole server, other names are services.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import health from "../protos/health.proto" with { type: "text" };
import { loadProtos } from "./proto.ts";
import { type Call, type Service, streaming, unary } from "./service.ts";

interface HealthCheckRequest {
  readonly service: string;
}

interface HealthCheckResponse {
  readonly status: "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";
}

/**
 * Makes the service.
 *
 * @param names the services that the server has
 */
export function healthService(names: readonly string[]): Service {
  const definition = loadProtos([{ name: "grpc/health/v1/health.proto", text: health }])
    .service("grpc.health.v1.Health");
  const known = new Set(["", definition.name, ...names]);

  const status = (call: Call): HealthCheckResponse => ({
    status: call.draining.aborted ? "NOT_SERVING" : "SERVING",
  });

  return {
    definition,
    handlers: {
      Check: unary<HealthCheckRequest, HealthCheckResponse>((request, call) => {
        if (known.has(request.service)) return Promise.resolve(status(call));
        return Promise.reject(
          new FrameboxError("NOT_FOUND", `This server has no service named '${request.service}'.`),
        );
      }, { access: "open", background: true }),
      Watch: streaming<HealthCheckRequest, HealthCheckResponse>(async function* (requests, call) {
        for await (const { service } of requests) {
          const isKnown = known.has(service);
          yield isKnown ? status(call) : { status: "SERVICE_UNKNOWN" };
          if (!call.draining.aborted) {
            await aborted(AbortSignal.any([call.draining, call.signal]));
            if (isKnown && !call.signal.aborted) yield status(call);
          }
          // A watch ends when its caller cancels it, or the server closes.
          await aborted(call.signal);
        }
      }, { access: "open", background: true }),
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}
