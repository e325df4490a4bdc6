// What documents claim of the program: settings, flags, subcommands, tasks, and the tests that hold a contract.
import assert from "node:assert/strict";
import { markdownTable } from "../../base/settings/mod.ts";
import { HTTP_STATUS } from "../../base/errors/mod.ts";
import { usage } from "../../cli/usage.ts";
import { type Code, codeSpans, commandBlocks, readDocuments } from "../../tools/documents.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

const documents = await readDocuments(ROOT);
const spans = documents.flatMap(codeSpans);
const commands = documents.flatMap(commandBlocks).flat();
const code = [...spans, ...commands];
const help = usage("0");

/** Names and flags of settings, with those of the files that hold secrets. */
const settings = new Set(markdownTable().match(/\b[A-Z][A-Z0-9_]+_FILE\b/g));
for (const [name = ""] of markdownTable().matchAll(/(?<=^\| `)[A-Z0-9_]+(?=`)/gm)) {
  settings.add(name);
}
const flags = new Set([...help.matchAll(/--[a-z][a-z0-9-]*/g)].map(([flag]) => flag));
for (const name of settings) {
  if (name.endsWith("_FILE")) flags.add(`--${name.toLowerCase().replaceAll("_", "-")}`);
}

/** Names in capitals that are no settings, and what they are. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  CANCEL: "HTTP/2",
  CI_LIMIT_S: ".ci/run",
  DENO_DIR: "Deno",
  DENORT_BIN: "deno compile",
  SHA256SUMS: "a file's name",
  TEST_LIMIT_FACTOR: "tests/support/limit.ts",
  XDG_RUNTIME_DIR: "the user's session",
  REPOSITORY: "what a reader puts in",
  DATA: "a directory in an example",
  ENHANCE_YOUR_CALM: "HTTP/2",
  EX_TEMPFAIL: "sysexits.h",
  PROTOCOL_ERROR: "HTTP/2",
  REFUSED_STREAM: "HTTP/2",
  TMPDIR: "POSIX",
};

/** Flags of other programs, and whose they are. */
const OTHER_FLAGS: Readonly<Record<string, string>> = {
  "--allow-all": "deno run",
  "--allow-ffi": "deno run",
  "--allow-read": "deno run",
  "--code-splitting": "deno bundle",
  "--deny-": "deno run",
  "--doc": "deno test",
  "--ipc": "docker run",
  "--lock": "deno run",
  "--minify": "deno bundle",
  "--platform": "deno bundle",
  "--quiet": "deno task",
  "--unstable-npm-lazy-caching": "deno run",
};

const found = (uses: readonly Code[]) =>
  uses.map(({ path, line, text }) => `${path}:${line}: ${text}`);

Deno.test("each setting that a document names exists", async () => {
  const protos = (await Promise.all((await filesBelow(ROOT, "protos", /\.proto$/)).map(read)))
    .join();
  const isKnown = (name: string) =>
    settings.has(name) || name in OTHER_NAMES || name in HTTP_STATUS ||
    new RegExp(`\\b${name}\\b`).test(protos);
  const claimed = code.flatMap((use) => {
    const alone = /^([A-Z][A-Z0-9_]{2,})(=.*)?$/.exec(use.text)?.[1] ?? [];
    const given = use.text.matchAll(/(?<=^|\s)([A-Z][A-Z0-9_]*)=/g);
    return [alone, ...[...given].map(([, name = ""]) => name)].flat()
      .map((text) => ({ ...use, text }));
  });
  assert.ok(claimed.length > 200, `${claimed.length} names`);
  assert.deepEqual(found(claimed.filter(({ text }) => !isKnown(text))), []);
});

Deno.test("each flag that a document names exists", async () => {
  const tools = await read("bench/main.ts") + await read("tools/mutate/options.ts");
  const isKnown = (flag: string) =>
    flags.has(flag) || flag in OTHER_FLAGS ||
    new RegExp(`(?<![\\w-])${flag}(?![\\w-])`).test(tools);
  const own = /(?:\btask (?:--quiet )?start|\bframebox(?:\.js)?)(?= )(.*)$/;
  const wrong = code.flatMap((use) => {
    const forFramebox = own.exec(use.text)?.[1];
    if (forFramebox === undefined && commands.includes(use)) return [];
    return [...(forFramebox ?? use.text).matchAll(/(?<=^|\s)--[a-z][a-z0-9-]*/g)]
      .filter(([flag]) => forFramebox === undefined ? !isKnown(flag) : !flags.has(flag))
      .map(([text]) => ({ ...use, text }));
  });
  assert.ok(flags.size > 50);
  assert.deepEqual(found(wrong), []);
});

Deno.test("each subcommand of framebox that a document names exists", () => {
  const known = [...help.matchAll(/^ {2}framebox \[?([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) =>
    name
  );
  assert.deepEqual(known, ["serve", "mat inspect", "settings", "health"]);
  const own = /(?:\btask (?:--quiet )?start|^framebox) ([a-z]+(?: [a-z]+)?)/;
  const claimed = code.flatMap((use) => {
    const name = own.exec(use.text)?.[1];
    return name === undefined ? [] : [{ ...use, text: name }];
  });
  const wrong = claimed.filter(({ text }) =>
    !known.some((name) => text === name || text.startsWith(`${name} `))
  );
  assert.ok(claimed.length > 3);
  assert.deepEqual(found(wrong), []);
});

Deno.test("each task that a document names exists", async () => {
  const { tasks } = JSON.parse(await read("deno.json"));
  const wrong = code.flatMap((use) =>
    [...use.text.matchAll(/\bdeno(?:@[\d.]+)? task (?:--quiet )?([a-z][a-z:]*)/g)]
      .filter(([, name = ""]) => !(name in tasks))
      .map(([text]) => ({ ...use, text }))
  );
  assert.deepEqual(found(wrong), []);
});

Deno.test("each section of a wire contract names the tests that hold it, and they exist", async () => {
  const contracts = documents.filter(({ path }) => path.startsWith("docs/contracts/"));
  assert.ok(contracts.length >= 6);
  const wrong: string[] = [];
  for (const { path, text } of contracts) {
    for (const section of text.split(/^## /m).slice(1)) {
      const [title = ""] = section.split("\n");
      const cited = [...section.matchAll(/^- `([\w./-]+_test\.ts)`: (.*)$/gm)];
      if (cited.length === 0) wrong.push(`${path}: ${title} names no test`);
      for (const [, file = "", titles = ""] of cited) {
        const source = await read(file).catch(() => "");
        for (const [, test = ""] of titles.matchAll(/"([^"]+)"/g)) {
          if (!source.includes(test)) {
            wrong.push(`${path}: ${title}: ${file} has no test "${test}"`);
          }
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
});
