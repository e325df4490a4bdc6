import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import grpc from "@grpc/grpc-js";
import { skipEndedStreams } from "./reset_guard.ts";

/** A stream of HTTP/2 as grpc-js answers it; on Deno an answer to one that has ended throws. */
class Stream extends Duplex {
  readonly session = {};
  answers = 0;

  respond(): void {
    if (this.destroyed) throw new Error("The stream has been destroyed");
    this.answers++;
  }
}

/** What happens when HTTP/2 gives this stream to a grpc-js server. */
function give(stream: Stream, headers: Record<string, string>): void {
  const server = new grpc.Server({ "grpc.enable_channelz": 0 });
  skipEndedStreams(server);
  const handler: unknown = Reflect.get(server, "_streamHandler");
  assert.ok(typeof handler === "function");
  // As grpc-js binds it, and with what "stream" is emitted with.
  Reflect.apply(handler, server, [[], stream, headers, 0, []]);
}

const UNKNOWN = { ":path": "/nobody/has", "content-type": "application/grpc" };
const OTHER_TYPE = { ":path": "/GenericBoxService/submit", "content-type": "text/html" };

for (const [what, headers] of [["unknown method", UNKNOWN], ["other type", OTHER_TYPE]] as const) {
  Deno.test(`a call that has ended before it is seen is not answered: ${what}`, () => {
    const open = new Stream();
    give(open, headers);
    assert.equal(open.answers, 1);

    const ended = new Stream();
    ended.destroy();
    give(ended, headers);
    assert.equal(ended.answers, 0);

    // Its error has a listener.
    const broken = new Stream();
    broken.destroy(new Error("reset"));
    give(broken, headers);
    assert.equal(broken.answers, 0);
  });
}
