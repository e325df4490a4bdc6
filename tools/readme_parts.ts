/** What of the README comes from code: the settings' table and the Python worker. */
import { markdownTable } from "../base/settings/mod.ts";

/** The parts by the names of their markers. */
export async function readmeParts(): Promise<Record<string, string>> {
  const worker = await Deno.readTextFile(new URL("../docs/examples/worker.py", import.meta.url));
  return {
    settings: markdownTable(),
    worker: `\`\`\`python\n${worker.trimEnd()}\n\`\`\``,
  };
}
