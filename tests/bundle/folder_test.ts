import assert from "node:assert/strict";
import { encodePicture, Picture, type Raster } from "../../media/image/mod.ts";
import { FolderPlace, type RunServer } from "../support/folder_place.ts";
import { type Form, type Place, testForms } from "./support.ts";

const FILES = 240;

testForms(
  "a server that is killed three times in the middle loses no file of its folder, and makes none twice",
  async (form, empty) => {
    const place = await FolderPlace.make(runIn(form, empty));
    try {
      const picture = await encodePicture(grey(), "jpeg");
      // Half of them are there before; the others come while servers are killed and started.
      const name = (i: number) => `${String(i).padStart(4, "0")}.jpg`;
      for (let i = 0; i < FILES / 2; i++) await place.put(name(i), picture);
      let framebox = await place.start("grey");
      const arriving = (async () => {
        for (let i = FILES / 2; i < FILES; i++) await place.put(name(i), picture);
      })();
      for (const count of [20, 70, 130]) {
        await place.has(count, ".jpg");
        await framebox.stop("SIGKILL");
        for (const result of place.results(".jpg")) {
          // What is there is whole.
          Picture.fromFile(await Deno.readFile(`${place.output}/${result}`));
        }
        framebox = await place.start("grey");
      }
      await arriving;
      await place.has(FILES, ".jpg");
      await framebox.line(/"event":"folder_batch_over"/);
      assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
      assert.deepEqual(place.results(".jpg"), Array.from({ length: FILES }, (_, i) => name(i)));
      assert.deepEqual(place.results(""), [...place.results(".jpg"), ".framebox"].sort());
      // One line a file marks it as done: no file was done, recorded as done, and done again.
      const journal = (await Deno.readTextFile(`${place.output}/.framebox/journal`)).trim().split(
        "\n",
      );
      const done = journal.map((line) => JSON.parse(line)[0]);
      assert.equal(done.length, FILES);
      assert.equal(new Set(done).size, FILES);
    } finally {
      await place.remove();
    }
  },
);

testForms(
  "a second server on the same output folder is refused with a sentence",
  async (form, empty) => {
    const place = await FolderPlace.make(runIn(form, empty));
    // Its server writes into the other one's folder.
    const other = await FolderPlace.make(runIn(form, empty, place));
    try {
      await place.start("grey");
      await assert.rejects(
        other.start("grey", { WATCH_OUTPUT: place.output }),
        /Another server writes into the folder/,
      );
    } finally {
      await other.remove();
      await place.remove();
    }
  },
);

/** Runs a form of framebox, which may write what is below its directory and an other place's output. */
function runIn(form: Form, empty: Place, other?: FolderPlace): RunServer {
  const more = other ? [other.output] : [];
  return (env, directory) => form.run(empty, [], env, { writes: [directory, ...more] });
}

function grey(): Raster {
  const data = new Uint8Array(64 * 48 * 3).fill(120);
  return { widthPx: 64, heightPx: 48, channels: 3, layout: "interleaved", order: "RGB", data };
}
