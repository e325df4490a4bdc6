import assert from "node:assert/strict";
import { anyCounts, countAny } from "../../tools/any_count.ts";
import { documentedImports, findRings, readImportGraph } from "../../tools/import_rings.ts";
import { findWrongImports, judgeImport, relativeImports } from "../../tools/imports.ts";
import { LANGUAGES } from "../../web/page/text/words.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("imports point one way, and only to doors", async () => {
  const wrong = await findWrongImports(ROOT);
  assert.deepEqual(wrong.map((each) => `${each.file} imports ${each.specifier}: ${each.why}`), []);
});

Deno.test("an import that points back, sideways or past a door is found", () => {
  assert.ok(judgeImport("hub/run.ts", "../grpc/mod.ts"));
  assert.ok(judgeImport("grpc/server.ts", "../web/mod.ts"));
  assert.ok(judgeImport("mat/read.ts", "../base/log/mod.ts"));
  assert.ok(judgeImport("media/video/probe.ts", "../../hub/mod.ts"));
  assert.ok(judgeImport("hub/run.ts", "../sources/mod.ts"));
  assert.ok(judgeImport("sources/videos/videos.ts", "../../web/mod.ts"));
  assert.ok(judgeImport("web/app.ts", "../media/video/probe.ts"));
  assert.ok(judgeImport("web/app.ts", "../hub/run/run.ts"));
  assert.ok(judgeImport("hub/run.ts", "../tests/support/manual_clock.ts"));
  assert.equal(judgeImport("hub/run_test.ts", "../tests/support/manual_clock.ts"), undefined);
  assert.equal(
    judgeImport("hub/testing/test_support.ts", "../support/manual_clock.ts"),
    undefined,
  );
  assert.equal(judgeImport("web/app.ts", "../hub/mod.ts"), undefined);
  assert.equal(judgeImport("web/app.ts", "../sources/mod.ts"), undefined);
  assert.equal(judgeImport("sources/videos/videos.ts", "../../media/video/mod.ts"), undefined);
  assert.equal(judgeImport("web/api/live.ts", "../types.ts"), undefined);
});

Deno.test("static, dynamic and type imports and re-exports are seen, comments are not", () => {
  const source = `import { a } from "./a.ts";\nimport "../b.ts";\nexport * from "./c.ts";
import type { D } from './d.ts';\nconst e = await import("./e.ts");\n/**\n * import "./no.ts";\n */`;
  assert.deepEqual(relativeImports(source), ["./a.ts", "../b.ts", "./c.ts", "./d.ts", "./e.ts"]);
});

Deno.test("of the hub's rooms each imports only those below it", () => {
  assert.ok(judgeImport("hub/base/events.ts", "../run/run.ts"));
  assert.ok(judgeImport("hub/storage/quota.ts", "../run/run.ts"));
  assert.ok(judgeImport("hub/run/run.ts", "../dispatch/queue.ts"));
  assert.ok(judgeImport("hub/run/run.ts", "../session.ts"));
  assert.ok(judgeImport("hub/dispatch/lease.ts", "../hub.ts"));
  assert.ok(judgeImport("hub/dispatch/lease.ts", "../storage/quota.ts"));
  assert.ok(judgeImport("hub/api/run.ts", "../base/events.ts"));
  assert.equal(judgeImport("hub/dispatch/lease.ts", "../run/run.ts"), undefined);
  assert.equal(judgeImport("hub/run/run.ts", "../storage/quota.ts"), undefined);
  assert.equal(judgeImport("hub/hub.ts", "./dispatch/dispatcher.ts"), undefined);
});

Deno.test("what the page's scripts are checked against imports nothing of the server", () => {
  assert.ok(judgeImport("web/wire/run.ts", "../api/errors.ts"));
  assert.ok(judgeImport("web/wire/run.ts", "../../base/errors/mod.ts"));
  assert.equal(judgeImport("web/wire/run.ts", "./schema_parts.ts"), undefined);
  assert.equal(judgeImport("web/api/runs.ts", "../wire/schema_parts.ts"), undefined);
});

Deno.test("of the page's scripts each room imports only those below it, and nothing of the server", () => {
  assert.ok(judgeImport("web/client/base/text.ts", "../live/socket.ts"));
  assert.ok(judgeImport("web/client/live/socket.ts", "../video/tab.ts"));
  assert.ok(judgeImport("web/client/video/tab.ts", "../image/tab.ts"));
  assert.ok(judgeImport("web/client/video/tab.ts", "../../api/errors.ts"));
  assert.ok(judgeImport("web/client/page.ts", "../../base/errors/mod.ts"));
  assert.ok(judgeImport("web/app.ts", "./client/page.ts"));
  assert.equal(judgeImport("web/client/video/tab.ts", "../live/socket.ts"), undefined);
  assert.equal(judgeImport("web/client/base/text.ts", "../../page/text/words.ts"), undefined);
  assert.equal(judgeImport("web/client/live/socket.ts", "../../wire/mod.ts"), undefined);
  assert.equal(judgeImport("web/client/page.ts", "./video/tab.ts"), undefined);
});

