import assert from "node:assert/strict";
import { numeric, writeElement } from "../../mat/mod.ts";
import { DataFile } from "./data_file.ts";
import { Quota } from "./quota.ts";
import { readData, variable } from "../testing/test_support.ts";
import type { Policy } from "../api/mod.ts";

interface TestFile {
  readonly file: DataFile;
  readonly path: string;
  readonly quota: Quota;
}

function dataTest(
  name: string,
  policy: Policy,
  test: (file: TestFile) => Promise<void>,
  limit = 1e6,
): void {
  Deno.test(name, async () => {
    const directory = await Deno.makeTempDir();
    try {
      const path = `${directory}/data.mat`;
      const quota = new Quota(limit);
      const file = new DataFile(path, policy, quota);
      await test({ file, path, quota });
      await file.remove();
      assert.equal(quota.used, 0);
      assert.deepEqual([...Deno.readDirSync(directory)], []);
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  });
}

dataTest("there is no file before there is data", "lossless", async ({ file }) => {
  assert.equal(await file.add(0, []), "kept");
  assert.equal(await file.read(), undefined);
  assert.equal(file.byteLength, 0);
});

dataTest("new variables are appended", "lossless", async ({ file }) => {
  await file.add(1, [variable("data_00001", 1)]);
  await file.add(2, [variable("data_00002", 2), variable("summary", 3)]);
  assert.deepEqual(await readData(file), [["data_00001", 1], ["data_00002", 2], ["summary", 3]]);
  assert.equal(file.count, 3);
  assert.deepEqual(file.list()[2], { name: "summary", class: "double", dims: [1, 1] });
});

dataTest("an append leaves the bytes before it as they are", "lossless", async ({ file, path }) => {
  await file.add(1, [variable("data_00001", 1)]);
  const inode = Deno.statSync(path).ino;
  await file.add(2, [variable("data_00002", 2)]);
  assert.equal(Deno.statSync(path).ino, inode);
});

dataTest("a variable of the same name is overwritten", "lossless", async ({ file }) => {
  await file.add(1, [variable("summary", 1), variable("data_00001", 1)]);
  await file.add(2, [variable("summary", 2), variable("data_00002", 2)]);
  assert.deepEqual(await readData(file), [["data_00001", 1], ["summary", 2], ["data_00002", 2]]);
  await file.add(3, [variable("data_00002", 4)]);
  assert.deepEqual(await readData(file), [["data_00001", 1], ["summary", 2], ["data_00002", 4]]);
});

dataTest("the same bytes under the same name are not written again", "lossless", async (parts) => {
  const { file, path } = parts;
  await file.add(1, [variable("summary", 1), variable("data_00001", 1)]);
  const inode = Deno.statSync(path).ino;
  await file.add(2, [variable("summary", 1), variable("data_00002", 2)]);
  assert.equal(Deno.statSync(path).ino, inode);
  assert.deepEqual(await readData(file), [["summary", 1], ["data_00001", 1], ["data_00002", 2]]);
});

dataTest("data_00000 starts the file anew", "lossless", async ({ file }) => {
  await file.add(1, [variable("data_00001", 1), variable("summary", 1)]);
  await file.add(2, [variable("data_00000", 2)]);
  assert.deepEqual(await readData(file), [["data_00000", 2]]);
});

dataTest(
  "a camera's data_00000 undoes only what earlier frames left",
  "latest",
  async ({ file }) => {
    await file.add(1, [variable("data_00001", 1), variable("old", 1)]);
    await file.add(5, [variable("data_00005", 5), variable("summary", 5)]);
    await file.add(3, [variable("data_00000", 3), variable("summary", 3), variable("more", 3)]);
    assert.deepEqual(await readData(file), [
      ["data_00005", 5],
      ["summary", 5],
      ["data_00000", 3],
      ["more", 3],
    ]);
  },
);

dataTest(
  "a camera's variables that came again belong to the newer frame",
  "latest",
  async (parts) => {
    const { file } = parts;
    await file.add(1, [variable("summary", 1)]);
    await file.add(5, [variable("summary", 1)]);
    await file.add(3, [variable("data_00000", 3)]);
    assert.deepEqual(await readData(file), [["summary", 1], ["data_00000", 3]]);
  },
);

dataTest(
  "a copy shows the file as it was when the copy was requested",
  "lossless",
  async ({ file }) => {
    await file.add(1, [variable("data_00001", 1)]);
    const before = await file.read();
    await file.add(2, [variable("data_00002", 2)]);
    const between = await file.read();
    await file.add(3, [variable("data_00000", 3)]);
    const bytes = async (copy: typeof before) =>
      (await new Response(copy?.body).arrayBuffer()).byteLength;
    assert.equal(await bytes(before), before?.byteLength);
    assert.equal(await bytes(between), between?.byteLength);
    assert.ok((between?.byteLength ?? 0) > (before?.byteLength ?? 0));
  },
);

dataTest(
  "a copy that is not read to its end is closed when it is cancelled",
  "lossless",
  async (parts) => {
    await parts.file.add(1, [variable("data_00001", 1)]);
    const copy = await parts.file.read();
    await copy?.body.cancel();
  },
);

dataTest(
  "a copy gives any part of the file, and has a version",
  "lossless",
  async (parts) => {
    const { file } = parts;
    await file.add(1, [variable("data_00001", 1)]);
    using copy = await file.read();
    assert.ok(copy);
    const whole = await Array.fromAsync(copy.pieces());
    assert.equal(whole[0]?.byteLength, copy.byteLength);
    const [part] = await Array.fromAsync(copy.pieces(100, 30));
    assert.deepEqual(part, whole[0]?.slice(100, 130));
    using same = await file.read();
    assert.equal(same?.version, copy.version);
    await file.add(2, [variable("data_00001", 1)]);
    using unchanged = await file.read();
    assert.equal(unchanged?.version, copy.version, "the same came again");
    await file.add(3, [variable("data_00001", 2)]);
    using other = await file.read();
    assert.equal(other?.byteLength, copy.byteLength);
    assert.notEqual(other?.version, copy.version);
    const tail = await new Response(other?.stream(120, 8)).bytes();
    assert.equal(tail.byteLength, 8);
  },
);

dataTest("over the quota nothing changes", "lossless", async ({ file, quota }) => {
  assert.equal(await file.add(1, [variable("data_00001", 1)]), "kept");
  const { used } = quota;
  assert.equal(used, file.byteLength);
  assert.equal(await file.add(2, [variable("data_00002", 2)]), "over-quota");
  assert.deepEqual(await readData(file), [["data_00001", 1]]);
  assert.equal(quota.used, used);
  assert.equal(await file.add(3, [variable("data_00000", 3)]), "kept", "what replaces fits");
}, 250);

dataTest(
  "a write that fails leaves the file readable and counts nothing",
  "lossless",
  async (parts) => {
    const { file, quota } = parts;
    await file.add(1, [variable("data_00001", 1)]);
    const { used } = quota;
    const broken = { ...variable("data_00002", 2), element: new Uint8Array(8) };
    await assert.rejects(file.add(2, [broken]));
    assert.equal(quota.used, used);
    await file.add(3, [variable("data_00003", 3)]);
    assert.deepEqual(await readData(file), [["data_00001", 1], ["data_00003", 3]]);
  },
);

dataTest("a file at rest is read but not added to", "lossless", async ({ file }) => {
  await file.add(1, [variable("data_00001", 1)]);
  await file.rest();
  await file.add(2, [variable("data_00002", 2)]);
  assert.deepEqual(await readData(file), [["data_00001", 1]]);
});

dataTest("a snapshot gives variables one by one, as they were", "lossless", async ({ file }) => {
  assert.equal(await file.open(), undefined);
  await file.add(1, [variable("data_00001", 1), variable("summary", 1)]);
  using snapshot = await file.open();
  assert.ok(snapshot);
  await file.add(2, [variable("data_00002", 2), variable("summary", 2)]);
  await file.add(3, [variable("data_00000", 3)]);
  assert.deepEqual(snapshot.variables.map(({ name, frame }) => [name, frame]), [
    ["data_00001", 1],
    ["summary", 1],
  ]);
  const [first, summary, gone] = await Promise.all(
    ["data_00001", "summary", "data_00002"].map((name) => snapshot.element(name)),
  );
  assert.deepEqual(first, variable("data_00001", 1).element);
  assert.deepEqual(summary, variable("summary", 1).element);
  assert.equal(gone, undefined);
  assert.equal(snapshot.find("data_00001")?.byteLength, first?.byteLength);
});

dataTest("elements are read in any order, large ones too", "lossless", async ({ file }) => {
  const large = writeElement("large", numeric("uint8", [1, 300_000], new Uint8Array(3e5).fill(7)));
  await file.add(1, [
    variable("data_00001", 1),
    { name: "large", class: "uint8", dims: [1, 300_000], element: large },
    variable("data_00002", 2),
  ]);
  using snapshot = await file.open();
  for (const name of ["data_00002", "large", "data_00001", "data_00002", "large"]) {
    const element = await snapshot?.element(name);
    assert.deepEqual(
      element,
      name === "large" ? large : variable(name, Number(name.at(-1))).element,
    );
  }
});

dataTest(
  "a worker that calls every frame's variable data_00000 is followed",
  "latest",
  async (parts) => {
    await parts.file.add(57, [variable("data_00000", 1)]);
    using snapshot = await parts.file.open();
    assert.equal(snapshot?.find("data_00000")?.frame, 57);
  },
);

const ONE = variable("data_00001", 1).element.byteLength;

dataTest("a file may fill its quota to the last byte", "lossless", async ({ file, quota }) => {
  assert.equal(await file.add(1, [variable("data_00001", 1)]), "kept");
  assert.equal(await file.add(2, [variable("data_00002", 2)]), "kept");
  assert.equal(quota.used, 128 + 2 * ONE);
  assert.equal(await file.add(3, [variable("data_00002", 3)]), "kept", "in the place of another");
  assert.equal(await file.add(4, [variable("data_00004", 4)]), "over-quota");
  assert.equal(quota.used, file.byteLength);
}, 128 + 2 * ONE);

dataTest("a byte less than a file needs is too little", "lossless", async ({ file, quota }) => {
  assert.equal(await file.add(1, [variable("data_00001", 1)]), "over-quota");
  assert.deepEqual([quota.used, file.byteLength], [0, 0]);
}, 128 + ONE - 1);
