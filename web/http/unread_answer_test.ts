import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { send } from "./node_response.ts";

for (const [what, bytes] of [["at once", 64_000_000], ["in pieces", 1_000_000]] as const) {
  Deno.test(`a client that doesn't read its answer is cut: ${what}`, async () => {
    const cut = Promise.withResolvers<void>();
    const server = http.createServer((incoming, outgoing) => {
      outgoing.once("close", () => cut.resolve());
      const body = ReadableStream.from(
        Array.from({ length: 64e6 / bytes }, () => new Uint8Array(bytes)),
      );
      send(new Response(body), incoming, outgoing, 50).catch(cut.reject);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address() as net.AddressInfo;
    const client = net.connect(address.port, "127.0.0.1");
    client.on("error", () => {});
    client.pause();
    client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await cut.promise;
    const closed = once(server, "close");
    client.destroy();
    server.close();
    await closed;
  });
}
