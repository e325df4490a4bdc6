import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { send } from "./node_response.ts";

/** A body without an end, and a promise of its cancellation. */
function endless(): { body: ReadableStream<Uint8Array>; cancelled: Promise<void> } {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
    cancel: () => resolve(),
  }, { highWaterMark: 0 });
  return { body, cancelled };
}

/** Has a server answer one request of a client that may go away. */
async function withRequest(
  answer: (
    client: net.Socket,
    incoming: http.IncomingMessage,
    outgoing: http.ServerResponse,
  ) => Promise<void>,
): Promise<void> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const client = net.connect(
    typeof address === "object" && address ? address.port : 0,
    "127.0.0.1",
  );
  client.on("error", () => {});
  try {
    const asked = new Promise<[http.IncomingMessage, http.ServerResponse]>((resolve) =>
      server.once("request", (incoming, outgoing) => resolve([incoming, outgoing]))
    );
    client.write("GET / HTTP/1.1\r\nHost: box\r\n\r\n");
    await answer(client, ...await asked);
  } finally {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

Deno.test("the body of an answer is cancelled when its client disconnects while it is sent", () =>
  withRequest(async (client, incoming, outgoing) => {
    const { body, cancelled } = endless();
    const sending = send(new Response(body), incoming, outgoing);
    client.once("data", () => client.destroy());
    await Promise.all([sending, cancelled]);
  }));

Deno.test("the body of an answer is let go of when its client has gone before it is sent", () =>
  withRequest(async (client, incoming, outgoing) => {
    const { body, cancelled } = endless();
    const closed = new Promise<void>((resolve) => outgoing.once("close", resolve));
    client.destroy();
    await closed;
    await Promise.all([send(new Response(body), incoming, outgoing), cancelled]);
  }));

Deno.test("the body of an answer is let go of when its head can't be sent", () =>
  withRequest(async (_client, incoming, outgoing) => {
    const { body, cancelled } = endless();
    outgoing.writeHead(200);
    outgoing.write("x");
    await assert.rejects(send(new Response(body), incoming, outgoing));
    await cancelled;
  }));
