/** `deno task check`: format, lint, types, documentation, house rules; stops at the first that fails. */

/** Doors whose every exported name must be documented. */
const DOORS = [
  "errors/mod.ts",
  "log/mod.ts",
  "settings/mod.ts",
  "cli/mod.ts",
  "mat/mod.ts",
  "image/mod.ts",
  "hub/mod.ts",
  "processors/mod.ts",
  "processors/jobs.ts",
  "grpc/mod.ts",
  "grpc/jobs.ts",
  "web/mod.ts",
];

const STEPS: readonly (readonly string[])[] = [
  ["fmt", "--check", "--quiet"],
  ["lint", "--quiet"],
  ["check", "--quiet", "."],
  ["doc", "--lint", "--quiet", ...DOORS],
  // Not type-checked: Deno gives each example in code all imports of its file, used or not.
  ["test", "--quiet", "-P=tests", "--no-check", "--doc", "mat"],
  ["test", "--quiet", "-P=tests", "tests/house"],
];

for (const step of STEPS) {
  const { code } = await new Deno.Command(Deno.execPath(), { args: [...step] }).spawn().status;
  if (code !== 0) {
    await write(`check: deno ${step.slice(0, 3).join(" ")} … failed\n`);
    Deno.exit(code);
  }
}
await write("check: all is well\n");

async function write(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}
