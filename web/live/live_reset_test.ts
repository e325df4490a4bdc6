import { Picture, pictureOf } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import type { LiveClient } from "../test_live_client.ts";
import { file, type TestWorker, withFramebox } from "../test_framebox.ts";

const LOSSLESS = "?policy=lossless";

/** Messages of a socket keep their order: when the answer to this one is there, all others were read. */
async function allRead(live: LiveClient): Promise<void> {
  live.send("nonsense");
  await live.status("error");
}

/** Sends frames of these greys, the first of a file each. */
async function send(live: LiveClient, ...greys: number[]): Promise<void> {
  for (const grey of greys) live.send(await file("png", grey));
}

async function reset(live: LiveClient): Promise<void> {
  live.send({ type: "reset" });
  await live.status("reset");
}

/** The number and the file of the next frame that a worker gets; it is answered. */
async function taken(worker: TestWorker): Promise<[number, Uint8Array | undefined]> {
  const { frame } = await worker.answer({ text: "x" });
  const { source } = pictureOf(frame.payload);
  return [frame.number, source.kind === "file" ? source.bytes as Uint8Array : undefined];
}

Deno.test("a reset drops the frames of its socket that still wait for room", () =>
  withFramebox(async (framebox) => {
    const live = await framebox.live(await framebox.session(), LOSSLESS);
    await send(live, 10, 11, 12, 13, 14);
    await allRead(live);
    await reset(live);
    await send(live, 99);
    const worker = framebox.worker();
    assert.deepEqual(await taken(worker), [0, await file("png", 99)]);
    const { message } = await live.result();
    assert.deepEqual([message.frame, message.sent], [0, 5]);
  }, { hub: { runWindow: 2 } }));

Deno.test("a reset drops the frames that an earlier socket of the run left waiting", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const first = await framebox.live(session, LOSSLESS);
    await send(first, 10, 11, 12, 13);
    await allRead(first);
    first.close(4999);
    await first.closed;
    const second = await framebox.live(session, `${LOSSLESS}&run=1`);
    await second.status("open");
    await reset(second);
    await send(second, 99);
    const worker = framebox.worker();
    assert.deepEqual(await taken(worker), [0, await file("png", 99)]);
  }, { hub: { runWindow: 2 } }));

Deno.test("after a reset the frames that came are counted anew, and no result of before comes again", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const worker = framebox.worker();
    const first = await framebox.live(session, LOSSLESS);
    for (const grey of [10, 11]) {
      await send(first, grey);
      await taken(worker);
      await first.result();
    }
    await reset(first);
    await send(first, 99);
    await allRead(first);
    first.close(4999);
    await first.closed;
    const second = await framebox.live(session, `${LOSSLESS}&run=1&after=0`);
    assert.equal((await second.status("open")).received, 1);
    await worker.answer({ text: "new" });
    const { message } = await second.result();
    assert.deepEqual([message.seq, message.frame, message.text], [1, 0, "new"]);
  }));

Deno.test("after a reset no frame is taken for a message of the old count", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const live = await framebox.live(session);
    await send(live, 10);
    await allRead(live);
    await reset(live);
    // Frame 0 of the new count comes another way than by this socket, which numbered its own frame 0 as well.
    const run = framebox.hub.session(session)?.runs[0];
    await run?.push(Picture.fromFile(await file("png", 99)));
    await taken(framebox.worker());
    const { message } = await live.result();
    assert.deepEqual([message.frame, message.sent], [0, null]);
  }));
