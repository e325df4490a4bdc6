import type { Frame } from "../../hub/mod.ts";
import { encodePicture, Picture, pictureOf } from "../../media/image/mod.ts";
import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { numeric, readMat, writeElement } from "../../mat/mod.ts";
import { until, withFolder } from "./test_folder.ts";
import { picture, raster } from "../testing/test_pictures.ts";
import { limit } from "../../tests/support/limit.ts";

const jpeg = await picture("jpeg");
const png = await picture("png");
/** Of another size: two of one size, written within one tick of the clock, are one file. */
const other = await encodePicture(raster(200, 16, 12), "jpeg");

function isPng({ payload }: Frame): boolean {
  const { source } = pictureOf(payload);
  return source.kind === "file" && source.format === "png";
}

Deno.test("files are processed once each, below too, and results have their names", () =>
  withFolder(async ({ start, work, put, results, input, output }) => {
    await Deno.mkdir(`${input}/day/one`, { recursive: true });
    await put("a.jpg", jpeg);
    const folder = await start();
    work();
    await put("day/one/b.png", png);
    await put("c.JPEG", jpeg);
    await put("d.webp", png);
    await put("e", jpeg);
    await until(folder, ({ done }) => done === 5);
    assert.deepEqual(await results(), ["a.jpg", "c.JPEG", "d.webp.png", "day/one/b.png", "e.png"]);
    const sizes = ["a.jpg", "day/one/b.png"].map((name) => Deno.readFileSync(`${output}/${name}`))
      .map((bytes) => Picture.fromFile(bytes).source);
    assert.deepEqual(sizes.map((source) => source.kind === "file" && source.format), [
      "jpeg",
      "png",
    ]);
    await until(folder, ({ phase, waiting }) => phase === "idle" && waiting === 0);
    assert.deepEqual([...Deno.readDirSync(`${output}/.framebox/unfinished`)], []);
  }));

Deno.test("a frame that was made smaller for its worker has its scale beside its result", () =>
  withFolder(async ({ start, work, put, results, output }) => {
    work((lease) => {
      lease.givenAs({
        ...{ widthPx: 4, heightPx: 3, sourceWidthPx: 8, sourceHeightPx: 6 },
        ...{ sourceBytes: 560, limitBytes: 450, by: "default", format: "mat" },
      });
      return { payload: Picture.fromRaster(raster(10, 4, 3)) };
    });
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    assert.deepEqual(await results(), ["a.jpg", "a.jpg.json"]);
    const { picture, scale } = JSON.parse(await Deno.readTextFile(`${output}/a.jpg.json`));
    assert.equal(picture, "a.jpg");
    assert.deepEqual([scale.width, scale.height, scale.source_width, scale.by], [
      4,
      3,
      8,
      "default",
    ]);
  }));

Deno.test("variables, labels and text are put beside, with the time of the file", () =>
  withFolder(async ({ start, work, put, results, input, output }) => {
    const element = writeElement("data_00000", numeric("double", [1, 2], new Float64Array([3, 4])));
    const variable = { name: "data_00000", class: "double", dims: [1, 2], element };
    work(({ frame }) =>
      frame.number === 0
        ? {
          payload: Picture.fromRaster(raster(10)),
          variables: [variable, variable],
          labels: [{ label: "night", probability: 0.9 }],
          text: "dark",
        }
        : { variables: [variable] }
    );
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    await put("b.jpg", jpeg);
    await until(folder, ({ done }) => done === 2);
    assert.deepEqual(await results(), [
      "a.jpg",
      "a.jpg.json",
      "a.jpg.mat",
      "b.jpg.json",
      "b.jpg.mat",
    ]);
    const [read] = readMat(await Deno.readFile(`${output}/a.jpg.mat`)).variables;
    assert.equal(read?.name, "data_00000");
    const json = JSON.parse(await Deno.readTextFile(`${output}/a.jpg.json`));
    assert.deepEqual(json.labels, [{ label: "night", probability: 0.9 }]);
    assert.deepEqual([json.text, json.processed_by], ["dark", "worker"]);
    const { mtime } = await Deno.stat(`${input}/a.jpg`);
    for (const name of await results()) {
      if (!name.startsWith("a")) continue;
      assert.deepEqual((await Deno.stat(`${output}/${name}`)).mtime, mtime);
    }
  }));

