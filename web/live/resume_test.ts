import { pictureOf } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import type { LiveClient, Message } from "../test_live_client.ts";
import { file, type TestFramebox, type TestWorker, withFramebox } from "../test_framebox.ts";

const LOSSLESS = "?policy=lossless&credit=2&kind=video";

/** The next results, as many as asked for, as `seq text sent`. */
async function results(live: LiveClient, count: number): Promise<string[]> {
  const got: string[] = [];
  for (let i = 0; i < count; i++) {
    const { seq, text, sent } = (await live.result()).message;
    got.push(`${seq} ${text} ${sent}`);
  }
  return got;
}

/** A run whose page has sent this many frames, each answered in turn with `r0`, `r1` … */
async function answered(
  framebox: TestFramebox,
  frames: number,
): Promise<{ session: string; first: LiveClient; worker: TestWorker }> {
  const worker = framebox.worker();
  const session = await framebox.session();
  const first = await framebox.live(session, LOSSLESS);
  for (let i = 0; i < frames; i++) {
    first.send(await file());
    await worker.answer({ text: `r${i}` });
  }
  return { session, first, worker };
}

/** A run whose page has sent all its frames, of which none is answered. */
async function sent(
  framebox: TestFramebox,
  frames: number,
): Promise<{ session: string; first: LiveClient; worker: TestWorker }> {
  const session = await framebox.session();
  const first = await framebox.live(session, LOSSLESS);
  for (let i = 0; i < frames; i++) first.send(await file());
  first.send({ type: "finish" });
  return { session, first, worker: framebox.worker() };
}

async function lose(live: LiveClient): Promise<void> {
  live.close(4999);
  await live.closed;
}

Deno.test("lossless: what was unread comes over the next socket, and what was not acknowledged again", () =>
  withFramebox(async (framebox) => {
    const { session, first, worker } = await answered(framebox, 5);
    assert.deepEqual(await results(first, 2), ["1 r0 0", "2 r1 1"]);
    first.send({ type: "credit", frames: 1 });
    assert.deepEqual(await results(first, 1), ["3 r2 2"]);
    await lose(first);
    const second = await framebox.live(session, `${LOSSLESS}&run=1&after=1`);
    const { run, received } = await second.status("open");
    assert.deepEqual([run, received], ["1", 5]);
    assert.deepEqual(await results(second, 2), ["2 r1 null", "3 r2 null"]);
    second.send({ type: "credit", frames: 2 });
    assert.deepEqual(await results(second, 2), ["4 r3 null", "5 r4 null"]);
    second.send(await file());
    await worker.answer({ text: "r5" });
    second.send({ type: "credit", frames: 1 });
    assert.deepEqual(await results(second, 1), ["6 r5 0"]);
  }));

Deno.test("lossless: what the page has seen by its own word does not come again", () =>
  withFramebox(async (framebox) => {
    const { session, first } = await answered(framebox, 3);
    await results(first, 2);
    await lose(first);
    const second = await framebox.live(session, `${LOSSLESS}&run=1&after=2`);
    assert.deepEqual(await results(second, 1), ["3 r2 null"]);
  }));

Deno.test("lossless: a run that ends while its page is away still sends its results, then its end", () =>
  withFramebox(async (framebox) => {
    const { session, first, worker } = await sent(framebox, 4);
    const { ended } = await started(framebox.hub.session(session)!, first);
    for (let i = 0; i < 2; i++) await worker.answer({ text: `r${i}` });
    await results(first, 2);
    await lose(first);
    for (let i = 2; i < 4; i++) await worker.answer({ text: `r${i}` });
    if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve));
    const second = await framebox.live(session, "?policy=lossless&credit=9&run=1&after=2");
    assert.equal((await second.status("open")).run, null);
    assert.deepEqual(await results(second, 2), ["3 r2 null", "4 r3 null"]);
    assert.equal((await second.status("ended")).run, "1");
  }));

Deno.test("lossless: a run whose frames have all come knows that after its page was away", () =>
  withFramebox(async (framebox) => {
    const { session, first, worker } = await sent(framebox, 3);
    await worker.answer({ text: "r0" });
    await results(first, 1);
    await lose(first);
    const second = await framebox.live(session, "?policy=lossless&run=1&after=1");
    const { run, received } = await second.status("open");
    assert.deepEqual([run, received], ["1", 3]);
    second.send({ type: "finish" });
    for (let i = 1; i < 3; i++) await worker.answer({ text: `r${i}` });
    assert.deepEqual(await results(second, 2), ["2 r1 null", "3 r2 null"]);
    assert.equal((await second.status("ended")).run, "1");
  }));

