import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);

/** The modules that a file of this project imports, as Deno resolves them. */
interface Graph {
  /** `npmPackage` is a key of the packages. */
  readonly modules: readonly { readonly npmPackage?: string }[];
  /** Whatever the lock has, reached or not. */
  readonly npmPackages: Readonly<
    Record<string, { readonly name: string; readonly dependencies: readonly string[] }>
  >;
}

/** Names of the npm packages that a module reaches by whatever way, their own dependencies included. */
async function packagesOf(entry: string): Promise<ReadonlySet<string>> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--frozen", "--lock=tests/deno.lock", entry],
    cwd: ROOT,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const { modules, npmPackages }: Graph = JSON.parse(new TextDecoder().decode(stdout));
  const reached = new Set<string>();
  const visit = (id: string) => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const dependency of npmPackages[id]?.dependencies ?? []) visit(dependency);
  };
  for (const { npmPackage } of modules) if (npmPackage !== undefined) visit(npmPackage);
  return new Set([...reached].map((id) => npmPackages[id]?.name ?? id));
}

/** Under the GPL: for tests, never for what users run. `pako` comes with it. */
const FOR_TESTS_ALONE = ["mat-for-js", "pako"];

Deno.test("what users run reaches no package that only tests may use", async () => {
  for (const entry of ["main.ts", "pool_worker.ts"]) {
    const reached = await packagesOf(entry);
    assert.ok(reached.has(entry === "main.ts" ? "@grpc/grpc-js" : "@jsquash/webp"), entry);
    for (const name of FOR_TESTS_ALONE) assert.ok(!reached.has(name), `${entry} reaches ${name}`);
  }
});

Deno.test("a package that a module reaches is found", async () => {
  const reached = await packagesOf("mat/second_reader_test.ts");
  for (const name of FOR_TESTS_ALONE) assert.ok(reached.has(name), name);
});
