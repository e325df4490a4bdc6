import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { Logger } from "../log/mod.ts";
import { type ListenerWatch, SupervisedListener } from "./supervised_listener.ts";

/** Short enough to see several checks, and no test waits for a time: they wait for events. */
const WATCH: ListenerWatch = { checkMs: 5, answerMs: 2000, relistenMs: 60_000 };

/** A listener, the servers that it made, and its log. */
function listener(watch: Partial<ListenerWatch> = {}, create?: () => net.Server) {
  const servers: net.Server[] = [];
  const lines: string[] = [];
  const lost = Promise.withResolvers<unknown>();
  const waiters = new Map<string, () => void>();
  const log = new Logger({
    level: "debug",
    format: "text",
    write: (line) => {
      lines.push(line);
      for (const [text, resolve] of waiters) if (line.includes(text)) resolve();
    },
  });
  const made = new SupervisedListener(
    { host: "127.0.0.1", port: 0 },
    { ...WATCH, ...watch },
    () => {
      const server = create?.() ?? net.createServer((socket) => socket.end("here"));
      // A probe of the listener itself closes before it is answered.
      server.on("connection", (socket) => socket.on("error", () => {}));
      servers.push(server);
      return server;
    },
    log,
    lost.resolve,
  );
  const logged = (text: string) =>
    new Promise<void>((resolve) =>
      lines.some((line) => line.includes(text)) ? resolve() : waiters.set(text, resolve)
    );
  return { made, servers, lines, lost: lost.promise, logged };
}

async function answer(port: number): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => text += chunk);
  await once(socket, "close");
  return text;
}

Deno.test("a quiet listener is tried, found well, and left alone", async () => {
  const { made, servers, lines } = listener();
  const port = await made.listen();
  const [server] = servers;
  // Connections of its own, for there are no others.
  for (let i = 0; i < 3; i++) await once(server!, "connection");
  assert.equal(servers.length, 1);
  assert.deepEqual(lines, []);
  assert.equal(await answer(port), "here");
  await made.close();
});

Deno.test("a listener that is lost is opened again on its port, with one line, and logs when it is back", async () => {
  const { made, servers, lines, logged } = listener();
  const port = await made.listen();
  await once(servers[0]!, "connection");
  // What a failed accept does on Deno: nothing comes any more.
  servers[0]!.close();
  await logged("listener_back");
  assert.equal(made.port, port);
  assert.equal(await answer(port), "here");
  assert.equal(lines.filter((line) => line.includes("listener_lost")).length, 1);
  await made.close();
});

Deno.test("connections that are there stay when the port is opened again", async () => {
  const { made, servers, logged } = listener(
    {},
    () => net.createServer((socket) => socket.pipe(socket)),
  );
  const port = await made.listen();
  const socket = net.connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write("before");
  await once(socket, "data");
  servers[0]!.close();
  await logged("listener_back");
  socket.write("after");
  assert.equal(String((await once(socket, "data"))[0]), "after");
  socket.destroy();
  await made.close();
});

Deno.test("a port that can't be opened again in time is given up", async () => {
  const { made, servers, lost } = listener({ answerMs: 50, relistenMs: 1 });
  const port = await made.listen();
  await once(servers[0]!, "connection");
  const other = net.createServer();
  await new Promise<void>((resolve) => servers[0]!.close(() => resolve()));
  other.listen(port, "127.0.0.1");
  assert.ok(await lost instanceof Error);
  await made.close();
  await new Promise<void>((resolve) => other.close(() => resolve()));
});

Deno.test("a port in use is an error of the first opening", async () => {
  const first = listener();
  const port = await first.made.listen();
  const second = new SupervisedListener(
    { host: "127.0.0.1", port },
    WATCH,
    () => net.createServer(),
    new Logger({ level: "silent", format: "text", write: () => {} }),
    () => {},
  );
  await assert.rejects(second.listen(), { code: "EADDRINUSE" });
  await first.made.close();
});
