import assert from "node:assert/strict";
import { Pool } from "../../base/pool/mod.ts";
import { decodeAnswer, readFile } from "../../oscar/answer/mod.ts";
import { PoolReader } from "./mod.ts";

const utf8 = new TextEncoder();
const NEVER = new AbortController().signal;
const ROWS = Array.from(
  { length: 20_000 },
  (_, i) => `{'name': 'box ${i}', 'ok': True, 'x': None}`,
);
const LITERAL = `[${ROWS.join(", ")}]`;
const NOISE = crypto.getRandomValues(new Uint8Array(50_000));
const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

Deno.test("large answers and files are read in the pool as they are read here, and small ones need no pool", async () => {
  const pool = new Pool({ size: 1, entry: new URL("../../pool_worker.ts", import.meta.url) });
  const reader = new PoolReader(pool);
  const file = new Uint8Array(600_000);
  for (let at = 0; at < file.length; at += NOISE.length) file.set(NOISE, at);
  file.set(PICTURE);
  const large = [
    LITERAL,
    `Loading the model\n${LITERAL}\n`,
    file.toBase64(),
    "word ".repeat(200_000),
  ];
  try {
    for (const text of large) {
      const body = () => utf8.encode(text);
      assert.ok(body().length > 512 * 1024);
      assert.deepEqual(await reader.decode(body(), NEVER), decodeAnswer(body()));
      assert.deepEqual(await reader.read(body(), NEVER), readFile(body()));
    }
    await assert.rejects(
      reader.decode(utf8.encode(LITERAL), AbortSignal.abort(new Error("left"))),
      {
        message: "left",
      },
    );
  } finally {
    await pool.close();
  }
  const small = utf8.encode("{'a': 1}");
  assert.equal((await reader.decode(small, NEVER)).reading.kind, "data");
});
