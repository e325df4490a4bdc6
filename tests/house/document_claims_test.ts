// What documents claim of the program: settings, flags, subcommands, tasks, names of the code, and the tests that hold a
// contract.
import assert from "node:assert/strict";
import { markdownTable, SETTING_NAMES, SETTINGS } from "../../base/settings/mod.ts";
import { HTTP_STATUS } from "../../base/errors/mod.ts";
import { usage } from "../../cli/usage.ts";
import {
  type Code,
  codeSpans,
  commandBlocks,
  type Document,
  mentions,
  readDocuments,
  withoutBlocks,
} from "../../tools/documents.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

const documents = await readDocuments(ROOT);
/** Files that documents show or link to: their comments name settings and commands as well. */
const examples: readonly Document[] = await Promise.all(
  (await filesBelow(ROOT, "docs/examples", /./)).map(async (path) => ({
    path,
    text: await read(path),
  })),
);
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
for (const [flag] of help.matchAll(/(?<=^ +)-[a-z](?=, )/gm)) flags.add(flag);
for (const name of settings) {
  if (name.endsWith("_FILE")) flags.add(`--${name.toLowerCase().replaceAll("_", "-")}`);
}

/** Names that are no settings, and not the code's, and what they are. */
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
  brew: "Homebrew",
  f223e04: "a commit",
  fr: "a language to come",
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
  const inCode = code.flatMap((use) => {
    const alone = /^([A-Z][A-Z0-9_]{2,})(=.*)?$/.exec(use.text)?.[1] ?? [];
    const given = use.text.matchAll(/(?<=^|\s)([A-Z][A-Z0-9_]*)=/g);
    return [alone, ...[...given].map(([, name = ""]) => name)].flat()
      .map((text) => ({ ...use, text }));
  });
  // Of several words it is a name wherever it stands, in prose and in comments too.
  const anywhere = [...documents, ...examples].flatMap((document) =>
    mentions(document, /(?<![\w-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w-])/g)
  );
  const claimed = [...inCode, ...anywhere];
  assert.ok(claimed.length > 200, `${claimed.length} names`);
  assert.deepEqual(found(claimed.filter(({ text }) => !isKnown(text))), []);
});

Deno.test("each value that a document gives a setting is one that the setting takes", () => {
  const byName = new Map(SETTING_NAMES.map((name) => [SETTINGS[name].env, SETTINGS[name]]));
  const given = spans.flatMap((use) => {
    const [, name = "", value = ""] = /^([A-Z][A-Z0-9_]*)=(\S+)$/.exec(use.text) ?? [];
    const setting = byName.get(name);
    // Kubernetes makes such values of services; they are ignored.
    return setting && !value.startsWith("tcp://") ? [{ ...use, value, setting }] : [];
  });
  const wrong = given.filter(({ value, setting }) => setting.type.parse(value) === undefined);
  assert.ok(given.length > 20, `${given.length} values`);
  assert.deepEqual(found(wrong), []);
});

