import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { Heartbeat } from "./heartbeat.ts";

/** A socket whose other end may send a byte after each ping; ends after that many of them. */
async function pinged(answers: boolean, enough: number): Promise<{ pings: number; cut: boolean }> {
  const stream = new PassThrough();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let pings = 0;
  const socket = {
    OPEN: 1 as const,
    readyState: 1 as const,
    ping() {
      if (++pings === enough) resolve(false);
      else if (answers) stream.write("x");
    },
    terminate: () => resolve(true),
  };
  const heartbeat = new Heartbeat(socket, stream, 1);
  // The test alone waits for its timer, which keeps nothing running.
  const awake = setInterval(() => {}, 1000);
  const cut = await promise;
  clearInterval(awake);
  heartbeat.stop();
  return { pings, cut };
}

Deno.test("a socket whose other end stays silent is cut after three pings", async () => {
  assert.deepEqual(await pinged(false, 20), { pings: 3, cut: true });
});

Deno.test("who is still sending a large message is there, though its pong waits behind it", async () => {
  assert.deepEqual(await pinged(true, 20), { pings: 20, cut: false });
});
