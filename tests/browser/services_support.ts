/** What the tests of the Services tab share: a page whose server has clusters, and the API behind it. */
import { Buffer } from "node:buffer";
import {
  createServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ClusterDirectory } from "../../clusters/connections/mod.ts";
import { withFramebox } from "../../web/test_framebox.ts";
import { ServicesApi } from "./services_api.ts";
import { type PageTest, type PageTestOptions, withPage } from "./support.ts";

/** The page shows the tab where there are clusters; what is asked of them the API answers. */
const DIRECTORY: ClusterDirectory = {
  status: () => [],
  connections: () => [],
  connection: () => undefined,
  connect: () => Promise.reject(new Error("the API of the test logs in")),
  disconnect: () => Promise.resolve(),
  subscribe: () => () => {},
};

/** What a test does with the page and the API. */
export interface ServicesTest extends PageTest {
  readonly api: ServicesApi;
}

/** Opens the tab and runs a test. */
export async function withServices(
  options: Omit<PageTestOptions, "env" | "proxy"> & { readonly api?: (api: ServicesApi) => void },
  test: (t: ServicesTest) => Promise<void>,
): Promise<void> {
  const { api: prepare, ...page } = options;
  const api = new ServicesApi();
  prepare?.(api);
  await withFramebox(async (framebox) => {
    const proxy = () => inFrontOf(framebox.server.port, api);
    await withPage({ path: "/services", ...page, proxy }, (t) => test({ ...t, api }));
  }, { clusters: DIRECTORY, builtIns: true });
}

/** A server whose API of clusters is a test's own; all else, the live socket too, goes to framebox. */
export async function inFrontOf(
  port: number,
  api: ServicesApi,
  ownPort = 0,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const upgraded = new Set<Duplex>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    // The browser has given it up.
    if (!body) return;
    const answer = await api.respond(webRequest(request, body));
    if (answer) await write(answer, response);
    else forward(request, body, response, port);
  });
  server.on("upgrade", (request, socket) => {
    const other = connect(port, "127.0.0.1", () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      }
      other.write(`${lines.join("\r\n")}\r\n\r\n`);
      socket.pipe(other).pipe(socket);
    });
    const sockets = [other, socket];
    for (const end of sockets) {
      upgraded.add(end);
      for (const event of ["close", "error"]) {
        end.on(event, () => {
          for (const one of sockets) one.destroy();
          upgraded.delete(end);
        });
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(ownPort, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    stop: () =>
      new Promise((resolve) => {
        api.close();
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function webRequest({ method = "GET", url = "/" }: IncomingMessage, body: Uint8Array): Request {
  const hasBody = method !== "GET" && method !== "HEAD" && body.length > 0;
  return new Request(`http://server.lan${url}`, {
    method,
    body: hasBody ? new Uint8Array(body) : null,
  });
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  const reader = answer.body?.getReader();
  response.on("close", () => reader?.cancel().catch(() => {}));
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) break;
    response.write(piece.value);
  }
  response.end();
}

function forward(
  { method, url, headers }: IncomingMessage,
  body: Uint8Array,
  response: ServerResponse,
  port: number,
) {
  const passed = requestOf({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.destroy());
  passed.end(body);
}
