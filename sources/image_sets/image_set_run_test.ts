import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { FrameScale } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import { numeric, readMat, writeElement } from "../../mat/mod.ts";
import { listingJson } from "./image_set_listing.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { picture, raster } from "../testing/test_pictures.ts";
import { chunks, phase, readAll, states, withImages } from "./test_images.ts";

const broken = () => new FrameboxError("INTERNAL", "The model did not like it.");

Deno.test("each picture is a frame of its own number, and is done when its result is on disk", () =>
  withImages(async ({ longRun, give, answer }) => {
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await give(name);
    longRun.finish();
    await Promise.all([
      answer(3, () => ({
        payload: Picture.fromRaster(raster(10)),
        text: "dark",
        labels: [{ label: "night", probability: 0.9 }],
      })),
      phase(longRun, "done"),
    ]);
    assert.deepEqual(longRun.items.all.map(({ item, frame, name }) => [item, frame, name]), [
      [0, 0, "a.jpg"],
      [1, 1, "b.jpg"],
      [2, 2, "c.jpg"],
    ]);
    const [first] = longRun.items.all;
    assert.ok(first?.result);
    assert.deepEqual([first.result.format, first.result.widthPx, first.text], ["jpeg", 8, "dark"]);
    const bytes = await readAll(await longRun.openResult(first));
    assert.equal(bytes.byteLength, first.result.byteLength);
    assert.equal(Picture.fromFile(bytes).heightPx, 6);
    assert.deepEqual([longRun.state.done, longRun.state.failed, longRun.state.total], [3, 0, 3]);
  }));

Deno.test("an item holds the scale of its frame, and none after another try", () =>
  withImages(async ({ longRun, give, answer }) => {
    const scale: FrameScale = {
      ...{ widthPx: 4, heightPx: 3, sourceWidthPx: 8, sourceHeightPx: 6 },
      ...{ sourceBytes: 560, limitBytes: 450, by: "worker", format: "mat" },
    };
    await give("a.jpg");
    await give("b.jpg");
    longRun.finish();
    await Promise.all([
      answer(2, (lease) => {
        if (lease.frame.number === 0) lease.givenAs(scale);
        return { text: "seen" };
      }),
      phase(longRun, "done"),
    ]);
    assert.deepEqual(longRun.items.all.map((item) => item.scale), [scale, undefined]);
    const listed = longRun.items.all.map((item) => ({ item, file: undefined }));
    const [first, second] = JSON.parse(listingJson(listed)).items;
    assert.deepEqual([first.scale.width, first.scale.source_width, second.scale], [4, 8, null]);
    longRun.items.again(0);
    assert.equal(longRun.items.all[0]?.scale, undefined);
  }));

Deno.test("pixels become what the input was; a result that is a file stays byte for byte", () =>
  withImages(async ({ longRun, give, answer }) => {
    await give("a.jpg");
    await give("b.png", await picture("png"));
    await give("c.png", await picture("png"));
    longRun.finish();
    const file = await picture("jpeg", 33);
    await Promise.all([
      answer(3, ({ frame }) => ({
        payload: frame.number < 2 ? Picture.fromRaster(raster(9)) : Picture.fromFile(file),
      })),
      phase(longRun, "done"),
    ]);
    const formats = longRun.items.all.map(({ result }) => result?.format);
    assert.deepEqual(formats, ["jpeg", "png", "jpeg"]);
    assert.deepEqual(
      await readAll(await longRun.openResult(longRun.items.all[2]!)),
      new Uint8Array(file),
    );
  }));

Deno.test("what is no picture is refused at its first bytes, and nothing is left of it", () =>
  withImages(async ({ longRun, give, session }) => {
    let taken = 0;
    const endless = async function* () {
      for (;;) {
        taken++;
        yield new TextEncoder().encode("no picture at all ");
      }
    };
    const refused = longRun.receive({ name: "x.jpg" }, endless());
    await assert.rejects(refused, { code: "INVALID_ARGUMENT", message: /no picture/ });
    assert.equal(taken, 1);
    await assert.rejects(give("empty.jpg", new Uint8Array(0)), { code: "INVALID_ARGUMENT" });
    const cut = (await picture("png")).subarray(0, 40);
    await assert.rejects(give("cut.png", cut), { code: "INVALID_ARGUMENT", message: /cut/ });
    const directory = await longRun.run.makeDirectory();
    assert.deepEqual([...Deno.readDirSync(directory)], []);
    assert.ok(directory.startsWith(session.directory));
    assert.equal(longRun.items.all.length, 0);
  }));

