/** What of the documents comes from code: the settings' table and the Python worker. */
import { markdownTable } from "../base/settings/mod.ts";

/** The parts of each document, by its path from the root and by the names of their markers. */
export async function documentParts(): Promise<Record<string, Record<string, string>>> {
  const worker = await Deno.readTextFile(new URL("../docs/examples/worker.py", import.meta.url));
  return {
    "README.md": { worker: `\`\`\`python\n${worker.trimEnd()}\n\`\`\`` },
    "docs/settings.md": { settings: markdownTable() },
  };
}