Deno.test("failures are set apart with the reason; the file stays, a better one takes its place", () =>
  withFolder(async ({ start, work, put, results, input, output }) => {
    work(({ frame }) =>
      isPng(frame)
        ? new FrameboxError("INTERNAL", "The model did not like it.")
        : { payload: frame.payload }
    );
    const folder = await start({ imageLimits: { maxBytes: 4000, maxPixels: 1000 } });
    await Deno.mkdir(`${input}/sub`);
    await put("text.jpg", new TextEncoder().encode("no picture"));
    await put("sub/cut.jpg", jpeg.subarray(0, 40));
    await put("large.jpg", new Uint8Array(5000));
    await put("model.png", png);
    await put("good.jpg", jpeg);
    await put("empty.jpg", new Uint8Array());
    await until(folder, ({ done, failed }) => done === 1 && failed === 5);
    assert.deepEqual(await results(), [
      "failed/empty.jpg.txt",
      "failed/large.jpg.txt",
      "failed/model.png.txt",
      "failed/sub/cut.jpg.txt",
      "failed/text.jpg.txt",
      "good.jpg",
    ]);
    const reason = (name: string) => Deno.readTextFile(`${output}/failed/${name}.txt`);
    assert.equal(await reason("model.png"), "The model did not like it.\n");
    assert.match(await reason("large.jpg"), /MAX_UPLOAD_MB/);
    assert.ok((await Deno.stat(`${input}/text.jpg`)).isFile);
    await put("text.jpg", jpeg);
    await until(folder, ({ done }) => done === 2);
    assert.ok((await results()).includes("text.jpg"));
    assert.ok(!(await results()).includes("failed/text.jpg.txt"));
  }));

Deno.test("a file that is replaced is processed again, and results that it no longer has are removed", () =>
  withFolder(async ({ start, work, put, results, output }) => {
    work(({ frame }) =>
      frame.number === 0 ? { payload: frame.payload, text: "first" } : { payload: frame.payload }
    );
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    assert.deepEqual(await results(), ["a.jpg", "a.jpg.json"]);
    await put("a.jpg", other);
    await until(folder, ({ done }) => done === 2);
    assert.deepEqual(await results(), ["a.jpg"]);
    assert.deepEqual(await Deno.readFile(`${output}/a.jpg`), new Uint8Array(other));
  }));

Deno.test("one that changes while it is in flight is processed again afterwards", () =>
  withFolder(async ({ start, hub, put, output }) => {
    const never = limit();
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "worker",
      sticky: false,
    });
    const folder = await start();
    await put("a.jpg", jpeg);
    const lease = await worker.take(never);
    lease.delivered();
    await put("a.jpg", other);
    await put("b.jpg", jpeg);
    // The second one was seen: so was the change before it.
    const second = await worker.take(never);
    second.delivered();
    await lease.complete({ payload: lease.frame.payload });
    await second.complete({ payload: second.frame.payload });
    const again = await worker.take(never);
    await again.complete({ payload: again.frame.payload });
    await until(folder, ({ done }) => done === 3);
    assert.deepEqual(await Deno.readFile(`${output}/a.jpg`), new Uint8Array(other));
    worker.close();
  }));

Deno.test("a new start continues: nothing is done twice, lost failures are tried again", () =>
  withFolder(async ({ start, work, put, results }) => {
    const seen: number[] = [];
    let isBroken = true;
    work(({ frame }) => {
      seen.push(frame.number);
      if (isPng(frame)) {
        return isBroken ? new FrameboxError("UNAVAILABLE", "The worker has gone.") : {};
      }
      return { payload: frame.payload };
    });
    const first = await start();
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await put(name, jpeg);
    await put("bad.jpg", new TextEncoder().encode("no picture"));
    await put("lost.png", png);
    await until(first, ({ done, failed }) => done === 3 && failed === 2);
    await first.close();
    assert.equal(seen.length, 4);
    isBroken = false;
    await put("d.jpg", jpeg);
    const second = await start();
    await until(second, ({ done }) => done === 2);
    assert.equal(seen.length, 6, "d.jpg and lost.png");
    assert.deepEqual([second.state.before, second.state.failed], [4, 0]);
    assert.deepEqual(await results(), [
      "a.jpg",
      "b.jpg",
      "c.jpg",
      "d.jpg",
      "failed/bad.jpg.txt",
      "lost.png.json",
    ]);
  }));

