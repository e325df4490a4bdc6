import assert from "node:assert/strict";
import { statfs } from "node:fs/promises";
import type { Logger } from "../../base/log/mod.ts";
import { logDiskSpace } from "./disk_space.ts";

type Line = { level: string; event: string; fields: Record<string, unknown> };

/** What is written to the log about a directory. */
async function logged(path: string, quotaBytes: number): Promise<Line[]> {
  const lines: Line[] = [];
  const at = (level: string) => (event: string, fields?: Record<string, unknown>) => {
    lines.push({ level, event, fields: fields ?? {} });
  };
  const log = { info: at("info"), warn: at("warn") } as unknown as Logger;
  await logDiskSpace(path, quotaBytes, log);
  return lines;
}

Deno.test("the log names how many megabytes are free", async () => {
  const path = await Deno.makeTempDir();
  const [line, ...more] = await logged(path, 0);
  const { blocks, bsize } = await statfs(path);
  await Deno.remove(path);
  assert.deepEqual([line?.level, line?.event, more], ["info", "data_directory", []]);
  assert.equal(line?.fields.path, path);
  const free = line?.fields.free_mb;
  assert.ok(typeof free === "number" && Number.isInteger(free));
  assert.ok(free >= 0 && free <= blocks * bsize / 2 ** 20);
});

Deno.test("a disk that one session could fill is warned of, with the quota's megabytes", async () => {
  const path = await Deno.makeTempDir();
  const [, warning] = await logged(path, 2 ** 60);
  await Deno.remove(path);
  assert.deepEqual([warning?.level, warning?.event], ["warn", "data_directory_small"]);
  assert.match(`${warning?.fields.warning}`, /SESSION_QUOTA_MB 1099511627776\)/);
});

Deno.test("where the space is not known, nothing is logged about it", async () => {
  const [line, ...more] = await logged("/nowhere/at/all", 2 ** 60);
  assert.deepEqual([line?.fields.free_mb, more], [undefined, []]);
});
