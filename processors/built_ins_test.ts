import {
  decodePicture,
  DEFAULT_IMAGE_LIMITS,
  Picture,
  pictureIn,
  pictureOf,
  planesFormat,
  planesOf,
  planesOfRaster,
} from "../media/image/mod.ts";
import { readResult } from "../results/mod.ts";
import assert from "node:assert/strict";
import { createHub, DEFAULT_HUB_OPTIONS, type Hub, type Outcome, type Policy } from "../hub/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { fieldOf, numberOf, readMat, textOf } from "../mat/mod.ts";
import { BUILT_IN_NAMES, type BuiltInDeps, startBuiltIns } from "./mod.ts";

const ENTRY = new URL("./test_worker.ts", import.meta.url);
const CHELSEA = await Deno.readFile(
  new URL("../web/assets/examples/chelsea.jpg", import.meta.url),
);

/** Runs a test with a hub, a pool and the built-ins. */
async function withBuiltIns(
  test: (hub: Hub, pool: Pool) => Promise<void>,
  deps: Pick<BuiltInDeps, "now"> = {},
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const log = silentLogger();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir }, { log, readResult });
  const pool = new Pool({ size: 2, entry: ENTRY });
  const options = { concurrency: 2, jpegQuality: 85, imageLimits: DEFAULT_IMAGE_LIMITS };
  const builtIns = startBuiltIns(options, { hub, pool, log, ...deps });
  try {
    await test(hub, pool);
  } finally {
    await builtIns.close();
    await hub.close();
    await pool.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function once(
  hub: Hub,
  processor: string,
  file: Uint8Array,
  policy: Policy = "lossless",
): Promise<Outcome> {
  const session = await hub.openSession();
  const run = session.start({ kind: "image", policy, processor });
  return await (await run.push(Picture.fromFile(file))).outcome;
}

Deno.test("every built-in answers an image with a picture of its size", async () => {
  await withBuiltIns(async (hub, pool) => {
    for (const name of BUILT_IN_NAMES) {
      const outcome = await once(hub, name, CHELSEA);
      assert.equal(outcome.kind, "done");
      if (outcome.kind !== "done") return;
      assert.equal(outcome.processedBy, name);
      const picture = pictureIn(outcome.content.payload);
      assert.deepEqual([picture?.widthPx, picture?.heightPx], [451, 300]);
      const jpeg = await picture?.encoded("jpeg", pool) ?? new Uint8Array();
      const shown = await decodePicture(jpeg, { channels: 3 });
      assert.equal(shown.data.length, 451 * 300 * 3);
    }
  });
});

Deno.test("invert gives the negative of what was sent, without loss", async () => {
  await withBuiltIns(async (hub, pool) => {
    const outcome = await once(hub, "invert", CHELSEA);
    assert.ok(outcome.kind === "done" && outcome.content.payload);
    const png = await pictureOf(outcome.content.payload).encoded("png", pool);
    const got = await decodePicture(png, { channels: 3 });
    const sent = await decodePicture(CHELSEA, { channels: 3 });
    assert.ok(got.data.every((value, i) => value === 255 - (sent.data[i] ?? 0)));
  });
});

Deno.test("a video's planes get the same answers as their colours", async () => {
  await withBuiltIns(async (hub, pool) => {
    const photo = await decodePicture(CHELSEA, { channels: 3 });
    // Of even size.
    const widthPx = 450;
    const heightPx = photo.heightPx;
    const rows = Array.from(
      { length: heightPx },
      (_, y) => photo.data.subarray(3 * y * photo.widthPx, 3 * (y * photo.widthPx + widthPx)),
    );
    const data = new Uint8Array(3 * widthPx * heightPx);
    for (const [y, row] of rows.entries()) data.set(row, 3 * y * widthPx);
    for (const matrix of ["bt601", "bt709"] as const) {
      const planes = planesOfRaster({ ...photo, widthPx, data }, matrix);
      const coded = Picture.fromRaw(planesFormat(planes), planes.data);
      const colours = Picture.fromRaster(await coded.raster({}, pool));
      for (const processor of BUILT_IN_NAMES) {
        const session = await hub.openSession();
        const answers = [];
        for (const picture of [coded, colours]) {
          const run = session.start({ kind: "video", policy: "lossless", processor });
          const outcome = await (await run.push(picture)).outcome;
          assert.ok(outcome.kind === "done" && outcome.content.payload, processor);
          const { labels, payload } = outcome.content;
          answers.push({ labels, picture: pictureOf(payload) });
        }
        const [ofPlanes, ofColours] = answers;
        assert.deepEqual(ofPlanes?.labels, ofColours?.labels);
        const [got, expected] = await Promise.all(
          answers.map(async ({ picture }) => (await picture.raster({ channels: 1 }, pool)).data),
        );
        // Edges add up eight greys each way.
        const max = processor === "edges" ? 16 : 1;
        assert.ok(
          got!.every((value, i) => Math.abs(value - expected![i]!) <= max),
          `${processor} ${matrix}`,
        );
        const isPlanes = planesOf(ofPlanes!.picture.source)?.matrix === matrix;
        assert.equal(isPlanes, processor === "invert");
      }
      // Nothing was written to what came.
      assert.deepEqual(planes.data, planesOfRaster({ ...photo, widthPx, data }, matrix).data);
    }
  });
});

Deno.test("intensity gives a label and data with the frame's number", async () => {
  await withBuiltIns(async (hub) => {
    const outcome = await once(hub, "intensity", CHELSEA);
    assert.ok(outcome.kind === "done");
    assert.deepEqual(outcome.content.labels, [
      { label: "dark", probability: 1, about: "colorIntensity" },
    ]);
    const body = outcome.content.variables?.[0];
    assert.equal(body?.name, "data_00000");
  });
});

Deno.test("what intensity leaves in data.mat is a struct with label and mean", async () => {
  await withBuiltIns(async (hub) => {
    const session = await hub.openSession();
    const run = session.start({ kind: "image", policy: "lossless", processor: "intensity" });
    await (await run.push(Picture.fromFile(CHELSEA))).outcome;
    const data = await run.data.read();
    const bytes = new Uint8Array(await new Response(data?.body).arrayBuffer());
    const value = readMat(bytes).get("data_00000")?.value;
    assert.ok(value?.kind === "struct");
    assert.equal(textOf(fieldOf(value, "label")), "dark");
    const mean = numberOf(fieldOf(value, "mean")) ?? NaN;
    assert.ok(mean > 100 && mean < 127, `mean ${mean}`);
  });
});

Deno.test("a picture that is cut fails its own frame, at once, and no other", async () => {
  await withBuiltIns(async (hub) => {
    const cut = await once(hub, "grey", CHELSEA.slice(0, CHELSEA.length / 2));
    assert.equal(cut.kind, "failed");
    assert.equal(cut.kind === "failed" && cut.error.code, "INVALID_ARGUMENT");
    assert.equal((await once(hub, "grey", CHELSEA)).kind, "done");
  });
});

Deno.test("pixels without a file are processed as well, and stay as they were", async () => {
  await withBuiltIns(async (hub) => {
    const data = new Uint8Array(4 * 2 * 3).map((_, i) => i * 10);
    const picture = Picture.fromRaster({
      widthPx: 4,
      heightPx: 2,
      channels: 3,
      layout: "interleaved",
      order: "RGB",
      data,
    });
    const session = await hub.openSession();
    const run = session.start({ kind: "stream", policy: "lossless", processor: "invert" });
    const outcome = await (await run.push(picture)).outcome;
    const source = outcome.kind === "done" && pictureIn(outcome.content.payload)?.source;
    assert.ok(source && source.kind === "raster");
    assert.deepEqual(
      [...source.raster.data],
      [...data].map((value) => 255 - value),
    );
    assert.equal(data[1], 10);
  });
});

Deno.test("without a viewer intensity gives its label alone, also of raw pixels and a batch", async () => {
  await withBuiltIns(async (hub) => {
    const session = await hub.openSession();
    const run = session.start({
      kind: "stream",
      policy: "lossless",
      processor: "intensity",
      pictures: "watched",
      keepsData: false,
    });
    const format = { pixelFormat: "BGR24", widthPx: 4, heightPx: 2, strideBytes: 0 } as const;
    const raw = (value: number) => Picture.fromRaw(format, new Uint8Array(24).fill(value));
    const pictures = [
      raw(126),
      raw(127),
      Picture.fromFile(CHELSEA),
      Picture.fromFile(CHELSEA.slice(0, CHELSEA.length / 2)),
    ];
    const texts = async () => {
      const batch = Symbol();
      const pushed = await Promise.all(pictures.map((picture) => run.push(picture, { batch })));
      const outcomes = await Promise.all(pushed.map(({ outcome }) => outcome));
      return outcomes.map((outcome) => {
        if (outcome.kind !== "done") return outcome.kind;
        const { labels = [], payload, variables } = outcome.content;
        const picture = pictureIn(payload);
        const form = picture?.source.kind === "file" ? picture.source.format : picture;
        return [labels[0]?.label, form, variables?.length];
      });
    };
    assert.deepEqual(await texts(), [
      ["dark", undefined, undefined],
      ["light", undefined, undefined],
      ["dark", undefined, undefined],
      "failed",
    ]);
    const viewer = run.results({ policy: "latest" });
    pictures.pop();
    assert.deepEqual(await texts(), [
      ["dark", undefined, undefined],
      ["light", undefined, undefined],
      ["dark", "jpeg", 1],
    ], "of a batch the newest is shown");
    assert.equal((await viewer.next(new AbortController().signal))?.number, 6);
    viewer.close();
  });
});

Deno.test("what takes less time than the way to a thread needs none", async () => {
  await withBuiltIns(async (hub, pool) => {
    await pool.close();
    const session = await hub.openSession();
    const run = session.start({
      kind: "stream",
      policy: "lossless",
      processor: "intensity",
      pictures: "watched",
      keepsData: false,
    });
    const push = async (widthPx: number, value: number) => {
      const format = { pixelFormat: "RGBA", widthPx, heightPx: 900, strideBytes: 0 } as const;
      const bytes = new Uint8Array(4 * widthPx * 900).fill(value);
      const outcome = await (await run.push(Picture.fromRaw(format, bytes))).outcome;
      return outcome.kind === "done" ? outcome.content.labels?.[0]?.label : outcome.kind;
    };
    assert.deepEqual([await push(640, 30), await push(640, 127)], ["dark", "light"]);
    assert.equal(await push(1280, 30), "failed");
    // A clock that stands still: on a busy computer the first frame may take all of this thread's share.
  }, { now: () => 0 });
});

Deno.test("a built-in whose result is its picture alone reports, without a viewer, whether a frame can be read", async () => {
  await withBuiltIns(async (hub) => {
    const session = await hub.openSession();
    const pushed: string[] = [];
    for (const processor of ["grey", "edges", "invert"]) {
      const run = session.start({
        kind: "stream",
        policy: "lossless",
        processor,
        pictures: "watched",
      });
      for (const file of [CHELSEA, CHELSEA.slice(0, CHELSEA.length / 2)]) {
        const outcome = await (await run.push(Picture.fromFile(file))).outcome;
        pushed.push(
          outcome.kind === "done" ? String(pictureIn(outcome.content.payload)) : outcome.kind,
        );
      }
      run.cancel("The test has seen enough.");
    }
    assert.deepEqual(pushed, ["undefined", "failed", "undefined", "failed", "undefined", "failed"]);
  });
});

Deno.test("a run that wants pictures as they were sent gets JPEG for JPEG and pixels for pixels", async () => {
  await withBuiltIns(async (hub, pool) => {
    const session = await hub.openSession();
    const run = session.start({
      kind: "stream",
      policy: "lossless",
      processor: "invert",
      pictureForm: "as-sent",
    });
    const format = { pixelFormat: "BGR24", widthPx: 4, heightPx: 2, strideBytes: 0 } as const;
    const jpeg = Picture.fromFile(CHELSEA);
    const png = Picture.fromFile(await jpeg.encoded("png", pool));
    const forms: string[] = [];
    for (const sent of [jpeg, png, Picture.fromRaw(format, new Uint8Array(24))]) {
      const outcome = await (await run.push(sent)).outcome;
      const source = outcome.kind === "done"
        ? pictureIn(outcome.content.payload)?.source
        : undefined;
      forms.push(source?.kind === "file" ? source.format : source?.kind ?? "none");
    }
    assert.deepEqual(forms, ["jpeg", "png", "raster"]);
  });
});