Deno.test("a number in brackets after a setting is its default", () => {
  const MS: Readonly<Record<string, number>> = { s: 1000, min: 60_000 };
  // Decisions name what was measured, and numbers of other kinds.
  const current = documents.filter(({ path }) => !path.startsWith("docs/decisions/"));
  const claimed = current.flatMap((document) =>
    mentions(document, /(`[A-Z][A-Z0-9_]*`\s\([\d.,]+(?:\s\w+)?\))/g)
  );
  const wrong = claimed.filter(({ text }) => {
    const [, env = "", number = "", unit = ""] = /`(\w+)`\s\(([\d.,]+)\s?(\w*)/.exec(text) ?? [];
    const setting = SETTING_NAMES.map((name) => SETTINGS[name]).find((one) => one.env === env);
    return Number(number.replaceAll(",", "")) * (MS[unit] ?? 1) !== setting?.default;
  });
  assert.ok(claimed.length > 5, `${claimed.length} defaults`);
  assert.deepEqual(found(wrong), []);
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
    return [...(forFramebox ?? use.text).matchAll(/(?<=^|\s)(?:--[a-z][a-z0-9-]*|-[a-z](?=\s|$))/g)]
      .filter(([flag]) =>
        forFramebox === undefined ? flag.startsWith("--") && !isKnown(flag) : !flags.has(flag)
      )
      .map(([text]) => ({ ...use, text }));
  });
  const inProse = documents.flatMap((document) =>
    mentions(withoutBlocks(document), /(?<![\w`<|-])--[a-z][a-z0-9-]*/g)
  );
  assert.ok(flags.size > 50);
  assert.deepEqual(found([...wrong, ...inProse.filter(({ text }) => !isKnown(text))]), []);
});

Deno.test("each subcommand of framebox that a document names exists", () => {
  const known = [...help.matchAll(/^ {2}framebox \[?([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) =>
    name
  );
  assert.deepEqual(known, [
    "serve",
    "mat inspect",
    "login add",
    "login remove",
    "login list",
    "login token",
    "login revoke",
    "settings",
    "health",
  ]);
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
  // In prose and comments, too; it may go over the end of a line.
  const named = [...documents, ...examples].flatMap((document) =>
    mentions(document, /\bdeno(?:@[\d.]+)?\s+task\s+(?:--quiet\s+)?([a-z][a-z:]*)/g)
  );
  const wrong = named.filter(({ text }) => !(text in tasks));
  assert.ok(named.length > 30, `${named.length} tasks`);
  assert.deepEqual(found(wrong), []);
});

Deno.test("each version of Deno in a document is the one that the image has", async () => {
  const [, version] = /denoland\/deno:bin-([\d.]+)/.exec(await read("Dockerfile")) ?? [];
  const named = documents.filter(({ path }) => !path.startsWith("docs/decisions/"))
    .flatMap((document) => mentions(document, /\bdeno(?:@| )(\d+\.\d+\.\d+)/gi));
  assert.ok(named.length > 5, `${named.length} versions`);
  assert.deepEqual(found(named.filter(({ text }) => text !== version)), []);
});

Deno.test("each name in a document's code is in the project's code", async () => {
  const known = new Set<string>();
  const paths = await filesBelow(
    ROOT,
    "",
    /\.(tsx?|js|proto|py|json|yaml|css|wat|c)$|^Dockerfile$|^run$/,
  );
  for (const path of paths) {
    // Names of tests, and of the clients and files that they use, are none of the project's.
    if (/_test\.ts$|^(tests|bench)\/.*(?<!\.ts)$/.test(path)) continue;
    for (const [word] of (await read(path)).matchAll(/\w+/g)) known.add(word);
  }
  const named = spans
    .filter(({ path, text }) => !path.startsWith("docs/decisions/") && !/[/\\$<>;&|]/.test(text))
    .flatMap((use) => {
      const withoutFlags = use.text.replace(/(?<!\w)-[\w-]+/g, "");
      return [...withoutFlags.matchAll(/[a-z_]\w*/gi)].map(([text]) => ({ ...use, text }));
    });
  const wrong = named.filter(({ text }) =>
    !known.has(text) && !settings.has(text) && !(text in OTHER_NAMES)
  );
  assert.ok(named.length > 1000, `${named.length} names`);
  assert.deepEqual(found(wrong), []);
});

Deno.test("each section of a wire contract names the tests that hold it, and they exist", async () => {
  const contracts = documents.filter(({ path }) => path.startsWith("docs/contracts/"));
  assert.ok(contracts.length >= 6);
  const wrong: string[] = [];
  for (const { path, text } of contracts) {
    for (const section of text.split(/^## /m).slice(1)) {
      const [title = ""] = section.split("\n");
      const [, list = ""] = section.split(/^Tests:\n\n/m);
      if (list === "") wrong.push(`${path}: ${title} names no test`);
      for (const row of list.trim().split("\n")) {
        const [, file = "", titles = ""] = /^- `([\w./-]+_test\.ts)`: ("[^"]+"(?:; "[^"]+")*)$/
          .exec(row) ?? [];
        if (file === "") wrong.push(`${path}: ${title}: "${row}" is no file with its tests`);
        const source = await read(file).catch(() => "");
        for (const [, test = ""] of titles.matchAll(/"([^"]+)"/g)) {
          if (!hasTest(source, test)) {
            wrong.push(`${path}: ${title}: ${file} has no test "${test}"`);
          }
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
});

/** Whether a source without its comments has a text of its own that is this title, or a template with it at an end. */
function hasTest(source: string, title: string): boolean {
  const code = source.replace(/^\s*\/\/.*$|^\s*\/\*[\s\S]*?\*\//gm, "");
  const text = title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:["\`]|\\}:? )${text}(?:["\`]| \\$\\{)`).test(code);
}