Deno.test("results that are taken away are not made again; without a journal, results decide", () =>
  withFolder(async ({ start, work, put, output }) => {
    let seen = 0;
    work(({ frame }) => {
      seen++;
      return { payload: frame.payload };
    });
    const first = await start();
    await put("a.jpg", jpeg);
    await put("b.jpg", jpeg);
    await until(first, ({ done }) => done === 2);
    await first.close();
    await Deno.remove(`${output}/a.jpg`);
    const second = await start();
    await until(second, ({ before }) => before === 2);
    await second.close();
    // As after a server that was killed right after it had put a result into its place.
    const journal = `${output}/.framebox/journal`;
    const text = await Deno.readTextFile(journal);
    await Deno.writeTextFile(journal, text.slice(0, text.indexOf("\n") - 3));
    const third = await start();
    await until(third, ({ before, done }) => before + done === 2);
    assert.deepEqual([third.state.before, third.state.done, seen], [1, 1, 3]);
  }));

Deno.test("a result of which a kill left only the words is made again", () =>
  withFolder(async ({ start, work, put, results, output }) => {
    work(({ frame }) =>
      frame.number === 1 ? { text: "b" } : { payload: Picture.fromRaster(raster(10)), text: "a" }
    );
    const first = await start();
    await put("a.jpg", jpeg);
    await until(first, ({ done }) => done === 1);
    await put("b.jpg", jpeg);
    await until(first, ({ done }) => done === 2);
    await first.close();
    // The picture of the first comes last; the second has none.
    await Deno.remove(`${output}/a.jpg`);
    await Deno.remove(`${output}/.framebox/journal`);
    const second = await start();
    await until(second, ({ before, done }) => before + done === 2);
    assert.deepEqual([second.state.before, second.state.done], [1, 1]);
    assert.deepEqual(await results(), ["a.jpg", "a.jpg.json", "b.jpg.json"]);
    const words = JSON.parse(await Deno.readTextFile(`${output}/a.jpg.json`));
    assert.deepEqual([words.picture, words.text], ["a.jpg", "a"]);
  }));

Deno.test("without workers files wait, and the status shows it; then they are processed", () =>
  withFolder(async ({ start, work, put, log }) => {
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ phase, waiting }) => phase === "no-workers" && waiting === 1);
    assert.ok(log.some((line) => line.includes("folder_waits_for_workers")));
    work();
    await until(folder, ({ phase, done }) => done === 1 && phase === "idle");
  }));

Deno.test("few files are in flight at a time, and large ones fewer", () =>
  withFolder(async ({ start, hub, put }) => {
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "worker",
      sticky: false,
    });
    const never = limit();
    const folder = await start({ maxInFlight: 3 });
    for (let i = 0; i < 10; i++) await put(`${i}.jpg`, jpeg);
    for (let i = 0; i < 3; i++) (await worker.take(never)).delivered();
    await until(folder, ({ waiting }) => waiting === 10);
    assert.deepEqual([hub.status.leased, hub.status.waiting.workers ?? 0], [3, 0]);
    await folder.close();
    const other = await start({ maxInFlight: 3, maxBytesInFlight: jpeg.byteLength + 10 });
    (await worker.take(never)).delivered();
    await until(other, ({ waiting }) => waiting === 10);
    assert.deepEqual([hub.status.leased, hub.status.waiting.workers ?? 0], [1, 0]);
    worker.close();
  }));