Deno.test("of the sources' rooms each imports only what all long runs share, and others only the door", () => {
  assert.ok(judgeImport("sources/videos/videos.ts", "../image_sets/no_room.ts"));
  assert.ok(judgeImport("sources/streams/rate.ts", "../long_runs/progress.ts"));
  assert.ok(judgeImport("sources/long_runs/progress.ts", "../videos/video_run.ts"));
  assert.ok(judgeImport("sources/cameras/network_camera.ts", "../mod.ts"));
  assert.ok(judgeImport("sources/videos/videos.ts", "../testing/test_pictures.ts"));
  assert.ok(judgeImport("web/app.ts", "../sources/videos/videos.ts"));
  assert.equal(judgeImport("sources/videos/videos.ts", "../long_runs/progress.ts"), undefined);
  assert.equal(judgeImport("sources/mod.ts", "./streams/ingest_streams.ts"), undefined);
  assert.equal(
    judgeImport("sources/videos/videos_test.ts", "../testing/test_pictures.ts"),
    undefined,
  );
});

Deno.test("no files import each other in a ring, types included", async () => {
  assert.deepEqual(findRings(await readImportGraph(ROOT)), []);
});

Deno.test("a ring is found, however long, and so is a file that imports itself", () => {
  const graph = new Map([
    ["a.ts", ["b.ts", "e.ts"]],
    ["b.ts", ["c.ts", "missing.ts"]],
    ["c.ts", ["a.ts"]],
    ["d.ts", ["d.ts"]],
    ["e.ts", ["f.ts"]],
    ["f.ts", []],
    ["g.ts", ["a.ts", "h.js"]],
    ["h.js", ["g.ts"]],
  ]);
  assert.deepEqual(findRings(graph), [["a.ts", "b.ts", "c.ts"], ["d.ts"], ["g.ts", "h.js"]]);
});

Deno.test("types that a script imports in its comments are imports", () => {
  const source = `/** @import { A } from "./a.js" */\n/**
 * @param {import("../b.js").B} b\n * @returns {Promise<import("./c.js").C>}\n */`;
  assert.deepEqual(documentedImports(source), ["./a.js", "../b.js", "./c.js"]);
});

/** How often each folder may have `any`, at most; all others don't. Numbers only go down. */
const ANY_LIMITS: Readonly<Record<string, number>> = {
  // What reflection answers is read in a test.
  "grpc": 1,
  "tests": 8,
};

Deno.test("no folder switches the type checker off more often than before", async () => {
  const counts = new Map<string, number>();
  for (const [path, count] of await anyCounts(ROOT)) {
    const folder = path.replace(/\/.*/, "");
    counts.set(folder, (counts.get(folder) ?? 0) + count);
    const isSource = !/(^tests\/|_test\.tsx?$)/.test(path);
    assert.ok(!isSource, `${path} has ${count} types that are any`);
  }
  for (const [folder, count] of counts) {
    const limit = ANY_LIMITS[folder] ?? 0;
    assert.ok(count <= limit, `${folder}/ has ${count} types that are any; its limit is ${limit}`);
  }
});

Deno.test("any is counted where it is a type, in every language", () => {
  const typescript = `const any = 1; // : any
f(any, "x as any"); let a: any; let b = <any> c as any; type M = Map<string, any>; let d: any[];
function e(g: string | any): Promise<any> {}\n/** {any} */`;
  assert.equal(countAny("a.ts", typescript), 7);
  const script = `/** @type {any} */ let a; // any
/**\n * Any of them: {@link any}.\n * @param {{ b: any, c?: Map<string,\n *   any> }} d any\n * @returns {*}\n */`;
  assert.equal(countAny("a.js", script), 4);
  assert.equal(
    countAny("a.py", "def f(a: Any, b: dict[str, Any]) -> Any: # : Any\n  return Any"),
    3,
  );
});

Deno.test("no source file is longer than 400 lines, but a language's", async () => {
  // Who translates has one file to edit.
  const languages = LANGUAGES.map((language) => `web/page/text/${language}.ts`);
  const faults: string[] = [];
  for (const file of await filesBelow(ROOT, "", /\.tsx?$/)) {
    if (file.startsWith("tests/") || file.endsWith("_test.ts") || languages.includes(file)) {
      continue;
    }
    const source = await Deno.readTextFile(new URL(file, ROOT));
    const lines = source.split("\n").length - 1;
    if (lines > 400) faults.push(`${file} has ${lines} lines`);
  }
  assert.deepEqual(faults, []);
});
