import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { HttpClient } from "./http_client.ts";
import { depthOf, Reach } from "./reach.ts";

Deno.test("addresses are on the internet, in a network of their own, or on this host and its link", () => {
  const expected: Record<string, readonly string[]> = {
    0: ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1", "[2606:4700::1]", "::ffff:8.8.8.8"],
    1: ["10.0.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fd00::1", "64:ff9b::a00:1"],
    2: [
      ...[
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "169.254.169.254",
        "::1",
        "[::1]",
        "::",
        "fe80::1%eth0",
      ],
      ...["::ffff:127.0.0.1", "[::ffff:7f00:1]", "::ffff:169.254.169.254", "64:ff9b::7f00:1"],
    ],
  };
  for (const [depth, addresses] of Object.entries(expected)) {
    for (const address of addresses) assert.equal(depthOf(address), Number(depth), address);
  }
});

Deno.test("a client reaches nothing that is further inside than the host that bounds it", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("inside"),
  );
  const get = async (outer: string, hostname: string) => {
    const url = new URL(`http://${hostname}:${server.addr.port}/`);
    const client = new HttpClient({}, new Reach(outer));
    const answer = await client.send({ method: "GET", url, signal: limit() });
    answer.cancel();
    return answer.status;
  };
  for (const inside of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"]) {
    for (const outer of ["93.184.216.34", "10.0.0.1", "[2606:4700::1]"]) {
      await assert.rejects(get(outer, inside), { name: "FurtherInside" }, `${outer} ${inside}`);
    }
  }
  // A cluster on this host may have its storage there.
  assert.equal(await get("127.0.0.1", "localhost"), 200);
  assert.equal(await get("localhost", "127.0.0.1"), 200);
});
