import assert from "node:assert/strict";
import {
  findWrongImports,
  judgeImport,
  relativeImports,
  sourceFiles,
} from "../../tools/imports.ts";

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
  assert.ok(judgeImport("sources/video.ts", "../web/mod.ts"));
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
  assert.equal(judgeImport("sources/video.ts", "../media/video/mod.ts"), undefined);
  assert.equal(judgeImport("web/api/live.ts", "../types.ts"), undefined);
});

Deno.test("static, dynamic and type imports and re-exports are seen, comments are not", () => {
  const source = `import { a } from "./a.ts";\nimport "../b.ts";\nexport * from "./c.ts";
import type { D } from './d.ts';\nconst e = await import("./e.ts");\n/**\n * import "./no.ts";\n */`;
  assert.deepEqual(relativeImports(source), ["./a.ts", "../b.ts", "./c.ts", "./d.ts", "./e.ts"]);
});

Deno.test("no source file is longer than 400 lines, and none uses any", async () => {
  const faults: string[] = [];
  const basics = ["base", "mat", "media", "hub", "results"];
  const folders = [...basics, "processors", "sources", "grpc", "cli", "web"];
  for (const folder of folders) {
    for await (const file of sourceFiles(ROOT, folder)) {
      if (file.endsWith("_test.ts")) continue;
      const source = await Deno.readTextFile(new URL(file, ROOT));
      const lines = source.split("\n").length - 1;
      if (lines > 400) faults.push(`${file} has ${lines} lines`);
      if (/[:<(,]\s*any\b(?!\s+\w)|\bas any\b/.test(source.replace(/\/\/.*|^\s*\*.*$/gm, ""))) {
        faults.push(`${file} uses any`);
      }
    }
  }
  assert.deepEqual(faults, []);
});