Deno.test("a stop lets what a worker holds finish; the rest is done at the next start", () =>
  withFolder(async ({ start, hub, put, results }) => {
    const worker = hub.connect({
      processors: ["workers"],
      kind: "worker",
      name: "worker",
      sticky: false,
    });
    const folder = await start();
    for (const name of ["a.jpg", "b.jpg", "c.jpg"]) await put(name, jpeg);
    await until(folder, ({ waiting }) => waiting === 3);
    const lease = await worker.take(limit());
    lease.delivered();
    const never = limit();
    const drained = Promise.all([hub.drain(never), folder.drain(never)]);
    await lease.complete({ payload: lease.frame.payload });
    await drained;
    assert.equal((await results()).length, 1);
    assert.equal(folder.state.failed, 0);
    worker.close();
  }));

Deno.test("results that can't be written pause it; when they can, it resumes", () =>
  withFolder(async ({ start, work, put, output, results }) => {
    work();
    const folder = await start();
    await put("warm.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    // A file where the directory should be: no user can write below it, root neither.
    await Deno.writeTextFile(`${output}/sub`, "in the way");
    await Deno.mkdir(`${output}/../in/sub`);
    await put("sub/a.jpg", jpeg);
    await until(folder, ({ phase }) => phase === "blocked");
    await Deno.remove(`${output}/sub`);
    await until(folder, ({ done, phase }) => done === 2 && phase === "idle");
    assert.deepEqual(await results(), ["sub/a.jpg", "warm.jpg"]);
  }));

Deno.test("the input folder may come later, go, and come back", () =>
  withFolder(async ({ start, work, put, input, log }) => {
    await Deno.remove(input);
    work();
    const folder = await start();
    assert.equal(folder.state.phase, "away");
    await Deno.mkdir(input);
    await put("a.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    await Deno.remove(input, { recursive: true });
    await until(folder, ({ phase }) => phase === "away");
    await Deno.mkdir(input);
    await put("b.jpg", jpeg);
    await until(folder, ({ done }) => done === 2);
    assert.ok(log.some((line) => line.includes("folder_back")));
  }));

Deno.test("links that lead out of the folder are set apart with the reason; others are what they lead to", () =>
  withFolder(async ({ start, work, put, input, output, results, log }) => {
    await Deno.mkdir(`${input}/sub`);
    await Deno.mkdir(`${input}/../outside`);
    for (const name of ["secret.jpg", "outside/more.jpg"]) {
      await Deno.writeFile(`${input}/../${name}`, jpeg);
    }
    const link = (to: string, name: string) => Deno.symlink(to, `${input}/${name}`);
    await put("own.jpg", jpeg);
    await link(`${input}/../secret.jpg`, "file.jpg");
    await link("../../secret.jpg", "sub/relative.jpg");
    await link(`${input}/../outside`, "directory");
    await link("/dev/zero", "device.jpg");
    await link("nowhere.jpg", "dangling.jpg");
    await link("circle.jpg", "circle.jpg");
    await link("file.jpg", "twice.jpg");
    await link("own.jpg", "same.jpg");
    await link("../own.jpg", "sub/inside.jpg");
    await link("sub", "folder");
    await link(".", "up");
    await new Deno.Command("mkfifo", { args: [`${input}/pipe.jpg`] }).output();
    await link("pipe.jpg", "to_pipe.jpg");
    work();
    const folder = await start();
    await until(folder, ({ done, failed, phase }) => done + failed >= 11 && phase === "idle");
    const apart = ["circle.jpg", "dangling.jpg", "device.jpg", "directory", "file.jpg"];
    apart.push("sub/relative.jpg", "to_pipe.jpg", "twice.jpg");
    assert.deepEqual(await results(), [
      ...apart.map((name) => `failed/${name}.txt`),
      ...["own.jpg", "same.jpg", "sub/inside.jpg"],
    ]);
    const reason = (name: string) => Deno.readTextFileSync(`${output}/failed/${name}.txt`);
    for (const name of ["file.jpg", "sub/relative.jpg", "directory", "device.jpg", "twice.jpg"]) {
      assert.match(reason(name), /link that leads out of the watched folder.*copy the file itself/);
    }
    assert.match(reason("dangling.jpg"), /leads nowhere/);
    assert.match(reason("circle.jpg"), /in a circle/);
    assert.match(reason("to_pipe.jpg"), /what is no file/);
    assert.ok(log.some((line) => /folder_file_failed .*file=directory.* leads out/.test(line)));
    assert.equal(folder.state.failed, 8);
  }));

Deno.test("a link that comes later and leads nowhere is set apart, and gone when it is removed", () =>
  withFolder(async ({ start, work, put, input, output, results }) => {
    work();
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ done }) => done === 1);
    await Deno.symlink("nowhere.jpg", `${input}/über.jpg`);
    await until(folder, ({ failed }) => failed === 1);
    assert.match(await Deno.readTextFile(`${output}/failed/über.jpg.txt`), /leads nowhere/);
    await Deno.remove(`${input}/über.jpg`);
    // A file in its place is processed.
    await put("über.jpg", jpeg);
    await until(folder, ({ done }) => done === 2);
    assert.deepEqual(await results(), ["a.jpg", "über.jpg"]);
  }));

