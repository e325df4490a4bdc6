import assert from "node:assert/strict";
import { silentLogger } from "../../base/log/mod.ts";
import { defaultDataRoot, ownUserId, prepareDataRoot } from "./data_root.ts";
import { ServerDirectory } from "./directories.ts";

const uid = ownUserId() ?? 0;

async function inTemporary(test: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir();
  try {
    await test(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

const modeOf = (path: string) => (Deno.lstatSync(path).mode ?? 0) & 0o7777;

/** The sentence with which the default directory at that path is refused. */
async function refused(path: string): Promise<string> {
  try {
    await prepareDataRoot({ path, isDefault: true });
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error(`${path} was not refused`);
}

Deno.test("by default it is in the user's runtime directory, if there is one of the user's own", () =>
  inTemporary(async (place) => {
    const runtime = `${place}/run`;
    await Deno.mkdir(runtime, { mode: 0o700 });
    const of = async (runtime: string | undefined, user: number | null = uid) =>
      (await defaultDataRoot({ runtime, temporary: "/tmp/", uid: user })).path;
    assert.equal(await of(`${runtime}/`), `${runtime}/framebox`);
    const other = `/tmp/framebox-${uid}`;
    assert.equal(await of(undefined), other);
    assert.equal(await of(""), other);
    assert.equal(await of("run"), other, "not absolute");
    assert.equal(await of(`${place}/none`), other, "not there");
    await Deno.writeTextFile(`${place}/file`, "");
    assert.equal(await of(`${place}/file`), other, "no directory");
    assert.equal(await of(runtime, uid + 1), `/tmp/framebox-${uid + 1}`, "somebody else's");
    await Deno.chmod(runtime, 0o777);
    assert.equal(await of(runtime), other, "others may write to it");
    assert.equal(await of(runtime, null), "/tmp/framebox", "a system without users");
  }));

Deno.test("the default directory is made for its user alone, and closed to others if it was open", () =>
  inTemporary(async (place) => {
    const root = { path: `${place}/framebox-1`, isDefault: true };
    await prepareDataRoot(root);
    assert.equal(modeOf(root.path), 0o700);
    await prepareDataRoot(root);
    await Deno.chmod(root.path, 0o755);
    await prepareDataRoot(root);
    assert.equal(modeOf(root.path), 0o700);
  }));

Deno.test("a default directory that is not the user's own is refused with its path and DATA_DIR", () =>
  inTemporary(async (place) => {
    await Deno.mkdir(`${place}/real`, { mode: 0o700 });
    await Deno.symlink(`${place}/real`, `${place}/link`);
    await Deno.symlink(`${place}/nowhere`, `${place}/dangling`);
    await Deno.writeTextFile(`${place}/file`, "");
    for (const mode of [0o770, 0o707, 0o1777]) {
      const path = `${place}/open-${mode}`;
      await Deno.mkdir(path);
      await Deno.chmod(path, mode);
      assert.match(await refused(path), /: others may write to it, by its mode \d{4}\. Remove it/);
    }
    assert.match(await refused(`${place}/link`), /: it is a link\./);
    assert.match(await refused(`${place}/dangling`), /: it is a link\./);
    assert.match(await refused(`${place}/file`), /: it is no directory\./);
    assert.match(await refused(`${place}/none/framebox`), /: there is none\./);
    for (const name of ["link", "file"]) {
      const sentence = await refused(`${place}/${name}`);
      assert.ok(sentence.includes(`${place}/${name} `), sentence);
      assert.match(sentence, /DATA_DIR/);
    }
    assert.deepEqual([...Deno.readDirSync(`${place}/real`)], [], "the link was not followed");
  }));

Deno.test({
  name: "a default directory of another user is refused",
  // Only root can give a directory away.
  ignore: uid !== 0,
  fn: () =>
    inTemporary(async (place) => {
      const path = `${place}/theirs`;
      await Deno.mkdir(path, { mode: 0o700 });
      await Deno.chown(path, 12345, null);
      assert.match(await refused(path), /belongs to another user, number 12345\./);
    }),
});

Deno.test("a directory that DATA_DIR names may be any user's, and is made with what it is in", () =>
  inTemporary(async (place) => {
    const deep = `${place}/a/b`;
    await prepareDataRoot({ path: deep, isDefault: false });
    assert.equal(modeOf(deep), 0o700);
    await Deno.chmod(deep, 0o777);
    await Deno.symlink(deep, `${place}/link`);
    const directory = await ServerDirectory.open(`${place}/link`, silentLogger());
    assert.equal(modeOf(deep), 0o777);
    await directory.remove();
  }));

Deno.test("one that can't be made or written is refused with its path, DATA_DIR and the reason", () =>
  inTemporary(async (place) => {
    await Deno.writeTextFile(`${place}/file`, "");
    const wrong: [string, RegExp][] = [
      [`${place}/file`, /: it is no directory\./],
      [`${place}/file/deeper`, /: (something on the way to it|it) is no directory\./],
      ["/proc/nothing", /: (there is none|permission is denied)\./],
    ];
    for (const [path, why] of wrong) {
      await assert.rejects(ServerDirectory.open(path, silentLogger()), (error: Error) => {
        assert.ok(error.message.startsWith(`The data directory ${path}, which DATA_DIR names, `));
        assert.match(error.message, why);
        return true;
      });
    }
  }));
