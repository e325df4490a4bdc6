import assert from "node:assert/strict";
import { silentLogger } from "../base/log/mod.ts";
import { isPending } from "../hub/testing/test_support.ts";
import { DEFAULT_IMAGE_LIMITS } from "../media/image/mod.ts";
import { DEFAULT_MAT_LIMITS } from "../mat/mod.ts";
import { genericBoxService } from "./generic_box.ts";
import { type Call, type CallEnd, EncodedMessage } from "./service.ts";
import {
  img,
  png,
  RED,
  TEST_GRPC_OPTIONS,
  type TestFramebox,
  withFramebox,
} from "./test_framebox.ts";

async function* none(): AsyncGenerator<unknown> {}

async function* one(request: unknown): AsyncGenerator<unknown> {
  yield request;
}

/** A worker that takes messages of any size by its word, and calls of its that the test ends. */
class Worker {
  readonly #box;
  readonly #peer = { host: "h", localPort: 8061, closed: new AbortController().signal };

  constructor({ hub, pool }: TestFramebox) {
    const { submitFormat, submitMaxBytes, maxMessageBytes, jpegQuality } = TEST_GRPC_OPTIONS;
    this.#box = genericBoxService({
      ...{ submitFormat, submitMaxBytes, maxMessageBytes, jpegQuality },
      matLimits: DEFAULT_MAT_LIMITS,
      imageLimits: DEFAULT_IMAGE_LIMITS,
    }, { hub, pool, log: silentLogger() });
  }

  close(): void {
    this.#box.close();
  }

  /** Gets a frame. Returns whether its call stays open though the message is out. */
  async submit(): Promise<boolean> {
    const caller = new AbortController();
    const ended = Promise.withResolvers<CallEnd>();
    const answers = this.#box.service.handlers["submit"]!
      .handle(none(), this.#call(caller.signal, ended.promise))[Symbol.asyncIterator]();
    const { value } = await answers.next();
    assert.ok(value instanceof EncodedMessage);
    const end = answers.next();
    const isHeld = await isPending(end);
    // The caller goes, and with it the wait.
    caller.abort();
    assert.equal((await end).done, true);
    ended.resolve({ complete: true, resetCode: 0 });
    return isHeld;
  }

  async display(hash: string): Promise<void> {
    const request = { img: { file: img(hash) }, file: null };
    const { signal } = new AbortController();
    const call = this.#call(signal, Promise.resolve({ complete: true, resetCode: 0 }));
    const answers = this.#box.service.handlers["display"]!.handle(one(request), call);
    for await (const _ of answers);
  }

  #call(signal: AbortSignal, ended: Promise<CallEnd>): Call {
    return {
      peer: this.#peer,
      principal: {
        id: "anonymous",
        roles: new Set(["worker"]),
      },
      metadata: (key) => key === "max-receive-bytes" ? "-1" : undefined,
      signal,
      draining: new AbortController().signal,
      ended,
    };
  }
}

Deno.test("a call with a large message stays open for a refusal, until its worker has answered such a one", () =>
  withFramebox(async (framebox) => {
    const worker = new Worker(framebox);
    const run = await framebox.start();
    const submit = async (widthPx: number, heightPx: number) => {
      const { outcome } = await run.push(await png(RED, widthPx, heightPx));
      const isHeld = await worker.submit();
      await worker.display(run.hash);
      assert.equal((await outcome).kind, "done");
      return isHeld;
    };
    try {
      assert.equal(await submit(4, 3), false, "a small one can't be refused");
      assert.equal(await submit(1600, 900), true, "4.3 MB: nothing is known of the worker");
      assert.equal(await submit(1600, 900), false, "it has answered one");
    } finally {
      worker.close();
    }
  }));
