import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { silentLogger } from "../../base/log/mod.ts";
import { ServerDirectory } from "./directories.ts";

async function inTemporary(test: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir();
  try {
    await test(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

function entries(path: string): string[] {
  return [...Deno.readDirSync(path)].map(({ name }) => name).toSorted();
}

Deno.test("a server makes its directory, which only its user can read, and removes it", () =>
  inTemporary(async (root) => {
    const directory = await ServerDirectory.open(`${root}/data/deep`, silentLogger());
    assert.equal((Deno.statSync(directory.path).mode ?? 0) & 0o777, 0o700);
    const session = await directory.makeSession();
    assert.equal((Deno.statSync(session).mode ?? 0) & 0o777, 0o700);
    assert.ok(session.startsWith(`${directory.path}/`));
    await directory.remove();
    assert.deepEqual(entries(`${root}/data/deep`), []);
  }));

Deno.test("two servers on one root leave each other alone", () =>
  inTemporary(async (root) => {
    const first = await ServerDirectory.open(root, silentLogger());
    const second = await ServerDirectory.open(root, silentLogger());
    assert.equal(entries(root).length, 2);
    await second.remove();
    assert.deepEqual(entries(root), [first.path.slice(root.length + 1)]);
    await first.remove();
  }));

Deno.test("the directory of a server that no longer runs is removed, and nothing else", () =>
  inTemporary(async (root) => {
    const left = await ServerDirectory.open(root, silentLogger());
    const copy = `${root}/box-${"x".repeat(22)}`;
    // What a killed server leaves: a lock file that is free, and sessions.
    await Deno.mkdir(`${copy}/session`, { recursive: true });
    await Deno.writeTextFile(`${copy}/lock`, "");
    await Deno.writeTextFile(`${copy}/session/data.mat`, "old");
    await Deno.mkdir(`${root}/somebody else's`);
    await Deno.mkdir(`${root}/box-without-lock`);
    const directory = await ServerDirectory.open(root, silentLogger());
    const names = [left.path, directory.path].map((path) => path.slice(root.length + 1));
    assert.deepEqual(
      entries(root),
      [...names, "somebody else's", "box-without-lock"].toSorted(),
    );
    await directory.remove();
    await left.remove();
  }));

Deno.test("what a server left that was killed while it began or ended is removed", () =>
  inTemporary(async (root) => {
    const id = "x".repeat(22);
    await Deno.mkdir(`${root}/box-${id}/session`, { recursive: true });
    await Deno.writeTextFile(`${root}/box-${id}/session/data.mat`, "old");
    await Deno.mkdir(`${root}/new-${id}`);
    const hourAgo = new Date(Date.now() - 3_600_000);
    await Deno.utime(`${root}/new-${id}`, hourAgo, hourAgo);
    // Another server that begins at this moment.
    const other = `new-${"y".repeat(22)}`;
    await Deno.mkdir(`${root}/${other}`);
    const directory = await ServerDirectory.open(root, silentLogger());
    assert.deepEqual(entries(root), [directory.path.slice(root.length + 1), other].toSorted());
    await directory.remove();
  }));

Deno.test("a root that is no directory is refused with the setting's name", () =>
  inTemporary(async (root) => {
    await Deno.writeTextFile(`${root}/file`, "");
    await assert.rejects(
      ServerDirectory.open(`${root}/file`, silentLogger()),
      (error) => error instanceof FrameboxError && /DATA_DIR/.test(error.message),
    );
  }));

Deno.test("what was removed in good order is not made again", () =>
  inTemporary(async (root) => {
    const box = await ServerDirectory.open(root, silentLogger());
    await box.remove();
    await box.restore();
    assert.deepEqual(entries(root), []);
  }));