Deno.test("links that come later are set apart, too, once; a file in a link's place is processed", () =>
  withFolder(async ({ start, work, put, input, output, results }) => {
    await Deno.writeFile(`${input}/../secret.jpg`, jpeg);
    work();
    const first = await start();
    await put("a.jpg", jpeg);
    await until(first, ({ done }) => done === 1);
    await Deno.symlink("../secret.jpg", `${input}/b.jpg`);
    await until(first, ({ failed }) => failed === 1);
    // A link takes the place of a file, all at once.
    await Deno.symlink("../secret.jpg", `${input}/../moving`);
    await Deno.rename(`${input}/../moving`, `${input}/a.jpg`);
    await until(first, ({ failed }) => failed === 2);
    assert.deepEqual(await results(), ["a.jpg", "failed/a.jpg.txt", "failed/b.jpg.txt"]);
    await first.close();
    const second = await start();
    await until(second, ({ before }) => before === 2);
    await put("b.jpg", other);
    await until(second, ({ done }) => done === 1);
    assert.equal(second.state.failed, 0);
    assert.deepEqual(await results(), ["a.jpg", "b.jpg", "failed/a.jpg.txt"]);
    assert.ok((await Deno.stat(`${output}/b.jpg`)).isFile);
  }));

Deno.test("pipes in the folder are left alone", () =>
  withFolder(async ({ start, work, put, input, results }) => {
    await new Deno.Command("mkfifo", { args: [`${input}/pipe.jpg`] }).output();
    work();
    const folder = await start();
    await put("a.jpg", jpeg);
    await until(folder, ({ done, phase }) => done === 1 && phase === "idle");
    assert.deepEqual(await results(), ["a.jpg"]);
  }));

Deno.test("one folder in the other, a file as input, and a folder in use are refused", () =>
  withFolder(async ({ start, input, output }) => {
    const refused = (options: { input?: string; output?: string }, sentence: RegExp) =>
      assert.rejects(
        start(options),
        (error) => error instanceof FrameboxError && sentence.test(error.message),
      );
    await refused({ output: input }, /two folders/);
    await refused({ output: `${input}/out` }, /two folders/);
    await refused({ input: `${output}/in` }, /two folders/);
    await Deno.symlink(input, `${input}/../link`);
    await refused({ output: `${input}/../link/out` }, /two folders/);
    await Deno.writeTextFile(`${input}/file`, "");
    await refused({ input: `${input}/file` }, /not a file/);
    await refused({ output: `${input}/../link/../in/file` }, /two folders/);
    await start();
    await refused({}, /Another server/);
  }));

Deno.test("the log holds what is watched, the progress, and the result of a batch", () =>
  withFolder(async ({ start, work, put, log }) => {
    work();
    const folder = await start();
    for (let i = 0; i < 5; i++) await put(`${i}.jpg`, jpeg);
    await until(folder, ({ done }) => done === 5);
    await folder.close();
    const lines = log.filter((line) => line.includes("folder_"));
    assert.ok(lines.some((line) => /folder_watched .*processor=workers/.test(line)));
    assert.ok(lines.some((line) => /folder_batch_over folder=in done=5 failed=0/.test(line)));
  }));
