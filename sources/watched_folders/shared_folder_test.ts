import assert from "node:assert/strict";
import { watchSharedFolder } from "./shared_folder.ts";
import { withFolder } from "./test_folder.ts";
import { picture } from "../testing/test_pictures.ts";

Deno.test("a shared folder's input is made if it is missing, and watched", () =>
  withFolder(async ({ input, output, deps, options, work, results }) => {
    const own = { ...options, input: `${input}/framebox/input`, output: `${output}/framebox` };
    const folder = await watchSharedFolder(own, deps);
    assert.ok(folder);
    try {
      work();
      const done = Promise.withResolvers<void>();
      folder.subscribe((state) => state.done === 1 && done.resolve());
      await Deno.writeFile(`${own.input}/a.jpg`, await picture("jpeg"));
      await done.promise;
      assert.deepEqual(await results(), ["framebox/a.jpg"]);
    } finally {
      await folder.close();
    }
  }));

Deno.test("framebox runs without a shared folder that can't be used, and the log holds the reason", () =>
  withFolder(async ({ input, deps, options, log }) => {
    await Deno.writeTextFile(`${input}/file`, "");
    const own = { ...options, input: `${input}/file/framebox/input` };
    assert.equal(await watchSharedFolder(own, deps), undefined);
    assert.match(log.join("\n"), /shared_folder_not_watched.*SHARED_FOLDER_PATH can't be made/s);
  }));
