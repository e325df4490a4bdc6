import assert from "node:assert/strict";
import { stagedLock } from "../support/clone.ts";

const ROOT = new URL("../../", import.meta.url);

/** What of a lock is looked at here. */
interface Lock {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { readonly integrity: string }>>;
}

const config: {
  imports: Record<string, string>;
  scopes: Record<string, Record<string, string>>;
} = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));

/** `npm:/hono@4.13.19/` and `npm:hono@4.13.19` as a lock names them. */
function locked(imports: Readonly<Record<string, string>>): string[] {
  const names = Object.values(imports).map((value) =>
    value.replace("npm:/", "npm:").replace(/\/$/, "")
  );
  return [...new Set(names)].sort();
}

const server: Lock = JSON.parse(await stagedLock());

const MEND =
  "a test that was run without --lock=tests/deno.lock writes its packages into deno.lock; " +
  "`git checkout HEAD deno.lock` takes them out, `deno task test:file` runs tests with the right one";

Deno.test("deno.lock pins what the server imports and nothing else: `deno task` fetches all of it", () => {
  assert.deepEqual(Object.keys(server.specifiers).sort(), locked(config.imports), MEND);
});

Deno.test("the tests' lock pins the same packages with the same contents, and what only tests need", async () => {
  const tests: Lock = JSON.parse(await Deno.readTextFile(new URL("tests/deno.lock", ROOT)));
  const only = Object.values(config.scopes).flatMap(locked);
  assert.ok(only.length > 0);
  assert.deepEqual(
    Object.keys(tests.specifiers).sort(),
    [...locked(config.imports), ...only].sort(),
  );
  for (const [name, { integrity }] of Object.entries(server.npm)) {
    assert.equal(tests.npm[name]?.integrity, integrity, `${name} in tests/deno.lock`);
  }
  for (const [name, { integrity }] of Object.entries(tests.npm)) {
    assert.match(integrity, /^sha512-/, name);
  }
});

Deno.test("all packages come from npm's registry, so that no other host has to be reachable", async () => {
  const imports = [config.imports, ...Object.values(config.scopes)].flatMap(Object.values);
  assert.deepEqual(imports.filter((specifier) => !specifier.startsWith("npm:")), []);
  for (
    const text of [await stagedLock(), await Deno.readTextFile(new URL("tests/deno.lock", ROOT))]
  ) {
    assert.deepEqual(Object.keys(JSON.parse(text)).sort(), [
      "npm",
      "specifiers",
      "version",
      "workspace",
    ]);
  }
});
