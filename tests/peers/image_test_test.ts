import assert from "node:assert/strict";
import { TEST_GRPC_OPTIONS } from "../../grpc/test_framebox.ts";
import { DEFAULT_IMAGE_LIMITS } from "../../media/image/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { startBuiltIns } from "../../processors/mod.ts";
import type { IngestStream } from "../../sources/mod.ts";
import { type PeerFramebox, withPeerFramebox } from "./support.ts";
import { within } from "../support/limit.ts";

/** Runs a test with a framebox that runs its built-in processors. */
function withImageTest(
  test: (framebox: PeerFramebox) => Promise<void>,
  imageTest: Partial<typeof TEST_GRPC_OPTIONS.imageTest> = {},
): Promise<void> {
  const grpc = { imageTest: { ...TEST_GRPC_OPTIONS.imageTest, ...imageTest } };
  return withPeerFramebox(async (framebox) => {
    const options = { concurrency: 2, jpegQuality: 90, imageLimits: DEFAULT_IMAGE_LIMITS };
    const builtIns = startBuiltIns(options, {
      hub: framebox.hub,
      pool: framebox.pool,
      log: silentLogger(),
    });
    try {
      await test(framebox);
    } finally {
      await builtIns.close();
    }
  }, { grpc });
}

/** Runs a scenario of the Python client, which fails unless all is as it should be. */
async function client(
  framebox: PeerFramebox,
  scenario: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = framebox.python("image_test_client.py", { SCENARIO: scenario, ...env });
  await child.line(/^ok$/);
  assert.equal(await child.status(), 0);
  return child.output;
}

/** Resolves when framebox's next stream has gone. */
function nextGone(framebox: PeerFramebox): Promise<IngestStream> {
  return new Promise((resolve) => {
    const stop = framebox.streams.subscribe((event) => {
      if (event.type !== "gone") return;
      stop();
      resolve(event.stream);
    });
  });
}

function nothingIsLeft(framebox: PeerFramebox): void {
  assert.deepEqual(framebox.streams.list(), []);
  const { sessions, runs, leased } = framebox.hub.status;
  assert.deepEqual({ sessions, runs, leased }, { sessions: 0, runs: 0, leased: 0 });
}

Deno.test("ImageTest: 1,000 raw grey frames come back in their order, raw", () =>
  withImageTest(async (framebox) => {
    const gone = nextGone(framebox);
    await client(framebox, "raw", { FRAMES: "1000" });
    const { format, figures } = await within(gone);
    assert.deepEqual([format, figures.frames, figures.failed], ["704×576 grey", 1000, 0]);
    nothingIsLeft(framebox);
  }));

Deno.test("ImageTest: each answer comes while further frames are still to come", () =>
  withImageTest(async (framebox) => {
    await client(framebox, "in_turn");
  }));

for (const scenario of ["bgr", "jpeg", "png", "bmp"]) {
  Deno.test(`ImageTest: a ${scenario.toUpperCase()} frame comes back as OpenCV would grey it`, () =>
    withImageTest(async (framebox) => {
      await client(framebox, scenario, { FRAMES: "5" });
    }));
}

Deno.test("ImageTest: metadata states the size of raw frames", () =>
  withImageTest(async (framebox) => {
    await client(framebox, "other_size");
  }));

Deno.test("ImageTest: what is no frame ends the call with a sentence, after the answers before", () =>
  withImageTest(async (framebox) => {
    const answer = await client(framebox, "refused");
    assert.match(
      answer,
      /^length A frame of 405505 bytes .* 405504 bytes in grey or 1216512 in BGR/m,
    );
    assert.match(answer, /^empty A frame of 0 bytes/m);
    assert.match(answer, /^text A frame of 16 bytes/m);
    assert.match(answer, /^png The PNG picture can't be read/m);
    assert.match(answer, /^jpeg The JPEG picture can't be read/m);
    nothingIsLeft(framebox);
  }));

Deno.test("ImageTest: a picture that breaks off has an empty answer, and the call continues", () =>
  withImageTest(async (framebox) => {
    await client(framebox, "damaged");
  }));

Deno.test("ImageTest: reply is how many boxes a worker found", () =>
  withImageTest(async (framebox) => {
    framebox.python("counting_worker.py");
    await client(framebox, "counted");
  }, { processor: "workers" }));

Deno.test("ImageTest: a client that reads the count alone may send frames of any size", () =>
  withImageTest(async (framebox) => {
    await client(framebox, "large");
  }, { pictures: false }));

Deno.test("ImageTest: eight streams at once, each gets its own frames", () =>
  withImageTest(async (framebox) => {
    const max = { count: 0 };
    framebox.streams.subscribe(() =>
      max.count = Math.max(max.count, framebox.streams.list().length)
    );
    await client(framebox, "several");
    assert.equal(max.count, 8);
    nothingIsLeft(framebox);
  }));

Deno.test("ImageTest: a client killed while it sends leaves nothing, and the next one is served", () =>
  withImageTest(async (framebox) => {
    const child = framebox.python("image_test_client.py", { SCENARIO: "endless" });
    await child.line(/^answered 20$/);
    const gone = nextGone(framebox);
    await child.stop("SIGKILL");
    const { run } = await within(gone);
    assert.ok(run.ended.aborted);
    await client(framebox, "raw");
    nothingIsLeft(framebox);
  }));
