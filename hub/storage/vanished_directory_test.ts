import assert from "node:assert/strict";
import { ServerDirectory } from "./directories.ts";
import { Logger } from "../../base/log/mod.ts";
import {
  hubTest,
  NEVER,
  picture,
  readData,
  settle,
  variable,
  worker,
} from "../testing/test_support.ts";

const VIDEO = { kind: "video", policy: "lossless", processor: "workers" } as const;

hubTest(
  "a data directory that was removed is found out, and made again",
  async ({ hub, dataDir }) => {
    assert.equal(await hub.ensureDirectory(), true);
    await Deno.remove(dataDir, { recursive: true });
    assert.equal(await hub.ensureDirectory(), false);
    assert.equal(await hub.ensureDirectory(), true);
    const session = await hub.openSession();
    assert.ok((await Deno.stat(session.directory)).isDirectory);
  },
);

hubTest("a new session makes it again by itself", async ({ hub, dataDir }) => {
  await Deno.remove(dataDir, { recursive: true });
  const sessions = await Promise.all([hub.openSession(), hub.openSession()]);
  for (const { directory } of sessions) assert.ok((await Deno.stat(directory)).isDirectory);
  assert.equal([...Deno.readDirSync(dataDir)].length, 1, "one server's directory");
});

hubTest(
  "open sessions continue: their new runs have files and data",
  async ({ hub, dataDir }) => {
    const session = await hub.openSession();
    await Deno.remove(dataDir, { recursive: true });
    const run = session.start(VIDEO);
    assert.ok((await Deno.stat(await run.makeDirectory())).isDirectory);
    await Deno.remove(dataDir, { recursive: true });
    const again = session.start(VIDEO);
    const { outcome } = await again.push(picture());
    await (await worker(hub).take(NEVER)).complete({ variables: [variable("data_00000", 7)] });
    await outcome;
    assert.deepEqual(await readData(again.data), [["data_00000", 7]]);
  },
);

hubTest(
  "a run whose files were removed emits a notice, and its data begins anew",
  async ({ hub, dataDir }) => {
    const session = await hub.openSession();
    const run = session.start(VIDEO);
    const notices: string[] = [];
    run.subscribe((event) => event.type === "notice" && notices.push(event.code));
    const peer = worker(hub);
    const give = async (name: string) => {
      const { outcome } = await run.push(picture());
      await (await peer.take(NEVER)).complete({ variables: [variable(name, 1)] });
      await outcome;
    };
    await give("data_00000");
    await Deno.remove(dataDir, { recursive: true });
    assert.equal(await run.data.read(), undefined, "nothing is given that is not there");
    await hub.ensureDirectory();
    await give("data_00001");
    assert.deepEqual(await readData(run.data), [["data_00001", 1]]);
    await run.makeDirectory();
    await Deno.remove(dataDir, { recursive: true });
    await hub.ensureDirectory();
    // The files are looked for beside; reading waits for its turn after that.
    assert.equal(await run.data.read(), undefined);
    await settle();
    assert.deepEqual(notices, ["files-lost"]);
    await session.end("over");
  },
);

Deno.test("what can't be made again is UNAVAILABLE with a sentence, until it can", async () => {
  const place = await Deno.makeTempDir();
  const lines: string[] = [];
  const log = new Logger({ level: "info", format: "text", write: (line) => lines.push(line) });
  try {
    const root = `${place}/data`;
    const directory = await ServerDirectory.open(root, log);
    await Deno.remove(root, { recursive: true });
    await Deno.writeTextFile(root, "in the way");
    await assert.rejects(directory.restore(), {
      code: "UNAVAILABLE",
      message: /DATA_DIR.*can't be made/,
    });
    await assert.rejects(directory.makeSession(), { code: "UNAVAILABLE" });
    assert.equal(await directory.isThere(), false);
    await Deno.remove(root);
    await Promise.all([directory.restore(), directory.restore()]);
    assert.equal(await directory.isThere(), true);
    await directory.remove();
    log.flush();
    const gone = lines.filter((line) => line.includes("data_directory_gone"));
    assert.ok(gone[0]?.includes(root), "the log names the path");
    assert.equal(lines.filter((line) => line.includes("data_directory_made_again")).length, 1);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});

Deno.test("a lock that a cleaner removed is made again; what is beside it stays", async () => {
  const place = await Deno.makeTempDir();
  const log = new Logger({ level: "silent", format: "text", write: () => {} });
  try {
    const directory = await ServerDirectory.open(place, log);
    const session = await directory.makeSession();
    await Deno.remove(`${directory.path}/lock`);
    await directory.restore();
    assert.ok((await Deno.stat(session)).isDirectory);
    // Another server that starts finds it locked, and so leaves it alone.
    const other = await ServerDirectory.open(place, log);
    assert.ok((await Deno.stat(session)).isDirectory);
    await other.remove();
    await directory.remove();
    assert.deepEqual([...Deno.readDirSync(place)], []);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});
