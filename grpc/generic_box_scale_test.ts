import assert from "node:assert/strict";
import { readoutOf } from "../results/mod.ts";
import type { Notice, Outcome, Run } from "../hub/mod.ts";
import { readPictureHeader } from "../media/image/mod.ts";
import {
  char,
  type MatNumeric,
  numeric,
  readElement,
  readMat,
  struct,
  writeElement,
  writeMat,
} from "../mat/mod.ts";
import { hashOf, img, png, RED, type TestFramebox, withFramebox } from "./test_framebox.ts";

function imOf(file: Uint8Array): MatNumeric {
  const im = readMat(file).get("im")?.value;
  assert.ok(im?.kind === "numeric");
  return im;
}

/** Notices of a run from now on; they precede the frame. */
function noticesOf(run: Run): Notice[] {
  const notices: Notice[] = [];
  run.subscribe((event) => event.type === "notice" && notices.push(event));
  return notices;
}

/** A 1080p frame that waits. */
async function waiting(framebox: TestFramebox): Promise<{ run: Run; outcome: Promise<Outcome> }> {
  const run = await framebox.start({ kind: "images" });
  const { outcome } = await run.push(await png(RED, 1920, 1080));
  return { run, outcome };
}

/** `img` of a picture of that size. */
function picture(hash: string, widthPx: number, heightPx: number): Uint8Array {
  const im = numeric("uint8", [heightPx, widthPx], new Uint8Array(widthPx * heightPx));
  return writeMat([["im", im], ["session_hash", char(hash)]]);
}

/** `file` with one box from 10, 5 to 20, 25 and a field of its own. */
const BOX = struct({
  xyxy: numeric("double", [1, 4], [10, 5, 20, 25]),
  height: numeric("double", [1, 1], [20]),
});

const TAKES_ALL = { metadata: { "max-receive-bytes": "-1" } };

