import { Picture, pictureIn } from "../media/image/mod.ts";
import assert from "node:assert/strict";
import { readoutOf } from "../results/mod.ts";
import type { Outcome, Run } from "../hub/mod.ts";
import { Pool } from "../base/pool/mod.ts";
import { silentLogger } from "../base/log/mod.ts";
import { fieldOf, numberOf, readElement, textOf } from "../mat/mod.ts";
import { startBuiltIns } from "./mod.ts";
import { batch, contentOf, ENTRY, HeldTimers, OPTIONS, start, withOwn } from "./test_support.ts";

const SPOT = new URL("./testdata/spot.js", import.meta.url).pathname;
const KEEPING = new URL("./testdata/keeping.js", import.meta.url).pathname;
const NATIVE = new URL("./testdata/native.js", import.meta.url).pathname;
const FAULTY = new URL("./testdata/faulty.ts", import.meta.url).pathname;

/** 4×2 RGB, black but for a first value and one white pixel. */
function picture(first = 0, white = 6): Picture {
  const data = new Uint8Array(24).fill(255, white * 3, white * 3 + 3);
  data[0] = first;
  return Picture.fromRaster({
    widthPx: 4,
    heightPx: 2,
    channels: 3,
    layout: "interleaved",
    order: "RGB",
    data,
  });
}

async function once(run: Run, first = 0): Promise<Outcome> {
  return await (await run.push(picture(first))).outcome;
}

function errorOf(outcome: Outcome | undefined): string {
  assert.ok(outcome?.kind === "failed");
  return outcome.error.message;
}

Deno.test("a processor of a file is given grey pixels, and its labels, boxes and data are read and stored", async () => {
  await withOwn([SPOT], async (hub) => {
    const outcome = await once(await start(hub, "spot"));
    assert.equal(outcome.kind === "done" && outcome.processedBy, "spot");
    const content = contentOf(outcome);
    const { labels, boxes, text, rest } = readoutOf(content);
    assert.deepEqual(labels, [{ label: "spot", probability: 0.5 }]);
    assert.deepEqual(boxes, {
      xyxy: [[2, 1, 3, 2]],
      conf: [0.9],
      cls: [0],
      id: [null],
      names: ["spot"],
    });
    assert.equal(text, "4×2×1");
    assert.deepEqual(rest, {
      asked: 1,
      together: 1,
      ofStream: 1,
      number: 0,
      wants: true,
      row: [0.5, 1.5],
    });
    assert.equal(readoutOf(content).values["boxes"], 1);

    const variable = content.variables?.[0];
    assert.equal(variable?.name, "data_00000");
    const { value } = readElement(variable.element);
    assert.ok(value.kind === "struct");
    assert.deepEqual(fieldOf(value, "xyxy")?.kind, "numeric");
    assert.equal(textOf(fieldOf(value, "name")), "spot");
    assert.equal(textOf(fieldOf(value, "labels")), "spot");
    assert.equal(numberOf(fieldOf(value, "probabilities")), 0.5);
    assert.equal(textOf(fieldOf(value, "text")), "4×2×1");
    const row = fieldOf(value, "row");
    assert.ok(row?.kind === "numeric" && row.class === "single");
  });
});

Deno.test("without a picture of its own the frame is shown, as it came where it is a file", async () => {
  await withOwn([SPOT], async (hub) => {
    const content = contentOf(await once(await start(hub, "spot")));
    assert.deepEqual([pictureIn(content.payload)?.widthPx, pictureIn(content.payload)?.heightPx], [
      4,
      2,
    ]);
    const file = await Deno.readFile(
      new URL("../web/assets/examples/chelsea.jpg", import.meta.url),
    );
    const sent = Picture.fromFile(file);
    const run = await start(hub, "spot", { kind: "image" });
    assert.equal(contentOf(await (await run.push(sent)).outcome).payload, sent);
  });
});

Deno.test("a processor keeps what it remembers, in all and of each stream", async () => {
  await withOwn([SPOT], async (hub) => {
    const [one, other] = [await start(hub, "spot"), await start(hub, "spot")];
    const texts: unknown[] = [];
    for (const run of [one, other, one]) {
      const { asked, ofStream } = contentOf(await once(run)).data ?? {};
      texts.push([asked, ofStream]);
    }
    assert.deepEqual(texts, [[1, 1], [2, 1], [3, 2]]);
  });
});

Deno.test("a processor may keep the pixels that it was given, and those that it draws", async () => {
  await withOwn([KEEPING], async (hub) => {
    const format = { pixelFormat: "GREY8", widthPx: 4, heightPx: 2, strideBytes: 0 } as const;
    const run = await start(hub, "keeping", { pictureForm: "raster" });
    const texts: unknown[] = [];
    for (const value of [7, 8, 107, 108]) {
      const sent = Picture.fromRaw(format, new Uint8Array(8).fill(value));
      const { text, payload } = contentOf(await (await run.push(sent)).outcome);
      const picture = pictureIn(payload);
      assert.ok(picture?.source.kind === "raster");
      texts.push([text, picture.source.raster.data[7]]);
    }
    assert.deepEqual(texts, [
      ["none before", 7],
      ["7 before", 8],
      ["8 before", 108],
      ["107 before", 109],
    ]);
  });
});

