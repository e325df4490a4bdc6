import { pictureOf } from "../media/image/mod.ts";
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import grpc from "@grpc/grpc-js";
import { TEST_GRPC_OPTIONS, withFramebox } from "./test_framebox.ts";

const NEVER = new AbortController().signal;
const IMAGE_TEST = { ...TEST_GRPC_OPTIONS.imageTest, widthPx: 4, heightPx: 2, window: 1 };

/** Calls of a test's server whose requests are a stream, as grpc-js made them. */
function seeCalls(): { readonly calls: readonly Readable[]; restore(): void } {
  const calls: Readable[] = [];
  const { addService } = grpc.Server.prototype;
  grpc.Server.prototype.addService = function (definition, implementation) {
    const seen: grpc.UntypedServiceImplementation = {};
    for (const [name, handler] of Object.entries(implementation)) {
      seen[name] = (call: unknown) => {
        if (call instanceof Readable) calls.push(call);
        Reflect.apply(handler, undefined, [call]);
      };
    }
    return Reflect.apply(addService, this, [definition, seen]);
  };
  return {
    calls,
    restore() {
      grpc.Server.prototype.addService = addService;
    },
  };
}

Deno.test("of a stream one request is read ahead; all others wait at the client until their turn", async () => {
  const seen = seeCalls();
  try {
    await withFramebox(async (framebox) => {
      const processor = framebox.hub.connect({
        processors: ["grey"],
        kind: "builtin",
        name: "grey",
        sticky: false,
      });
      const client = framebox.client();
      const stream = client.stream("/ImageTest/Analyse");
      const answers = stream[Symbol.asyncIterator]();
      const frames = 20;
      let readAhead = 0;
      for (let i = 0; i < frames; i++) stream.send({ img: new Uint8Array(8).fill(i) });
      stream.end();
      for (let i = 0; i < frames; i++) {
        const lease = await processor.take(NEVER);
        // One connection keeps its order: with this answer all frames have reached the server.
        await client.call("/grpc.health.v1.Health/Check");
        const [call] = seen.calls;
        assert.ok(call, "the call is a stream of requests");
        readAhead = Math.max(readAhead, call.readableLength);
        const { source } = pictureOf(lease.frame.payload);
        assert.ok(source.kind === "raw" && source.bytes instanceof Uint8Array);
        assert.equal(source.bytes[0], i);
        lease.delivered();
        await lease.complete({ data: { people: i } });
        assert.equal((await answers.next()).done, false);
      }
      assert.equal((await answers.next()).done, true);
      assert.ok(readAhead <= 1, `${readAhead} requests were read ahead`);
    }, { grpc: { imageTest: IMAGE_TEST } });
  } finally {
    seen.restore();
  }
});