Deno.test("a caller that declares nothing gets a 1080p frame within 4,000,000 bytes", () =>
  withFramebox(async (framebox) => {
    const { run, outcome } = await waiting(framebox);
    const notices = noticesOf(run);
    const client = framebox.client({ "grpc.max_receive_message_length": 4_000_000 });
    const file = await client.submit({ metadata: { "worker-name": "detector-1" } });
    assert.deepEqual(imOf(file).dims, [865, 1539, 3]);
    assert.deepEqual([imOf(file).data[0], imOf(file).data.at(-1)], [255, 0]);
    const [notice, ...more] = notices;
    assert.deepEqual(more, []);
    assert.equal(
      notice?.message,
      "This picture is 6.2 MB as .mat and was scaled to 1539×865 for detector-1: gRPC clients " +
        "take 4 MB unless they say more. Full size: raise grpc.max_receive_message_length and " +
        "send max-receive-bytes.",
    );
    const { source_bytes, ...details } = notice?.details ?? {};
    assert.ok(Number(source_bytes) > 1920 * 1080 * 3);
    assert.deepEqual([notice?.code, details], ["frame-scaled", {
      worker: "detector-1",
      width: 1539,
      height: 865,
      source_width: 1920,
      source_height: 1080,
      limit_bytes: 4_000_000,
      by: "default",
      format: "mat",
    }]);
    await client.display(picture(hashOf(file), 1539, 865), writeMat([["data_00000", BOX]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    const { widthPx, sourceWidthPx, by } = result.content.scale ?? {};
    assert.deepEqual([widthPx, sourceWidthPx, by], [1539, 1920, "default"]);
    // The picture is of the size that was submitted, and the boxes are in its pixels as they came.
    assert.deepEqual(readoutOf(result.content).boxes?.xyxy, [[10, 5, 20, 25]]);
  }));

Deno.test("boxes beside a picture of the source's size are scaled back; data.mat has them as they came", () =>
  withFramebox(async (framebox) => {
    const { run, outcome } = await waiting(framebox);
    const client = framebox.client();
    const hash = hashOf(await client.submit());
    await client.display(picture(hash, 1920, 1080), writeMat([["data_00000", BOX]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    const [x, y] = [1920 / 1539, 1080 / 865];
    const rounded = (number: number) => Math.round(number * 100) / 100;
    const { boxes, values } = readoutOf(result.content);
    assert.deepEqual(boxes?.xyxy, [[10 * x, 5 * y, 20 * x, 25 * y].map(rounded)]);
    assert.deepEqual(values, { height: 20, boxes: 1 });
    const snapshot = await run.data.open();
    const kept = await snapshot?.element("data_00000");
    assert.deepEqual(kept, writeElement("data_00000", BOX));
    assert.deepEqual(kept && readElement(kept).value, BOX);
    snapshot?.close();
  }));

Deno.test("a caller without a limit gets the frame as it is, without a notice", () =>
  withFramebox(async (framebox) => {
    const { run, outcome } = await waiting(framebox);
    const notices = noticesOf(run);
    const client = framebox.client();
    const file = await client.submit(TAKES_ALL);
    assert.deepEqual(imOf(file).dims, [1080, 1920, 3]);
    await client.display(img(hashOf(file)), writeMat([["data_00000", BOX]]));
    const result = await outcome;
    assert.ok(result.kind === "done");
    assert.equal(result.content.scale, undefined);
    assert.deepEqual(readoutOf(result.content).boxes?.xyxy, [[10, 5, 20, 25]]);
    assert.deepEqual(notices, []);
  }));

Deno.test("a frame is made anew for the limit of the worker that it is given to next", () =>
  withFramebox(async (framebox) => {
    const { run } = await waiting(framebox);
    const notices = noticesOf(run);
    const take = async (bytes: string) => {
      const client = framebox.client();
      const metadata = { "worker-name": `takes ${bytes}`, "max-receive-bytes": bytes };
      const { dims } = imOf(await client.submit({ metadata }));
      client.close();
      return dims;
    };
    assert.deepEqual(await take("4096"), [24, 42, 3]);
    assert.deepEqual(await take("-1"), [1080, 1920, 3]);
    assert.deepEqual(await take("1000000"), [432, 769, 3]);
    assert.deepEqual(notices.map(({ message }) => message), [
      "This picture is 6.2 MB as .mat and was scaled to 42×24 for takes 4096: it says that it " +
      "takes 4 kB. Full size: raise grpc.max_receive_message_length and max-receive-bytes.",
      "This picture is 6.2 MB as .mat and was scaled to 769×432 for takes 1000000: it says that " +
      "it takes 1.0 MB. Full size: raise grpc.max_receive_message_length and max-receive-bytes.",
    ]);
  }, { hub: { reconnectGraceMs: 1 } }));

Deno.test("there is one notice for each run, worker and size, not for each frame", () =>
  withFramebox(async (framebox) => {
    const run = await framebox.start({ kind: "images" });
    const notices = noticesOf(run);
    const client = framebox.client();
    for (
      const [width, height] of [[1920, 1080], [1920, 1080], [1500, 1500], [1920, 1080], [40, 30]]
    ) {
      const { outcome } = await run.push(await png(RED, width, height));
      await client.display(img(hashOf(await client.submit())));
      await outcome;
    }
    assert.deepEqual(notices.map(({ details }) => `${details?.width}×${details?.height}`), [
      "1539×865",
      "1154×1154",
    ]);
  }));

Deno.test("max-receive-bytes that is no number of bytes is refused, and no frame is lost by it", () =>
  withFramebox(async (framebox) => {
    const { outcome } = await waiting(framebox);
    const client = framebox.client();
    for (const declared of ["much", "0", "1000"]) {
      await assert.rejects(client.submit({ metadata: { "max-receive-bytes": declared } }), {
        code: 3,
        details:
          `max-receive-bytes is '${declared}'; it should be -1 for no limit, or a whole number ` +
          "of bytes, 4096 or more.",
      });
    }
    await client.display(img(hashOf(await client.submit(TAKES_ALL))));
    assert.equal((await outcome).kind, "done");
  }));

Deno.test("a number is for all, whatever they declare, and so is 0", async () => {
  await withFramebox(async (framebox) => {
    const { run } = await waiting(framebox);
    const notices = noticesOf(run);
    const file = await framebox.client().submit(TAKES_ALL);
    assert.ok(file.length <= 100_000);
    assert.match(
      notices[0]?.message ?? "",
      /: this server gives 100 kB to all\. Full size: SUBMIT_MAX_BYTES=auto/,
    );
  }, { grpc: { submitMaxBytes: 100_000 } });
  await withFramebox(async (framebox) => {
    await waiting(framebox);
    assert.deepEqual(imOf(await framebox.client().submit()).dims, [1080, 1920, 3]);
  }, { grpc: { submitMaxBytes: 0 } });
});

Deno.test("a frame over framebox's largest message is scaled for who takes any size", () =>
  withFramebox(async (framebox) => {
    const { run } = await waiting(framebox);
    const notices = noticesOf(run);
    const file = await framebox.client().submit(TAKES_ALL);
    assert.ok(file.length <= 2 ** 21 && file.length > 2_000_000, String(file.length));
    assert.match(
      notices[0]?.message ?? "",
      /sends 2\.1 MB at most\. Full size: raise MAX_MESSAGE_MB\.$/,
    );
  }, { grpc: { maxMessageBytes: 2 ** 21 } }));

Deno.test("a JPEG is made to fit, too, and the notice has its size", () =>
  withFramebox(async (framebox) => {
    const { run, outcome } = await waiting(framebox);
    const notices = noticesOf(run);
    const client = framebox.client();
    const file = await client.submit({ metadata: { "max-receive-bytes": "6000" } });
    assert.ok(file.length <= 6000, String(file.length));
    const { data } = imOf(file);
    assert.ok(data instanceof Uint8Array);
    const { widthPx, heightPx } = readPictureHeader(data);
    const sentence = `as JPEG and was scaled to ${widthPx}×${heightPx} for worker: it says`;
    assert.ok(notices[0]?.message.includes(sentence), String(notices[0]?.message));
    await client.display(img(hashOf(file)));
    const result = await outcome;
    assert.ok(result.kind === "done");
    const { scale } = result.content;
    assert.deepEqual([scale?.widthPx, scale?.heightPx, scale?.format], [widthPx, heightPx, "jpeg"]);
  }, { grpc: { submitFormat: "jpeg" } }));