Deno.test("frames of a batch come together, and each gets its own result", async () => {
  await withOwn([SPOT], async (hub) => {
    const run = await start(hub, "spot");
    const outcomes = await batch(run, [picture(0, 5), picture(0, 6), picture(0, 7)]);
    assert.deepEqual(
      outcomes.map((outcome) => {
        const { boxes, data } = contentOf(outcome);
        return [boxes?.xyxy[0]?.[0], data?.["together"], data?.["number"]];
      }),
      [[1, 3, 0], [2, 3, 1], [3, 3, 2]],
    );
  });
});

Deno.test("without a viewer there is neither picture nor data file, and it gets wantsPictures false", async () => {
  await withOwn([SPOT], async (hub) => {
    const run = await start(hub, "spot", { pictures: "watched", keepsData: false });
    const content = contentOf(await once(run));
    assert.equal(pictureIn(content.payload), undefined);
    assert.equal(content.variables, undefined);
    assert.equal(content.data?.["wants"], false);
    const viewer = run.results({ policy: "latest" });
    const watched = contentOf(await once(run));
    const source = pictureIn(watched.payload)?.source;
    assert.ok(source?.kind === "file" && source.format === "jpeg");
    assert.equal(watched.data?.["wants"], true);
    viewer.close();
  });
});

Deno.test("what a processor throws fails its frames with a sentence, and the next ones are processed", async () => {
  await withOwn([FAULTY], async (hub) => {
    const run = await start(hub, "faulty");
    const outcome = await once(run, 1);
    assert.equal(errorOf(outcome), "The processor faulty failed: no such thing.");
    assert.deepEqual(outcome.kind === "failed" && outcome.error.because, {
      code: "processor-failed",
      details: { processor: "faulty", why: "no such thing" },
    });
    assert.equal(contentOf(await once(run)).text, "well");
  });
});

Deno.test("a wrong number of results fails them all", async () => {
  await withOwn([FAULTY], async (hub) => {
    const outcomes = await batch(await start(hub, "faulty"), [picture(2), picture()]);
    for (const outcome of outcomes) {
      assert.equal(
        errorOf(outcome),
        "The processor faulty failed: it gave 3 results for 2 frames, not a list with one result " +
          "for each.",
      );
    }
  });
});

