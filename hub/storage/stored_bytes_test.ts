import assert from "node:assert/strict";
import { hasBytes } from "./stored_bytes.ts";

Deno.test("every byte is compared, of more than one chunk, and none beyond the end", async () => {
  const path = await Deno.makeTempFile({ prefix: "framebox-bytes-" });
  try {
    const stored = new Uint8Array(600 * 1024).map((_, i) => i * 31);
    await Deno.writeFile(path, stored);
    assert.ok(await hasBytes(path, 0, stored));
    assert.ok(await hasBytes(path, 7, stored.subarray(7, 9)));
    assert.ok(!await hasBytes(path, 8, stored.subarray(7, 9)), "at another place");
    for (const at of [0, 1, 256 * 1024 - 1, 256 * 1024, stored.length - 1]) {
      const other = stored.slice();
      other[at]! ^= 1;
      assert.ok(!await hasBytes(path, 0, other), `byte ${at}`);
    }
    assert.ok(!await hasBytes(path, 1, stored), "one byte more than there is");
    assert.ok(await hasBytes(path, stored.length + 5, new Uint8Array()), "no bytes are anywhere");
  } finally {
    await Deno.remove(path);
  }
});
