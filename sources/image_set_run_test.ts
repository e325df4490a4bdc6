import assert from "node:assert/strict";
import { FrameboxError } from "../base/errors/mod.ts";
import type { FrameScale } from "../hub/mod.ts";
import { Picture } from "../media/image/mod.ts";
import { numeric, readMat, writeElement } from "../mat/mod.ts";
import { listingJson } from "./image_set_listing.ts";
import { ManualClock } from "../tests/support/manual_clock.ts";
import { chunks, phase, picture, raster, readAll, states, withImages } from "./test_images.ts";

const broken = () => new FrameboxError("INTERNAL", "The model did not like it.");

Deno.test("each picture is a frame of its own number, and is done when its result is on disk", () =>
  withImages(async ({ job, give, answer }) => {
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await give(name);
    job.finish();
    await Promise.all([
      answer(3, () => ({
        payload: Picture.fromRaster(raster(10)),
        text: "dark",
        labels: [{ label: "night", probability: 0.9 }],
      })),
      phase(job, "done"),
    ]);
    assert.deepEqual(job.items.all.map(({ item, frame, name }) => [item, frame, name]), [
      [0, 0, "a.jpg"],
      [1, 1, "b.jpg"],
      [2, 2, "c.jpg"],
    ]);
    const [first] = job.items.all;
    assert.ok(first?.result);
    assert.deepEqual([first.result.format, first.result.widthPx, first.text], ["jpeg", 8, "dark"]);
    const bytes = await readAll(await job.openResult(first));
    assert.equal(bytes.byteLength, first.result.byteLength);
    assert.equal(Picture.fromFile(bytes).heightPx, 6);
    assert.deepEqual([job.state.done, job.state.failed, job.state.total], [3, 0, 3]);
  }));

Deno.test("an item says how its frame was made smaller, and is silent after another try", () =>
  withImages(async ({ job, give, answer }) => {
    const scale: FrameScale = {
      ...{ widthPx: 4, heightPx: 3, sourceWidthPx: 8, sourceHeightPx: 6 },
      ...{ sourceBytes: 560, limitBytes: 450, by: "worker", format: "mat" },
    };
    await give("a.jpg");
    await give("b.jpg");
    job.finish();
    await Promise.all([
      answer(2, (lease) => {
        if (lease.frame.number === 0) lease.givenAs(scale);
        return { text: "seen" };
      }),
      phase(job, "done"),
    ]);
    assert.deepEqual(job.items.all.map((item) => item.scale), [scale, undefined]);
    const listed = job.items.all.map((item) => ({ item, file: undefined }));
    const [first, second] = JSON.parse(listingJson(listed)).items;
    assert.deepEqual([first.scale.width, first.scale.source_width, second.scale], [4, 8, null]);
    job.items.again(0);
    assert.equal(job.items.all[0]?.scale, undefined);
  }));

Deno.test("pixels become what the input was; a result that is a file stays byte for byte", () =>
  withImages(async ({ job, give, answer }) => {
    await give("a.jpg");
    await give("b.png", await picture("png"));
    await give("c.png", await picture("png"));
    job.finish();
    const file = await picture("jpeg", 33);
    await Promise.all([
      answer(3, ({ frame }) => ({
        payload: frame.number < 2 ? Picture.fromRaster(raster(9)) : Picture.fromFile(file),
      })),
      phase(job, "done"),
    ]);
    const formats = job.items.all.map(({ result }) => result?.format);
    assert.deepEqual(formats, ["jpeg", "png", "jpeg"]);
    assert.deepEqual(await readAll(await job.openResult(job.items.all[2]!)), new Uint8Array(file));
  }));

Deno.test("what is no picture is refused at its first bytes, and nothing is left of it", () =>
  withImages(async ({ job, give, session }) => {
    let taken = 0;
    const endless = async function* () {
      for (;;) {
        taken++;
        yield new TextEncoder().encode("no picture at all ");
      }
    };
    const refused = job.receive({ name: "x.jpg" }, endless());
    await assert.rejects(refused, { code: "INVALID_ARGUMENT", message: /no picture/ });
    assert.equal(taken, 1);
    await assert.rejects(give("empty.jpg", new Uint8Array(0)), { code: "INVALID_ARGUMENT" });
    const cut = (await picture("png")).subarray(0, 40);
    await assert.rejects(give("cut.png", cut), { code: "INVALID_ARGUMENT", message: /cut/ });
    const directory = await job.run.makeDirectory();
    assert.deepEqual([...Deno.readDirSync(directory)], []);
    assert.ok(directory.startsWith(session.directory));
    assert.equal(job.items.all.length, 0);
  }));