Deno.test("an Error in place of a result, or a picture that can't be, fails that frame alone", async () => {
  await withOwn([FAULTY], async (hub) => {
    const run = await start(hub, "faulty");
    const [first, second] = await batch(run, [picture(4), picture()]);
    assert.equal(errorOf(first), "The processor faulty failed: not this one.");
    assert.equal(contentOf(second).text, "this one");
    assert.match(errorOf(await once(run, 5)), /2×2 with 3 channels has 12 bytes/);
    assert.match(errorOf(await once(run, 12)), /: a box is { xyxy: \[left, top, right, bottom\]/);
  });
});

Deno.test("results may be promises, and the list of frames may be emptied", async () => {
  await withOwn([FAULTY], async (hub) => {
    const run = await start(hub, "faulty");
    const [first, second] = await batch(run, [picture(8), picture()]);
    assert.equal(errorOf(first), "The processor faulty failed: not this one.");
    assert.equal(contentOf(second).text, "later");
    assert.equal(contentOf(await once(run, 9)).text, "taken");
  });
});

Deno.test("what is thrown may be anything", async () => {
  await withOwn([FAULTY], async (hub) => {
    const run = await start(hub, "faulty");
    assert.equal(errorOf(await once(run, 10)), "The processor faulty failed: it gave no reason.");
  });
});

Deno.test("no processor loads native code, and all others still may", async () => {
  await withOwn([NATIVE], async (hub) => {
    const refused = ["dlopen", "view", "callback"].map((way) => `${way}: NotCapable`);
    const others = ["put back: TypeError", "process: NotCapable", "require: NotCapable"];
    const texts = [...refused, ...others];
    const file = await Deno.readFile(
      new URL("../web/assets/examples/chelsea.jpg", import.meta.url),
    );
    const run = await start(hub, "native");
    const { outcome } = await run.push(Picture.fromFile(file));
    assert.equal(contentOf(await outcome).text, texts.join(", "));
  });
  const library = Deno.dlopen("libc.so.6", { getpid: { parameters: [], result: "i32" } });
  assert.equal(library.symbols.getpid(), Deno.pid);
  library.close();
});

Deno.test("long names are cut", async () => {
  await withOwn([FAULTY], async (hub) => {
    const { boxes, labels } = contentOf(await once(await start(hub, "faulty"), 11));
    assert.equal(boxes?.names[0]?.length, 1000);
    assert.deepEqual([labels?.[0]?.label.length, labels?.[0]?.about?.length], [1000, 1000]);
  });
});

Deno.test("a frame of a batch that can't be read fails alone", async () => {
  await withOwn([SPOT], async (hub) => {
    const file = await Deno.readFile(
      new URL("../web/assets/examples/chelsea.jpg", import.meta.url),
    );
    const cut = Picture.fromFile(file.slice(0, file.length / 2));
    const [first, second] = await batch(await start(hub, "spot"), [cut, picture()]);
    assert.ok(first?.kind === "failed" && first.error.code === "INVALID_ARGUMENT");
    assert.equal(contentOf(second).data?.["together"], 1);
  });
});

Deno.test("one that never ends, or ends its thread, stops no other, and is started anew", async () => {
  using limits = new HeldTimers(2000);
  await withOwn([FAULTY, SPOT], async (hub) => {
    const pool = new Pool({ size: 1, entry: ENTRY });
    const builtIns = startBuiltIns({ ...OPTIONS, concurrency: 1 }, {
      hub,
      pool,
      log: silentLogger(),
    });
    try {
      const [stuck, own, builtIn] = await Promise.all(
        ["faulty", "spot", "intensity"].map((name) => start(hub, name)),
      );
      assert.ok(stuck && own && builtIn);
      const endless = once(stuck, 3);
      assert.equal((await once(own)).kind, "done");
      assert.equal((await once(builtIn)).kind, "done");
      assert.equal(stuck.stats.leased, 1, "it is still at it");
      const late = "The processor faulty took longer than 2 s; it has been started anew.";
      await limits.pass();
      assert.equal(errorOf(await endless), late);
      assert.equal(contentOf(await once(stuck)).text, "well");
      const [again] = await Promise.all([once(stuck, 6), limits.pass()]);
      assert.equal(errorOf(again), late);
      assert.equal(contentOf(await once(stuck)).text, "well");
    } finally {
      await builtIns.close();
      await pool.close();
    }
  }, { taskTimeoutMs: 2000 });
});

Deno.test("an uncaught error ends its thread alone", async () => {
  await withOwn([FAULTY], async (hub) => {
    const run = await start(hub, "faulty");
    const ended = "The processor faulty ended its thread; it has been started anew.";
    assert.equal(errorOf(await once(run, 7)), ended);
    assert.equal(contentOf(await once(run)).text, "well");
  });
});

Deno.test("a compiled binary takes the text of a JavaScript file, and no other", async () => {
  await withOwn([SPOT], async (hub) => {
    assert.equal(contentOf(await once(await start(hub, "spot"))).text, "4×2×1");
  }, { isCompiled: true });
  await assert.rejects(withOwn([FAULTY], async () => {}, { isCompiled: true }), {
    message: /compiled binary.*\.js/,
  });
});

Deno.test("what is no processor ends the start with a sentence that names file and setting", async () => {
  const place = await Deno.makeTempDir();
  const unfit: Record<string, [string, RegExp]> = {
    "syntax.js": ["export default {", /syntax\.js.*no image processor/],
    "empty.js": ["", /default export must be an object with a name and a function process/],
    "nameless.js": ["export default { process() {} }", /with a name/],
    "name.js": ["export default { name: 'a b', process() {} }", /name must be letters/],
    "channels.js": ["export default { name: 'a', channels: 2, process() {} }", /1 or 3/],
    "threads.js": ["export default { name: 'a', threads: 0, process() {} }", /from 1 to 64/],
    "grey.js": ["export default { name: 'grey', process() {} }", /Two processors are called grey/],
    "throws.js": ["throw new Error('not today')", /not today/],
    "hangs.js": [
      "for (const until = Date.now() + 20_000; Date.now() < until;);",
      /took longer than 2 s to load/,
    ],
    "words.txt": ["", /must be a \.js or \.ts file/],
  };
  try {
    for (const [name, [source, message]] of Object.entries(unfit)) {
      await Deno.writeTextFile(`${place}/${name}`, source);
      const options = name === "hangs.js" ? { taskTimeoutMs: 2000 } : {};
      const starting = withOwn([SPOT, `${place}/${name}`], async () => {}, options);
      await assert.rejects(starting, { code: "FAILED_PRECONDITION", message }, name);
    }
    await assert.rejects(withOwn([`${place}/none.js`], async () => {}), {
      message: /^PROCESSORS names .*none\.js, which is no image processor: it can't be read/,
    });
    await assert.rejects(withOwn([SPOT, SPOT], async () => {}), { message: /called spot/ });
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});
