/** What tests of the server share: a server whose two methods do what a test wants. */
import { type AuthOptions, createAuthenticator } from "../auth/mod.ts";
import grpc from "@grpc/grpc-js";
import { type Logger, silentLogger } from "../base/log/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import genericBox from "../protos/generic_box.proto" with { type: "text" };
import { loadProtos } from "./proto.ts";
import { type GrpcServer, type ServerOptions, startServer } from "./server.ts";
import { type Handler, type Service, unary } from "./service.ts";
import { TestClient } from "./test_client.ts";

/** Options of a server on a free port. */
export const OPTIONS: ServerOptions = {
  host: "localhost",
  ports: [0],
  maxMessageBytes: 1_000_000,
  maxConnections: 100,
  watch: LISTENER_WATCH,
  maxCallsPerConnection: 100,
  keepaliveMs: 20_000,
  keepaliveTimeoutMs: 20_000,
};

/** A service whose `submit` and `display` do what a test wants. */
export function service(handlers: Record<string, Handler>): Service {
  const protos = loadProtos([{ name: "generic_box.proto", text: genericBox }]);
  return { definition: protos.service("GenericBoxService"), handlers };
}

/** A handler of one request and one answer, for every caller. */
export function method(handle: Parameters<typeof unary>[0]): Handler {
  return unary(handle, { access: "worker" });
}

/** A handler that always answers with the same. */
export const answering = (file: Uint8Array): Handler => method(() => Promise.resolve({ file }));

/** What differs from {@linkcode OPTIONS}. */
export interface TestServerOptions extends Partial<ServerOptions> {
  /** What callers have to show: nothing, if left out. */
  readonly auth?: AuthOptions;
}

/** Runs a test with a server and a client. */
export async function withServer(
  handlers: Record<string, Handler>,
  test: (client: TestClient, server: GrpcServer) => Promise<void>,
  { auth = {}, ...options }: TestServerOptions = {},
  log: Logger = silentLogger(),
  credentials?: grpc.ChannelCredentials,
): Promise<void> {
  const settled = () => Promise.resolve();
  const deps = { auth: createAuthenticator(auth), log };
  const server = await startServer({ ...OPTIONS, ...options }, [service(handlers)], settled, deps);
  const client = new TestClient(server.ports[0]!, credentials);
  try {
    await test(client, server);
  } finally {
    client.close();
    await server.close();
  }
}

/** Waits for a status: its name and details. */
export async function status(call: Promise<unknown>): Promise<[string, string]> {
  try {
    await call;
    return ["OK", ""];
  } catch (caught) {
    const error = caught as grpc.ServiceError;
    return [grpc.status[error.code] ?? "?", error.details];
  }
}
