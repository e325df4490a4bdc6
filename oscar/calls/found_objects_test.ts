import assert from "node:assert/strict";
import { newMark } from "../names/mod.ts";
import { FoundObjects, MAX_OUTPUTS } from "./found_objects.ts";
import { TestService } from "./test_service.ts";

Deno.test("a call has a bounded number of outputs, and it is known when there are more", () => {
  const { store, clock } = new TestService({ script: () => ({ files: {} }) });
  const folder = (folder: string) => ({ store, provider: "p", bucket: "plants", folder });
  const mark = newMark();
  let changes = 0;
  const objects = new FoundObjects({
    ...{
      inputFolder: folder("in"),
      outputFolders: [folder("out")],
      mark,
      key: `in/${mark}`,
      clock,
    },
    onChange: () => changes++,
  });
  const add = (n: number) =>
    objects.add(folder("out"), {
      key: `out/${mark}-${n}`,
      byteLength: 1,
      modifiedAt: undefined,
      etag: "",
    });
  for (let n = 0; n < MAX_OUTPUTS; n++) add(n);
  // Written once more, it is the same output.
  add(0);
  assert.deepEqual([objects.marked.size, objects.isOver], [MAX_OUTPUTS, false]);
  changes = 0;
  add(MAX_OUTPUTS);
  assert.deepEqual([objects.marked.size, objects.isOver, changes], [MAX_OUTPUTS, true, 1]);
});