Deno.test("an upload that breaks off leaves nothing", () =>
  withImages(async ({ job }) => {
    const bytes = await picture("jpeg");
    const breaking = async function* () {
      yield bytes.subarray(0, 200);
      throw new FrameboxError("INVALID_ARGUMENT", "The upload broke off.");
    };
    await assert.rejects(job.receive({ name: "a.jpg" }, breaking()), { message: /broke off/ });
    assert.deepEqual([...Deno.readDirSync(await job.run.makeDirectory())], []);
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
  withImages(async ({ job, give }) => {
    const first = await give("a.jpg", undefined, "k1");
    const again = await give("a.jpg", undefined, "k1");
    assert.deepEqual([first.isNew, again.isNew, again.item.item], [true, false, 0]);
    const both = await Promise.all([
      give("b.jpg", undefined, "k2"),
      give("b.jpg", undefined, "k2"),
    ]);
    assert.deepEqual(both.map(({ isNew }) => isNew).sort(), [false, true]);
    assert.equal(job.items.all.length, 2);
    const files = [...Deno.readDirSync(await job.run.makeDirectory())];
    assert.equal(files.length, 2);
  }));

Deno.test("failed ones are tried again, get new frames, and the others stay as they are", () =>
  withImages(async ({ job, give, answer }) => {
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await give(name);
    job.finish();
    await Promise.all([
      answer(3, ({ frame }) => frame.number === 1 ? broken() : { text: "first" }),
      phase(job, "done"),
    ]);
    assert.deepEqual(states(job), ["done", "failed", "done"]);
    assert.match(job.items.all[1]?.error?.message ?? "", /did not like/);
    assert.equal(job.retry(), 1);
    assert.equal(job.state.phase, "running");
    await Promise.all([answer(1, () => ({ text: "second" })), phase(job, "done")]);
    assert.deepEqual(states(job), ["done", "done", "done"]);
    assert.deepEqual(job.items.all.map(({ frame }) => frame), [0, 3, 2]);
    assert.deepEqual([job.state.done, job.state.failed], [3, 0]);
    assert.equal(job.retry(), 0);
  }));

Deno.test("after it is done more can come; data.mat goes on", () =>
  withImages(async ({ job, give, answer }) => {
    const content = ({ frame: { number } }: { frame: { number: number } }) => {
      const name = `data_${String(number).padStart(5, "0")}`;
      const element = writeElement(name, numeric("double", [1, 1], [number]));
      return { variables: [{ name, class: "double", dims: [1, 1], element }] };
    };
    await give("a.jpg");
    job.finish();
    await Promise.all([answer(1, content), phase(job, "done")]);
    await give("b.jpg");
    assert.equal(job.state.phase, "running");
    job.finish();
    await Promise.all([answer(1, content), phase(job, "done")]);
    const data = await job.run.data.read();
    const mat = readMat(new Uint8Array(await new Response(data?.body).arrayBuffer()));
    assert.ok(mat.get("data_00000") && mat.get("data_00001"));
    assert.equal(job.run.ended.aborted, false);
  }));

Deno.test("an item is at work only while a worker has it", () =>
  withImages(async ({ job, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    const lease = await take();
    assert.deepEqual(states(job), ["working", "waiting"]);
    await lease.complete({});
    await (await take()).complete({});
    job.finish();
    await phase(job, "done");
  }));

Deno.test("paused, it gives out no more; resumed, it goes on", () =>
  withImages(async ({ job, give, answer }) => {
    job.pause();
    await give("a.jpg");
    assert.equal(job.run.stats.pushed, 0);
    assert.equal(job.state.phase, "paused");
    job.finish();
    job.resume();
    await Promise.all([answer(1), phase(job, "done")]);
  }));

Deno.test("cancelled, what has no end gets none, and nothing more is taken", () =>
  withImages(async ({ job, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    await (await take()).complete({});
    await take();
    job.cancel();
    await job.over;
    assert.deepEqual([states(job)[1], job.state.phase], ["cancelled", "cancelled"]);
    await assert.rejects(give("c.jpg"), { code: "FAILED_PRECONDITION" });
    assert.throws(() => job.retry(), { code: "FAILED_PRECONDITION" });
    assert.throws(() => job.finish(), { code: "FAILED_PRECONDITION" });
  }));

Deno.test("the frame count is reset while a picture is at work: it is given out again", () =>
  withImages(async ({ job, give, take, answer }) => {
    await give("a.jpg");
    await give("b.jpg");
    await take();
    job.finish();
    await job.run.reset();
    await Promise.all([answer(2, () => ({ text: "again" })), phase(job, "done")]);
    assert.deepEqual(states(job), ["done", "done"]);
    assert.deepEqual(job.items.all.map(({ frame }) => frame).sort(), [0, 1]);
  }));

Deno.test("a run takes so many pictures and no more, also when they come at once", () =>
  withImages(async ({ job, give }) => {
    const given = await Promise.allSettled(["a", "b", "c"].map((name) => give(name)));
    const refused = given.filter(({ status }) => status === "rejected");
    assert.equal(refused.length, 1);
    assert.match(
      String(refused[0]?.status === "rejected" && refused[0].reason),
      /takes 2 pictures/,
    );
    assert.equal(job.items.all.length, 2);
  }, { maxImages: 2 }));

Deno.test("without room on disk a picture is refused; one whose result has none fails, and can be retried", () =>
  withImages(
    async ({ job, give, answer }) => {
      const jpeg = await picture("jpeg");
      await give("a.jpg", jpeg);
      job.finish();
      const large = new Uint8Array(20_000);
      large.set(jpeg);
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(large) })),
        phase(job, "done"),
      ]);
      assert.match(job.items.all[0]?.error?.message ?? "", /no more room/);
      assert.equal(job.retry(), 1);
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(jpeg) })),
        phase(job, "done"),
      ]);
      assert.equal(states(job)[0], "done");
      await assert.rejects(job.receive({ name: "b.jpg" }, chunks(large, 5000)), {
        code: "RESOURCE_EXHAUSTED",
        message: /no more room/,
      });
    },
    {},
    { sessionQuotaBytes: 10_000 },
  ));

