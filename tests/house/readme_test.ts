import assert from "node:assert/strict";
import { filesBelow } from "../../tools/tree.ts";
import { fillMarkers } from "../../tools/markers.ts";
import { readmeParts } from "../../tools/readme_parts.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("the README's settings and worker are those of the code (deno task docs writes them)", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  assert.equal(readme, fillMarkers(readme, await readmeParts()));
});

/** Pages of documentation. The changelog speaks of what was, too. */
async function pages(): Promise<string[]> {
  const found = await filesBelow(ROOT, "", /\.md$/);
  return found.filter((path) => !/^CHANGELOG|LICENSE/.test(path) && !path.startsWith("tests/"));
}

Deno.test("every file that the documentation links to is there", async () => {
  const missing: string[] = [];
  for (const page of await pages()) {
    const at = new URL(page, ROOT);
    for (
      const [, target = ""] of (await Deno.readTextFile(at)).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)
    ) {
      if (/^[a-z]+:/.test(target)) continue;
      await Deno.stat(new URL(target, at)).catch(() => missing.push(`${page}: ${target}`));
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("every path of the tree that the documentation names is there", async () => {
  const folders: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(ROOT)) if (isDirectory) folders.push(name);
  const missing: string[] = [];
  for (const page of await pages()) {
    const text = await Deno.readTextFile(new URL(page, ROOT));
    for (const [, path = ""] of text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)) {
      if (!folders.includes(path.split("/")[0] ?? "") || path.startsWith("dist/")) continue;
      await Deno.stat(new URL(path, ROOT)).catch(() => missing.push(`${page}: ${path}`));
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("CONTRIBUTING names the packages that the tests are run with", async () => {
  const run = await Deno.readTextFile(new URL(".ci/run", ROOT));
  const packages = /local packages=\(([^)]*)\)/.exec(run)?.[1]?.trim().split(/\s+/) ?? [];
  const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", ROOT));
  const named = /^apt install ((?:.*\\\n)*.*)$/m.exec(text)?.[1]?.split(/[\s\\]+/) ?? [];
  assert.ok(packages.length > 0);
  assert.deepEqual(named.sort(), packages.sort());
});
