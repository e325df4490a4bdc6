/** `deno task test`: all tests that need only npm, and a line about what else could be tested. */

const FOLDERS = [
  "auth",
  "base",
  "cli",
  "mat",
  "media",
  "hub",
  "results",
  "processors",
  "sources",
  "grpc",
  "web",
  "tools/mutate",
  "tests/house",
  "named_files_test.ts",
];

const MORE = "Also: deno task test:peers, deno task test:browser, deno task test:bundle; " +
  "CONTRIBUTING.md says what they need.\n";

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "--no-check", "-P=tests", "--lock=tests/deno.lock", ...FOLDERS, ...Deno.args],
}).spawn().status;
await Deno.stdout.write(new TextEncoder().encode(MORE));
Deno.exit(code);
