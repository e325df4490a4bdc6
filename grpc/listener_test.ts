import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { silentLogger } from "../base/log/mod.ts";
import { LISTENER_WATCH } from "../base/network/mod.ts";
import { Listener, type Peer } from "./listener.ts";

const HOST = "127.0.0.1";

function listener(
  overrides: { ports?: number[]; maxConnections?: number; host?: string; firstBytesMs?: number } =
    {},
) {
  const sockets: net.Socket[] = [];
  let came = Promise.withResolvers<net.Socket>();
  const made = new Listener(
    { host: HOST, ports: [0], maxConnections: 10, watch: LISTENER_WATCH, ...overrides },
    (socket) => {
      sockets.push(socket);
      came.resolve(socket);
      came = Promise.withResolvers();
    },
    silentLogger(),
  );
  return { made, sockets, next: () => came.promise };
}

async function connect(port: number): Promise<net.Socket> {
  const socket = net.connect(port, HOST);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

function closed(peer: Peer): Promise<void> {
  return new Promise((resolve) => peer.closed.addEventListener("abort", () => resolve()));
}

Deno.test("a listener knows a connection by its ends until it closes", async () => {
  const { made, next } = listener();
  const [port = 0] = await made.listen();
  const arrival = next();
  const client = await connect(port);
  const socket = await arrival;
  const ends = {
    localAddress: socket.localAddress,
    localPort: socket.localPort,
    remoteAddress: socket.remoteAddress,
    remotePort: socket.remotePort,
  };
  const peer = made.find(ends);
  assert.ok(peer);
  assert.equal(peer.host, HOST);
  assert.equal(peer.closed.aborted, false);
  const gone = closed(peer);
  client.destroy();
  await gone;
  assert.equal(made.find(ends), undefined);
  await made.close();
});

Deno.test("a listener opens all its ports and returns their numbers", async () => {
  const { made, next } = listener({ ports: [0, 0] });
  const ports = await made.listen();
  assert.equal(new Set(ports).size, 2);
  for (const port of ports) {
    const arrival = next();
    const client = await connect(port);
    assert.equal((await arrival).localPort, port);
    client.destroy();
  }
  await made.close();
});

Deno.test("connections over the limit are closed, those before stay", async () => {
  const { made, sockets, next } = listener({ maxConnections: 1 });
  const [port = 0] = await made.listen();
  const arrival = next();
  const first = await connect(port);
  await arrival;
  const second = await connect(port);
  await once(second, "close");
  assert.equal(sockets.length, 1);
  assert.equal(first.destroyed, false);
  first.destroy();
  await made.close();
});

Deno.test("a port in use is refused with a sentence that names the setting", async () => {
  const other = listener();
  const [port = 0] = await other.made.listen();
  const { made } = listener({ ports: [0, port] });
  await assert.rejects(made.listen(), (error: Error & { code?: string }) => {
    assert.equal(error.code, "FAILED_PRECONDITION");
    assert.match(error.message, new RegExp(`${port}.*in use.*set PORT`));
    return true;
  });
  await other.made.close();
});

Deno.test("a host that is no address of this machine is refused with a sentence about HOST", async () => {
  const { made } = listener({ host: "192.0.2.1" });
  await assert.rejects(made.listen(), {
    code: "FAILED_PRECONDITION",
    message: /HOST 192\.0\.2\.1 is no address of this machine/,
  });
});

Deno.test("closing cuts the connections that are there", async () => {
  const { made, next } = listener();
  const [port = 0] = await made.listen();
  const arrival = next();
  const client = await connect(port);
  await arrival;
  const gone = once(client, "close");
  await made.close();
  await gone;
});

Deno.test("a silent connection is closed, one that has sent something stays", async () => {
  const { made, next, sockets } = listener({ firstBytesMs: 20 });
  const [port = 0] = await made.listen();
  let arrival = next();
  const active = await connect(port);
  await arrival;
  // As HTTP/2 does with what it is given.
  sockets[0]?.resume();
  active.write("PRI");
  await once(sockets[0]!, "data");
  arrival = next();
  const silent = await connect(port);
  await arrival;
  silent.resume();
  await once(silent, "close");
  assert.equal(active.destroyed, false);
  active.destroy();
  await made.close();
});
