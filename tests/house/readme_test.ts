import assert from "node:assert/strict";
import { fillMarkers } from "../../tools/markers.ts";
import { readmeParts } from "../../tools/readme_parts.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("the README's settings and worker are those of the code (deno task docs writes them)", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", ROOT));
  assert.equal(readme, fillMarkers(readme, await readmeParts()));
});

Deno.test("every file that the documentation links to is there", async () => {
  const missing: string[] = [];
  for (const page of ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "mat/README.md"]) {
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
