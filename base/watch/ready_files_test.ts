import assert from "node:assert/strict";
import { Recorder, treeTest, withDirectory } from "./test_support.ts";

const text = (path: string, content = "x") => Deno.writeTextFile(path, content);

treeTest(
  "a file that is written and closed is notified once, with its size",
  async (root, recorder) => {
    await text(`${root}/a.jpg`, "12345");
    await text(`${root}/b.jpg`);
    await recorder.has("a.jpg", "b.jpg");
    assert.equal(recorder.files.find(({ path }) => path === `${root}/a.jpg`)?.size, 5);
    assert.deepEqual(recorder.names.toSorted(), ["a.jpg", "b.jpg"]);
  },
);

treeTest(
  "a temporary name is left alone until it is renamed",
  async (root, recorder, directory) => {
    for (const name of [".a.jpg.Xy3Z1a", "b.jpg.part", "c.jpg~", ".d.swp", "Thumbs.db"]) {
      await text(`${root}/${name}`);
    }
    await Deno.rename(`${root}/.a.jpg.Xy3Z1a`, `${root}/a.jpg`);
    await Deno.rename(`${root}/b.jpg.part`, `${root}/b.jpg`);
    await text(`${directory}/outside.jpg`);
    await Deno.rename(`${directory}/outside.jpg`, `${root}/moved.jpg`);
    await text(`${root}/last.jpg`);
    await recorder.has("a.jpg", "b.jpg", "moved.jpg", "last.jpg");
    assert.deepEqual(recorder.names.toSorted(), ["a.jpg", "b.jpg", "last.jpg", "moved.jpg"]);
  },
);

treeTest(
  "a file that is renamed into place is ready before its settle time is over",
  async (root, recorder) => {
    await text(`${root}/.a`);
    await Deno.rename(`${root}/.a`, `${root}/a.jpg`);
    await recorder.until(() => recorder.names.includes("a.jpg"));
  },
);

treeTest(
  "a file that is open and written slowly is ready when it is closed",
  async (root, recorder) => {
    {
      using file = await Deno.open(`${root}/slow.jpg`, { create: true, write: true });
      for (let i = 0; i < 5; i++) {
        await file.write(new Uint8Array(10));
        // Another file that is written and settles meanwhile: the settle time has passed.
        await text(`${root}/beat-${i}.jpg`);
        await recorder.has(`beat-${i}.jpg`);
      }
      await recorder.settle();
      await recorder.received();
      assert.ok(!recorder.names.includes("slow.jpg"));
    }
    await recorder.has("slow.jpg");
    assert.equal(recorder.files.find(({ path }) => path.endsWith("/slow.jpg"))?.size, 50);
  },
);

treeTest("a new date or other rights don't keep a closed file waiting", async (root, recorder) => {
  await text(`${root}/a.jpg`);
  await Deno.chmod(`${root}/a.jpg`, 0o600);
  await recorder.has("a.jpg");
  await Deno.utime(`${root}/a.jpg`, 1000, 1000);
  await recorder.hasCount(2);
  assert.equal(recorder.files[1]?.modifiedMs, 1_000_000);
});

treeTest(
  "a file in parts, each written and closed, is ready when the last one is there",
  async (root, recorder) => {
    for (let i = 0; i < 8; i++) {
      await Deno.writeFile(`${root}/parts.jpg`, new Uint8Array(100), { append: true });
    }
    await recorder.has("parts.jpg");
    assert.deepEqual(recorder.files.map(({ size }) => size), [800]);
  },
);

treeTest("a file that is replaced is notified again", async (root, recorder) => {
  await text(`${root}/a.jpg`, "one");
  await recorder.has("a.jpg");
  await text(`${root}/.new`, "three");
  await Deno.rename(`${root}/.new`, `${root}/a.jpg`);
  await recorder.hasCount(2);
  assert.deepEqual(recorder.files.map(({ size }) => size), [3, 5]);
});

treeTest("a file that goes before it settles is never ready", async (root, recorder) => {
  await text(`${root}/gone.jpg`);
  await Deno.remove(`${root}/gone.jpg`);
  await text(`${root}/stays.jpg`);
  await recorder.has("stays.jpg");
  assert.deepEqual(recorder.names, ["stays.jpg"]);
});

treeTest("a hard link, which is never closed, is ready", async (root, recorder, directory) => {
  await text(`${directory}/original.jpg`);
  await Deno.link(`${directory}/original.jpg`, `${root}/link.jpg`);
  await recorder.has("link.jpg");
});

treeTest("new directories: every file written right after is ready", async (root, recorder) => {
  const names: string[] = [];
  for (let i = 0; i < 20; i++) {
    const below = `${i}/deep/er`;
    Deno.mkdirSync(`${root}/${below}`, { recursive: true });
    for (const name of [`${i}/1.jpg`, `${i}/deep/2.jpg`, `${below}/3.jpg`, `${below}/4.jpg`]) {
      Deno.writeTextFileSync(`${root}/${name}`, "x");
      names.push(name);
    }
  }
  await recorder.has(...names);
  assert.equal(new Set(recorder.names).size, names.length);
  // Those directories are watched, each, for what comes later.
  await Promise.all(names.map((name) => text(`${root}/${name}-later.jpg`)));
  await recorder.has(...names.map((name) => `${name}-later.jpg`));
});

treeTest(
  "a directory that is moved in is read with everything below it, and watched",
  async (root, recorder, directory) => {
    await Deno.mkdir(`${directory}/other/deep`, { recursive: true });
    await text(`${directory}/other/deep/a.jpg`);
    await Deno.rename(`${directory}/other`, `${root}/moved`);
    await recorder.has("moved/deep/a.jpg");
    await text(`${root}/moved/deep/b.jpg`);
    await recorder.has("moved/deep/b.jpg");
    await Deno.rename(`${root}/moved`, `${root}/again`);
    await recorder.has("again/deep/a.jpg", "again/deep/b.jpg");
    await text(`${root}/again/deep/c.jpg`);
    await recorder.has("again/deep/c.jpg");
  },
);

