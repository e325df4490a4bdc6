import assert from "node:assert/strict";
import { SETTLE_MS, Told, treeTest, withDirectory } from "./test_support.ts";

const text = (path: string, content = "x") => Deno.writeTextFile(path, content);

treeTest("a file that is written and closed is told once, with its size", async (root, told) => {
  await text(`${root}/a.jpg`, "12345");
  await text(`${root}/b.jpg`);
  await told.has("a.jpg", "b.jpg");
  assert.equal(told.files.find(({ path }) => path === `${root}/a.jpg`)?.size, 5);
  assert.deepEqual(told.names.toSorted(), ["a.jpg", "b.jpg"]);
});

treeTest("a temporary name is left alone until it is renamed", async (root, told, directory) => {
  for (const name of [".a.jpg.Xy3Z1a", "b.jpg.part", "c.jpg~", ".d.swp", "Thumbs.db"]) {
    await text(`${root}/${name}`);
  }
  await Deno.rename(`${root}/.a.jpg.Xy3Z1a`, `${root}/a.jpg`);
  await Deno.rename(`${root}/b.jpg.part`, `${root}/b.jpg`);
  await text(`${directory}/outside.jpg`);
  await Deno.rename(`${directory}/outside.jpg`, `${root}/moved.jpg`);
  await text(`${root}/last.jpg`);
  await told.has("a.jpg", "b.jpg", "moved.jpg", "last.jpg");
  assert.deepEqual(told.names.toSorted(), ["a.jpg", "b.jpg", "last.jpg", "moved.jpg"]);
});

treeTest(
  "what is renamed into place is told before its settle time is over",
  async (root, told) => {
    await text(`${root}/.a`);
    await Deno.rename(`${root}/.a`, `${root}/a.jpg`);
    await told.has("a.jpg");
  },
  { settleMs: 600_000 },
);

treeTest("a file that is open and written slowly is told when it is closed", async (root, told) => {
  {
    using file = await Deno.open(`${root}/slow.jpg`, { create: true, write: true });
    for (let i = 0; i < 5; i++) {
      await file.write(new Uint8Array(10));
      // Another file that is written and settles meanwhile: the settle time has passed.
      await text(`${root}/beat-${i}.jpg`);
      await told.has(`beat-${i}.jpg`);
    }
    assert.ok(!told.names.includes("slow.jpg"));
  }
  await told.has("slow.jpg");
  assert.equal(told.files.find(({ path }) => path.endsWith("/slow.jpg"))?.size, 50);
});

treeTest("a new date or other rights don't keep a closed file waiting", async (root, told) => {
  await text(`${root}/a.jpg`);
  await Deno.chmod(`${root}/a.jpg`, 0o600);
  await told.has("a.jpg");
  await Deno.utime(`${root}/a.jpg`, 1000, 1000);
  await told.until(() => told.files.length === 2);
  assert.equal(told.files[1]?.modifiedMs, 1_000_000);
});

treeTest(
  "a file in parts, each written and closed, is told when the last one is there",
  async (root, told) => {
    for (let i = 0; i < 8; i++) {
      await Deno.writeFile(`${root}/parts.jpg`, new Uint8Array(100), { append: true });
    }
    await told.has("parts.jpg");
    assert.deepEqual(told.files.map(({ size }) => size), [800]);
  },
  { settleMs: 300 },
);

treeTest("a file that is replaced is told again", async (root, told) => {
  await text(`${root}/a.jpg`, "one");
  await told.has("a.jpg");
  await text(`${root}/.new`, "three");
  await Deno.rename(`${root}/.new`, `${root}/a.jpg`);
  await told.until(() => told.files.length === 2);
  assert.deepEqual(told.files.map(({ size }) => size), [3, 5]);
});

treeTest("a file that goes before it settles is never told", async (root, told) => {
  await text(`${root}/gone.jpg`);
  await Deno.remove(`${root}/gone.jpg`);
  await text(`${root}/stays.jpg`);
  await told.has("stays.jpg");
  assert.deepEqual(told.names, ["stays.jpg"]);
});

treeTest("a hard link, which nobody closes, is told", async (root, told, directory) => {
  await text(`${directory}/original.jpg`);
  await Deno.link(`${directory}/original.jpg`, `${root}/link.jpg`);
  await told.has("link.jpg");
});

treeTest("new directories: every file written right after is told", async (root, told) => {
  const names: string[] = [];
  for (let i = 0; i < 20; i++) {
    const below = `${i}/deep/er`;
    Deno.mkdirSync(`${root}/${below}`, { recursive: true });
    for (const name of [`${i}/1.jpg`, `${i}/deep/2.jpg`, `${below}/3.jpg`, `${below}/4.jpg`]) {
      Deno.writeTextFileSync(`${root}/${name}`, "x");
      names.push(name);
    }
  }
  await told.has(...names);
  assert.equal(new Set(told.names).size, names.length);
  // Those directories are watched, each, for what comes later.
  await Promise.all(names.map((name) => text(`${root}/${name}-later.jpg`)));
  await told.has(...names.map((name) => `${name}-later.jpg`));
});

