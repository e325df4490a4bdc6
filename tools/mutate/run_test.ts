import assert from "node:assert/strict";
import { parseOptions } from "./options.ts";
import type { MutationReport } from "./report.ts";
import { runMutation } from "./run.ts";
import { runTests, type TestChoice } from "./test_run.ts";
import { copyProject } from "./work_copy.ts";

const FILES = {
  "tests/deno.lock": '{"version":"5"}',
  "main.ts": 'import "./ages/age.ts"; import "./ages/untested.ts";',
  "ages/age.ts": `import { LIMIT } from "./limit.ts";
export const isAdult = (age: number): boolean => age >= LIMIT;
`,
  "ages/age_test.ts": `import { isAdult } from "./age.ts";
Deno.test("who is 18 is an adult", () => { if (!isAdult(18)) throw new Error(); });
Deno.test("who is 17 is none", () => { if (isAdult(17)) throw new Error(); });
`,
  "ages/limit.ts": "export const LIMIT = 18;\n",
  "ages/untested.ts": "export const isOld = (age: number): boolean => age > 90;\n",
  "ages/only_tests.ts": "export const a = 1 + 2;\n",
  "ages/hangs_test.ts": 'Deno.test("hangs", () => { while (true); });\n',
};

/** A small project in a directory of its own. */
async function inProject(test: (project: string) => Promise<void>): Promise<void> {
  const project = await Deno.makeTempDir({ prefix: "mutate-test-" });
  try {
    for (const [file, text] of Object.entries(FILES)) {
      await Deno.mkdir(`${project}/${file}/..`.replace(/\/[^/]+\/\.\.$/, ""), { recursive: true });
      await Deno.writeTextFile(`${project}/${file}`, text);
    }
    await new Deno.Command("git", { args: ["init", "--quiet", project] }).output();
    await test(project);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
}

function run(project: string, args: string[], stop?: AbortController): Promise<MutationReport> {
  const options = parseOptions(["ages", ...args]);
  assert.ok(options);
  return runMutation(options, {
    project,
    entry: "main.ts",
    progress: () => stop?.abort(),
    signal: stop?.signal ?? new AbortController().signal,
  });
}

function only(file: string): TestChoice {
  return { files: [file], leftOut: [], failFast: true };
}

function outcomes(report: MutationReport): string[] {
  return report.trials.map((trial) => `${trial.file} ${trial.change} ${trial.outcome}`).sort();
}

Deno.test("tests catch what they test, in the files that these import, too; the checkout stays", () =>
  inProject(async (project) => {
    const report = await run(project, ["--count=all"]);
    assert.deepEqual(outcomes(report), [
      "ages/age.ts >= → > caught",
      "ages/limit.ts 18 → 17 caught",
      "ages/limit.ts 18 → 19 caught",
      "ages/untested.ts 90 → 89 survived",
      "ages/untested.ts 90 → 91 survived",
      "ages/untested.ts > → >= survived",
    ]);
    assert.equal(report.mutants, 6);
    assert.equal(report.trials[0]?.caughtBy, "who is 18 is an adult");
    for (const [file, text] of Object.entries(FILES)) {
      assert.equal(await Deno.readTextFile(`${project}/${file}`), text);
    }
  }));

Deno.test("the survivors of an earlier run are tried again", () =>
  inProject(async (project) => {
    const before = await run(project, ["--count=all", "--jobs=2"]);
    await Deno.writeTextFile(`${project}/before.json`, JSON.stringify(before));
    await Deno.writeTextFile(
      `${project}/ages/untested_test.ts`,
      `import { isOld } from "./untested.ts";
Deno.test("who is 90 is not old", () => { if (isOld(90)) throw new Error(); });`,
    );
    assert.deepEqual(outcomes(await run(project, [`--again=${project}/before.json`])), [
      "ages/untested.ts 90 → 89 caught",
      "ages/untested.ts 90 → 91 survived",
      "ages/untested.ts > → >= caught",
    ]);
  }));

Deno.test("what fails without a mutant is named, and catches nothing; the tests beside it do", () =>
  inProject(async (project) => {
    await Deno.writeTextFile(
      `${project}/ages/untested_test.ts`,
      `import { isOld } from "./untested.ts";
Deno.test("fails (always)", async (test) => {
  await test.step("in a step", () => { throw new Error(); });
});
Deno.test("who is 90 is not old", () => { if (isOld(90)) throw new Error(); });`,
    );
    await Deno.writeTextFile(
      `${project}/ages/limit_test.ts`,
      'import "./limit.ts"; throw "broken";',
    );
    const report = await run(project, ["--count=all"]);
    assert.deepEqual(report.failedTests, [
      "ages/limit_test.ts",
      "ages/untested_test.ts: fails (always)",
    ]);
    assert.deepEqual(outcomes(report).slice(3), [
      "ages/untested.ts 90 → 89 caught",
      "ages/untested.ts 90 → 91 survived",
      "ages/untested.ts > → >= caught",
    ]);
    const by = report.trials.filter(({ file }) => file === "ages/untested.ts")
      .map(({ caughtBy }) => caughtBy);
    assert.deepEqual(by.toSorted(), [null, "who is 90 is not old", "who is 90 is not old"]);
  }));

Deno.test("a run that is ended reports what it has, and leaves no copy", () =>
  inProject(async (project) => {
    const temporary = Deno.env.get("TMPDIR");
    Deno.env.set("TMPDIR", project);
    try {
      const report = await run(project, ["--count=all"], new AbortController());
      assert.deepEqual(report.trials, []);
      const left = await Array.fromAsync(Deno.readDir(project));
      assert.deepEqual(left.filter(({ name }) => name.startsWith("framebox-mutate-")), []);
    } finally {
      if (temporary === undefined) Deno.env.delete("TMPDIR");
      else Deno.env.set("TMPDIR", temporary);
    }
  }));

Deno.test("tests that hang are ended, by their silence and by their limit", () =>
  inProject(async (project) => {
    await using copy = await copyProject(project);
    const { signal } = new AbortController();
    for (
      const limits of [{ wholeMs: 60_000, silenceMs: 500 }, { wholeMs: 1000, silenceMs: 60_000 }]
    ) {
      const { outcome } = await runTests(copy, only("ages/hangs_test.ts"), limits, signal);
      assert.equal(outcome, "hung");
    }
  }));

Deno.test("tests write in their own copy alone, and can make links there", () =>
  inProject(async (project) => {
    await Deno.writeTextFile(
      `${project}/ages/writes_test.ts`,
      `Deno.test("inside", async () => {
  const directory = await Deno.makeTempDir();
  await Deno.symlink("nowhere", directory + "/link");
  if (await Deno.readLink(directory + "/link") !== "nowhere") throw new Error();
});
Deno.test("outside", async () => { await Deno.remove(${JSON.stringify(`${project}/main.ts`)}); });`,
    );
    await using copy = await copyProject(project);
    const limits = { wholeMs: 60_000, silenceMs: 60_000 };
    const { signal } = new AbortController();
    const { outcome, failedTests } = await runTests(
      copy,
      only("ages/writes_test.ts"),
      limits,
      signal,
    );
    assert.deepEqual([outcome, failedTests], ["failed", ["outside"]]);
    assert.equal(await Deno.readTextFile(`${project}/main.ts`), FILES["main.ts"]);
  }));