treeTest(
  "a directory below that is removed and made again is watched again",
  async (root, recorder) => {
    for (let i = 0; i < 3; i++) {
      await Deno.mkdir(`${root}/sub/deep`, { recursive: true });
      await text(`${root}/sub/${i}.jpg`);
      await text(`${root}/sub/deep/${i}.jpg`);
      await recorder.has(`sub/${i}.jpg`, `sub/deep/${i}.jpg`);
      // Not only found when it was made: its events arrive.
      await text(`${root}/sub/deep/${i}-later.jpg`);
      await recorder.has(`sub/deep/${i}-later.jpg`);
      await Deno.remove(`${root}/sub`, { recursive: true });
    }
  },
);

treeTest(
  "the directory itself is removed and made again, and watched again",
  async (root, recorder) => {
    for (let i = 0; i < 3; i++) {
      await text(`${root}/${i}.jpg`);
      await recorder.has(`${i}.jpg`);
      await Deno.remove(root, { recursive: true });
      await recorder.until(() => recorder.presence.at(-1) === false);
      await Deno.mkdir(root);
      await recorder.until(() => recorder.presence.at(-1) === true);
    }
    await text(`${root}/last.jpg`);
    await recorder.has("last.jpg");
  },
);

treeTest(
  "the directory is moved away with all that it is in, and comes back",
  async (_, recorder, directory) => {
    const far = `${directory}/a/b/in`;
    const own = new Recorder(far);
    try {
      await own.ready.start();
      assert.deepEqual(own.presence, [false]);
      await Deno.mkdir(far, { recursive: true });
      await text(`${far}/1.jpg`);
      await own.has("1.jpg");
      await Deno.rename(`${directory}/a`, `${directory}/c`);
      await own.until(() => own.presence.at(-1) === false);
      await text(`${directory}/c/b/in/2.jpg`);
      await Deno.rename(`${directory}/c`, `${directory}/a`);
      await own.has("2.jpg");
      await text(`${far}/3.jpg`);
      await own.has("3.jpg");
    } finally {
      await own.ready.close();
    }
    assert.deepEqual(recorder.names, []);
  },
);

treeTest(
  "two watchers of one directory both receive its events after it was made again",
  async (root, recorder) => {
    const other = new Recorder(root);
    try {
      await other.ready.start();
      await Deno.remove(root, { recursive: true });
      await Deno.mkdir(root);
      await text(`${root}/1.jpg`);
      await Promise.all([recorder.has("1.jpg"), other.has("1.jpg")]);
      await text(`${root}/2.jpg`);
      await Promise.all([recorder.has("2.jpg"), other.has("2.jpg")]);
    } finally {
      await other.ready.close();
    }
    await text(`${root}/3.jpg`);
    await recorder.has("3.jpg");
  },
);

treeTest("an overflow of the system's queue loses nothing", async (root, recorder) => {
  // This thread is busy: the events are not taken.
  for (let i = 0; i < 6000; i++) Deno.writeTextFileSync(`${root}/${i}.jpg`, "x");
  recorder.clock.run();
  await recorder.until(() => new Set(recorder.names).size === 6000);
  await text(`${root}/after.jpg`);
  await recorder.has("after.jpg");
});

treeTest(
  "symbolic links are no files, and not followed",
  async (root, recorder, directory) => {
    await Deno.mkdir(`${directory}/outside`);
    await text(`${directory}/outside/secret.jpg`);
    await Deno.symlink(`${directory}/outside`, `${root}/directory`);
    await Deno.symlink(`${directory}/outside/secret.jpg`, `${root}/file.jpg`);
    await text(`${directory}/outside/more.jpg`);
    await text(`${root}/own.jpg`);
    await recorder.has("own.jpg");
    await recorder.ready.rescan();
    await recorder.hasCount(2);
    assert.deepEqual([...new Set(recorder.names)], ["own.jpg"]);
  },
);

Deno.test("files that were there before are ready, old ones at once, in the order of their names", async () => {
  await withDirectory(async (root) => {
    await Deno.mkdir(`${root}/sub`);
    for (const name of ["b.jpg", "a.jpg", "sub/c.jpg"]) {
      await text(`${root}/${name}`);
      await Deno.utime(`${root}/${name}`, 1000, 1000);
    }
    const recorder = new Recorder(root);
    try {
      await recorder.ready.start();
      await recorder.until(() => recorder.names.length === 3);
      assert.deepEqual(recorder.names, ["a.jpg", "b.jpg", "sub/c.jpg"]);
    } finally {
      await recorder.ready.close();
    }
  });
});

Deno.test("a file that was changed just before the start is ready when it has settled", async () => {
  await withDirectory(async (root) => {
    await text(`${root}/fresh.jpg`);
    const recorder = new Recorder(root, { settleMs: 600_000 });
    try {
      await recorder.ready.start();
      await recorder.received();
      assert.deepEqual(recorder.names, []);
      await recorder.has("fresh.jpg");
    } finally {
      await recorder.ready.close();
    }
  });
});

Deno.test("without events, a list now and then finds what came", async () => {
  await withDirectory(async (root) => {
    const recorder = new Recorder(root, { listEveryMs: 30 });
    try {
      await recorder.ready.start();
      await text(`${root}/a.jpg`);
      // The file is listed anew each time.
      await recorder.hasCount(3);
    } finally {
      await recorder.ready.close();
    }
  });
});