treeTest(
  "a directory that is moved in with what is below it is told, and watched",
  async (root, told, directory) => {
    await Deno.mkdir(`${directory}/other/deep`, { recursive: true });
    await text(`${directory}/other/deep/a.jpg`);
    await Deno.rename(`${directory}/other`, `${root}/moved`);
    await told.has("moved/deep/a.jpg");
    await text(`${root}/moved/deep/b.jpg`);
    await told.has("moved/deep/b.jpg");
    await Deno.rename(`${root}/moved`, `${root}/again`);
    await told.has("again/deep/a.jpg", "again/deep/b.jpg");
    await text(`${root}/again/deep/c.jpg`);
    await told.has("again/deep/c.jpg");
  },
);

treeTest(
  "a directory below that is removed and made again is watched again",
  async (root, told) => {
    for (let i = 0; i < 3; i++) {
      await Deno.mkdir(`${root}/sub/deep`, { recursive: true });
      await text(`${root}/sub/${i}.jpg`);
      await text(`${root}/sub/deep/${i}.jpg`);
      await told.has(`sub/${i}.jpg`, `sub/deep/${i}.jpg`);
      // Not only found when it was made: heard of.
      await text(`${root}/sub/deep/${i}-later.jpg`);
      await told.has(`sub/deep/${i}-later.jpg`);
      await Deno.remove(`${root}/sub`, { recursive: true });
    }
  },
);

treeTest(
  "the directory itself is removed and made again, and watched again",
  async (root, told) => {
    for (let i = 0; i < 3; i++) {
      await text(`${root}/${i}.jpg`);
      await told.has(`${i}.jpg`);
      await Deno.remove(root, { recursive: true });
      await told.until(() => told.presence.at(-1) === false);
      await Deno.mkdir(root);
      await told.until(() => told.presence.at(-1) === true);
    }
    await text(`${root}/last.jpg`);
    await told.has("last.jpg");
  },
);

treeTest(
  "the directory is moved away with all that it is in, and comes back",
  async (_, told, directory) => {
    const far = `${directory}/a/b/in`;
    const own = new Told(far);
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
    assert.deepEqual(told.names, []);
  },
);

treeTest(
  "two who watch one directory both hear of it after it was made again",
  async (root, told) => {
    const other = new Told(root);
    try {
      await other.ready.start();
      await Deno.remove(root, { recursive: true });
      await Deno.mkdir(root);
      await text(`${root}/1.jpg`);
      await Promise.all([told.has("1.jpg"), other.has("1.jpg")]);
      await text(`${root}/2.jpg`);
      await Promise.all([told.has("2.jpg"), other.has("2.jpg")]);
    } finally {
      await other.ready.close();
    }
    await text(`${root}/3.jpg`);
    await told.has("3.jpg");
  },
);

treeTest("an overflow of the system's queue loses nothing", async (root, told) => {
  // This thread is busy: nobody takes the events.
  for (let i = 0; i < 6000; i++) Deno.writeTextFileSync(`${root}/${i}.jpg`, "x");
  await told.until(() => new Set(told.names).size === 6000);
  await text(`${root}/after.jpg`);
  await told.has("after.jpg");
});

treeTest(
  "symbolic links are not told as files, and not followed",
  async (root, told, directory) => {
    await Deno.mkdir(`${directory}/outside`);
    await text(`${directory}/outside/secret.jpg`);
    await Deno.symlink(`${directory}/outside`, `${root}/directory`);
    await Deno.symlink(`${directory}/outside/secret.jpg`, `${root}/file.jpg`);
    await text(`${directory}/outside/more.jpg`);
    await text(`${root}/own.jpg`);
    await told.has("own.jpg");
    await told.ready.rescan();
    await told.until(() => told.names.length >= 2);
    assert.deepEqual([...new Set(told.names)], ["own.jpg"]);
  },
);

Deno.test("what was there before is told, the old at once, in the order of names", async () => {
  await withDirectory(async (root) => {
    await Deno.mkdir(`${root}/sub`);
    for (const name of ["b.jpg", "a.jpg", "sub/c.jpg"]) {
      await text(`${root}/${name}`);
      await Deno.utime(`${root}/${name}`, 1000, 1000);
    }
    const told = new Told(root, { settleMs: 600_000 });
    try {
      await told.ready.start();
      await told.has("a.jpg", "b.jpg", "sub/c.jpg");
      assert.deepEqual(told.names, ["a.jpg", "b.jpg", "sub/c.jpg"]);
    } finally {
      await told.ready.close();
    }
  });
});

Deno.test("one that was changed just before the start is told when it has settled", async () => {
  await withDirectory(async (root) => {
    await text(`${root}/fresh.jpg`);
    const told = new Told(root, { settleMs: SETTLE_MS });
    try {
      await told.ready.start();
      await told.has("fresh.jpg");
    } finally {
      await told.ready.close();
    }
  });
});

Deno.test("without events, a list now and then finds what came", async () => {
  await withDirectory(async (root) => {
    const told = new Told(root, { listEveryMs: 30 });
    try {
      await told.ready.start();
      await text(`${root}/a.jpg`);
      await told.until(() => told.names.length >= 3);
    } finally {
      await told.ready.close();
    }
  });
});
