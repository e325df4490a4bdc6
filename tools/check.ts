/** `deno task check`: format, lint, types, documentation, house rules; stops at the first that fails. */

import { filesBelow } from "./tree.ts";

/** Doors whose every exported name must be documented. */
const DOORS = [
  "auth/mod.ts",
  "base/clock/mod.ts",
  "base/errors/mod.ts",
  "base/files/mod.ts",
  "base/log/mod.ts",
  "base/memory/mod.ts",
  "base/network/mod.ts",
  "base/payload/mod.ts",
  "base/pool/mod.ts",
  "base/rate/mod.ts",
  "base/settings/mod.ts",
  "base/watch/mod.ts",
  "cli/mod.ts",
  "mat/mod.ts",
  "media/image/mod.ts",
  "media/video/mod.ts",
  "hub/mod.ts",
  "oscar/answer/mod.ts",
  "oscar/calls/mod.ts",
  "oscar/manager/mod.ts",
  "oscar/names/mod.ts",
  "oscar/service/mod.ts",
  "oscar/storage/mod.ts",
  "oscar/transport/mod.ts",
  "clusters/calls/mod.ts",
  "clusters/connections/mod.ts",
  "clusters/content/mod.ts",
  "clusters/processors/mod.ts",
  "results/mod.ts",
  "processors/mod.ts",
  "processors/tasks.ts",
  "sources/mod.ts",
  "grpc/mod.ts",
  "grpc/tasks.ts",
  "web/mod.ts",
];

/** What only tests, benchmarks and tools import is pinned in a lock of its own. */
const TESTS_LOCK = "--lock=tests/deno.lock";

/** What runs in the browser: it is checked with the browser's types. */
const BROWSER = "web/client";
const isOfBrowser = (path: string) => path.startsWith(`${BROWSER}/`);
const sources = await filesBelow(new URL("../", import.meta.url), "", /\.tsx?$/);

const STEPS: readonly (readonly string[])[] = [
  ["fmt", "--check", "--quiet"],
  ["lint", "--quiet"],
  ["check", "--quiet", TESTS_LOCK, ...sources.filter((path) => !isOfBrowser(path))],
  [
    ...["check", "--quiet", TESTS_LOCK, `--config=${BROWSER}/deno.json`],
    ...sources.filter(isOfBrowser),
  ],
  ["doc", "--lint", "--quiet", ...DOORS],
  // Not type-checked: Deno gives each example in code all imports of its file, used or not.
  ["test", "--quiet", "-P=tests", TESTS_LOCK, "--no-check", "--doc", ...await examples("mat")],
  ["test", "--quiet", "-P=tests", TESTS_LOCK, "tests/house"],
];

for (const step of STEPS) {
  const { code } = await new Deno.Command(Deno.execPath(), { args: [...step] }).spawn().status;
  if (code !== 0) {
    await write(`check: deno ${step.slice(0, 3).join(" ")} … failed\n`);
    Deno.exit(code);
  }
}
await write("check: all is well\n");

/** Files whose documentation has examples; the tests beside them run with the other tests. */
async function examples(folder: string): Promise<string[]> {
  return (await files(folder, /\.(ts|md)$/)).filter((path) => !path.endsWith("_test.ts"));
}

async function files(folder: string, names: RegExp): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => `${folder}/${name}`).filter((path) => names.test(path));
}

async function write(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}