Deno.test("an upload that breaks off leaves nothing", () =>
  withImages(async ({ longRun }) => {
    const bytes = await picture("jpeg");
    const breaking = async function* () {
      yield bytes.subarray(0, 200);
      throw new FrameboxError("INVALID_ARGUMENT", "The upload broke off.");
    };
    await assert.rejects(longRun.receive({ name: "a.jpg" }, breaking()), { message: /broke off/ });
    assert.deepEqual([...Deno.readDirSync(await longRun.run.makeDirectory())], []);
  }));

Deno.test("a header behind a long profile is found all the same", () =>
  withImages(async ({ give }) => {
    const small = await picture("jpeg");
    const comments = new Uint8Array(8 * 65_537);
    for (let at = 0; at < comments.length; at += 65_537) comments.set([0xff, 0xfe, 0xff, 0xff], at);
    const large = new Uint8Array([...small.subarray(0, 2), ...comments, ...small.subarray(2)]);
    const { item } = await give("large.jpg", large);
    assert.deepEqual([item.input.widthPx, item.input.byteLength], [8, large.byteLength]);
  }));

Deno.test("a picture that comes again under its key is taken once", () =>
  withImages(async ({ longRun, give }) => {
    const first = await give("a.jpg", undefined, "k1");
    const again = await give("a.jpg", undefined, "k1");
    assert.deepEqual([first.isNew, again.isNew, again.item.item], [true, false, 0]);
    const both = await Promise.all([
      give("b.jpg", undefined, "k2"),
      give("b.jpg", undefined, "k2"),
    ]);
    assert.deepEqual(both.map(({ isNew }) => isNew).sort(), [false, true]);
    assert.equal(longRun.items.all.length, 2);
    const files = [...Deno.readDirSync(await longRun.run.makeDirectory())];
    assert.equal(files.length, 2);
  }));

Deno.test("failed ones are tried again, get new frames, and the others stay as they are", () =>
  withImages(async ({ longRun, give, answer }) => {
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await give(name);
    longRun.finish();
    await Promise.all([
      answer(3, ({ frame }) => frame.number === 1 ? broken() : { text: "first" }),
      phase(longRun, "done"),
    ]);
    assert.deepEqual(states(longRun), ["done", "failed", "done"]);
    assert.match(longRun.items.all[1]?.error?.message ?? "", /did not like/);
    assert.equal(longRun.retry(), 1);
    assert.equal(longRun.state.phase, "running");
    await Promise.all([answer(1, () => ({ text: "second" })), phase(longRun, "done")]);
    assert.deepEqual(states(longRun), ["done", "done", "done"]);
    assert.deepEqual(longRun.items.all.map(({ frame }) => frame), [0, 3, 2]);
    assert.deepEqual([longRun.state.done, longRun.state.failed], [3, 0]);
    assert.equal(longRun.retry(), 0);
  }));

Deno.test("after it is done more can come; data.mat continues", () =>
  withImages(async ({ longRun, give, answer }) => {
    const content = ({ frame: { number } }: { frame: { number: number } }) => {
      const name = `data_${String(number).padStart(5, "0")}`;
      const element = writeElement(name, numeric("double", [1, 1], [number]));
      return { variables: [{ name, class: "double", dims: [1, 1], element }] };
    };
    await give("a.jpg");
    longRun.finish();
    await Promise.all([answer(1, content), phase(longRun, "done")]);
    await give("b.jpg");
    assert.equal(longRun.state.phase, "running");
    longRun.finish();
    await Promise.all([answer(1, content), phase(longRun, "done")]);
    const data = await longRun.run.data.read();
    const mat = readMat(new Uint8Array(await new Response(data?.body).arrayBuffer()));
    assert.ok(mat.get("data_00000") && mat.get("data_00001"));
    assert.equal(longRun.run.ended.aborted, false);
  }));