Deno.test("changes are told since a change, in their order", () =>
  withImages(async ({ job, give, take }) => {
    await give("a.jpg");
    await give("b.jpg");
    const { last } = job.items;
    assert.deepEqual(job.items.after(last, 10), []);
    const changed = () => job.items.after(last, 10).map(({ item, state }) => [item, state]);
    const first = await take();
    const second = await take();
    assert.deepEqual(changed(), [[0, "working"], [1, "working"]]);
    job.finish();
    await Promise.all([second.complete({}), first.complete({}), phase(job, "done")]);
    assert.deepEqual(changed(), [[0, "done"], [1, "done"]]);
    assert.equal(job.items.after(0, 1).length, 1);
  }));

Deno.test("a run that nobody looks at is closed after a while, and its results stay", () => {
  const clock = new ManualClock();
  return withImages(
    async ({ job, session, give, answer }) => {
      await give("a.jpg");
      job.finish();
      const result = await picture("jpeg");
      await Promise.all([
        answer(1, () => ({ payload: Picture.fromFile(result) })),
        phase(job, "done"),
      ]);
      const leave = session.attach();
      clock.advance(5000);
      assert.equal(job.run.ended.aborted, false, "somebody is there");
      leave();
      job.touch();
      clock.advance(900);
      assert.equal(job.run.ended.aborted, false, "it was looked at just now");
      clock.advance(1200);
      await job.over;
      assert.equal(job.state.phase, "done");
      const [item] = job.items.all;
      assert.ok(item?.result);
      assert.equal((await readAll(await job.openResult(item))).byteLength, result.byteLength);
      assert.throws(() => job.retry(), { code: "FAILED_PRECONDITION" });
    },
    { keepOpenMs: 1000 },
    {},
    clock,
  );
});

Deno.test("whoever goes without saying that all have come leaves no run behind", () => {
  const clock = new ManualClock();
  return withImages(
    async ({ job, give }) => {
      job.pause();
      await give("a.jpg");
      clock.advance(2500);
      await job.over;
      assert.deepEqual([job.state.phase, states(job)[0]], ["cancelled", "cancelled"]);
      assert.equal(clock.due.length, 0);
    },
    { keepOpenMs: 1000 },
    {},
    clock,
  );
});