Deno.test("lossless: frames that were waiting for room go in before those of the next socket", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const first = await framebox.live(session, "?policy=lossless");
    for (let i = 0; i < 4; i++) first.send(await file("png", 10 + i));
    // Messages keep their order: when the answer to this one is there, all frames are.
    first.send("nonsense");
    await first.status("error");
    await lose(first);
    const second = await framebox.live(session, "?policy=lossless&run=1");
    assert.equal((await second.status("open")).received, 4);
    second.send(await file("png", 99));
    const worker = framebox.worker();
    const taken: (Uint8Array | undefined)[] = [];
    for (let i = 0; i < 5; i++) {
      const lease = await worker.take();
      const { source } = pictureOf(lease.frame.payload);
      taken.push(source.kind === "file" ? source.bytes : undefined);
      await lease.complete({ text: "x" });
      assert.equal((await second.result()).message.frame, i);
    }
    for (const [i, grey] of [10, 11, 12, 13, 99].entries()) {
      assert.deepEqual(taken[i], await file("png", grey));
    }
  }, { hub: { runWindow: 2 } }));

Deno.test("lossless: a half dead socket makes way without losing anything", () =>
  withFramebox(async (framebox) => {
    const { session, first } = await answered(framebox, 3);
    await results(first, 2);
    const second = await framebox.live(session, "?policy=lossless&run=1&after=0");
    assert.equal((await first.closed).code, 4001);
    assert.deepEqual(await results(second, 3), ["1 r0 null", "2 r1 null", "3 r2 null"]);
  }));

Deno.test("lossless: after a reset nothing of the old count comes again", () =>
  withFramebox(async (framebox) => {
    const { session, first, worker } = await answered(framebox, 3);
    await results(first, 2);
    await lose(first);
    await framebox.call("POST", `/api/v1/sessions/${session}/reset`);
    const second = await framebox.live(session, `${LOSSLESS}&run=1`);
    await second.status("open");
    second.send(await file());
    await worker.answer({ text: "new" });
    assert.deepEqual(await results(second, 1), ["1 new 0"]);
  }));

Deno.test("a failed frame comes again, too, in its place", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const first = await framebox.live(session, "?policy=lossless&processor=grey");
    first.send((await file()).slice(0, 45));
    const { seq } = await first.status("error");
    assert.equal(seq, 1);
    await lose(first);
    const second = await framebox.live(session, "?policy=lossless&run=1&after=0");
    assert.deepEqual(pick(await second.status("error")), [1, 0, null]);
    await lose(second);
    const third = await framebox.live(session, "?policy=lossless&run=1&after=1");
    third.send("nonsense");
    assert.deepEqual(pick(await third.status("error")), [null, null, null]);
  }, { builtIns: true }));

Deno.test("a camera's page comes back to the newest result at once; what it missed counts as dropped", () =>
  withFramebox(async (framebox) => {
    const worker = framebox.worker();
    const session = await framebox.session();
    const first = await framebox.live(session);
    first.send(await file());
    await worker.answer({ text: "r0" });
    await first.result();
    first.send(await file());
    const lease = await worker.take();
    first.send(await file());
    const next = await worker.take();
    await lose(first);
    await lease.complete({ text: "r1" });
    await next.complete({ text: "r2" });
    const second = await framebox.live(session, "?run=1&after=1");
    const { message } = await second.result();
    assert.deepEqual([message.seq, message.text, message.dropped], [3, "r2", 1]);
    second.send(await file());
    await worker.answer({ text: "r3" });
    assert.deepEqual(pick((await second.result()).message, "text", "dropped"), ["r3", 1]);
  }));

Deno.test("kind names what a run is; another kind is refused", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const live = await framebox.live(session, LOSSLESS);
    live.send(await file());
    assert.equal((await live.status("started")).kind, "video");
    const refused = await framebox.call("GET", `/api/v1/sessions/${session}/live?kind=x`, {
      headers: { connection: "upgrade", upgrade: "websocket" },
    });
    assert.equal(refused.status, 400);
  }));

function pick(message: Message, ...names: string[]): unknown[] {
  const wanted = names.length > 0 ? names : ["seq", "frame", "sent"];
  return wanted.map((name) => message[name]);
}

async function started(
  session: { readonly current: { readonly ended: AbortSignal } | undefined },
  live: LiveClient,
): Promise<{ readonly ended: AbortSignal }> {
  await live.status("started");
  assert.ok(session.current);
  return session.current;
}