Deno.test("an item is at work only while a worker has it", () =>
  withImages(async ({ longRun, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    const lease = await take();
    assert.deepEqual(states(longRun), ["working", "waiting"]);
    await lease.complete({});
    await (await take()).complete({});
    longRun.finish();
    await phase(longRun, "done");
  }));

Deno.test("paused, it gives out no more; resumed, it continues", () =>
  withImages(async ({ longRun, give, answer }) => {
    longRun.pause();
    await give("a.jpg");
    assert.equal(longRun.run.stats.pushed, 0);
    assert.equal(longRun.state.phase, "paused");
    longRun.finish();
    longRun.resume();
    await Promise.all([answer(1), phase(longRun, "done")]);
  }));

Deno.test("cancelled, what has no end gets none, and nothing more is taken", () =>
  withImages(async ({ longRun, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    await (await take()).complete({});
    await take();
    longRun.cancel();
    await longRun.over;
    assert.deepEqual([states(longRun)[1], longRun.state.phase], ["cancelled", "cancelled"]);
    await assert.rejects(give("c.jpg"), { code: "FAILED_PRECONDITION" });
    assert.throws(() => longRun.retry(), { code: "FAILED_PRECONDITION" });
    assert.throws(() => longRun.finish(), { code: "FAILED_PRECONDITION" });
  }));

Deno.test("the frame count is reset while a picture is at work: it is given out again", () =>
  withImages(async ({ longRun, give, take, answer }) => {
    await give("a.jpg");
    await give("b.jpg");
    await take();
    longRun.finish();
    await longRun.run.reset();
    await Promise.all([answer(2, () => ({ text: "again" })), phase(longRun, "done")]);
    assert.deepEqual(states(longRun), ["done", "done"]);
    assert.deepEqual(longRun.items.all.map(({ frame }) => frame).sort(), [0, 1]);
  }));

Deno.test("a run takes its maximum of pictures, also when they come at once", () =>
  withImages(async ({ longRun, give }) => {
    const given = await Promise.allSettled(["a", "b", "c"].map((name) => give(name)));
    const refused = given.filter(({ status }) => status === "rejected");
    assert.equal(refused.length, 1);
    assert.match(
      String(refused[0]?.status === "rejected" && refused[0].reason),
      /takes 2 pictures/,
    );
    assert.equal(longRun.items.all.length, 2);
  }, { maxImages: 2 }));

Deno.test("without room on disk a picture is refused; one whose result has none fails, and can be retried", () =>
  withImages(
    async ({ longRun, give, answer }) => {
      const jpeg = await picture("jpeg");
      await give("a.jpg", jpeg);
      longRun.finish();
      const large = new Uint8Array(20_000);
      large.set(jpeg);
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(large) })),
        phase(longRun, "done"),
      ]);
      assert.match(longRun.items.all[0]?.error?.message ?? "", /no more room/);
      assert.equal(longRun.retry(), 1);
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(jpeg) })),
        phase(longRun, "done"),
      ]);
      assert.equal(states(longRun)[0], "done");
      await assert.rejects(longRun.receive({ name: "b.jpg" }, chunks(large, 5000)), {
        code: "RESOURCE_EXHAUSTED",
        message: /no more room/,
      });
    },
    {},
    { sessionQuotaBytes: 10_000 },
  ));

Deno.test("changes are listed since a change, in their order", () =>
  withImages(async ({ longRun, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    const { last } = longRun.items;
    assert.deepEqual(longRun.items.after(last, 10), []);
    const changed = () => longRun.items.after(last, 10).map(({ item, state }) => [item, state]);
    const first = await take();
    const second = await take();
    assert.deepEqual(changed(), [[0, "working"], [1, "working"]]);
    longRun.finish();
    await Promise.all([second.complete({}), first.complete({}), phase(longRun, "done")]);
    assert.deepEqual(changed(), [[0, "done"], [1, "done"]]);
    assert.equal(longRun.items.after(0, 1).length, 1);
  }));

Deno.test("an unwatched run is closed after a while, and its results stay", () => {
  const clock = new ManualClock();
  return withImages(
    async ({ longRun, session, give, answer }) => {
      await give("a.jpg");
      longRun.finish();
      const result = await picture("jpeg");
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(result) })),
        phase(longRun, "done"),
      ]);
      const leave = session.attach();
      clock.advance(5000);
      assert.equal(longRun.run.ended.aborted, false, "a user is there");
      leave();
      longRun.touch();
      clock.advance(900);
      assert.equal(longRun.run.ended.aborted, false, "it was looked at just now");
      clock.advance(1200);
      await longRun.over;
      assert.equal(longRun.state.phase, "done");
      const [item] = longRun.items.all;
      assert.ok(item?.result);
      assert.equal((await readAll(await longRun.openResult(item))).byteLength, result.byteLength);
      assert.throws(() => longRun.retry(), { code: "FAILED_PRECONDITION" });
    },
    { keepOpenMs: 1000 },
    {},
    clock,
  );
});

Deno.test("a client that leaves before it finishes the set leaves no run behind", () => {
  const clock = new ManualClock();
  return withImages(
    async ({ longRun, give }) => {
      longRun.pause();
      await give("a.jpg");
      clock.advance(2500);
      await longRun.over;
      assert.deepEqual([longRun.state.phase, states(longRun)[0]], ["cancelled", "cancelled"]);
      assert.equal(clock.due.length, 0);
    },
    { keepOpenMs: 1000 },
    {},
    clock,
  );
});
