import assert from "node:assert/strict";
import { OpenSnapshot } from "./data_snapshot.ts";

/** Bytes that a window holds at once; the next variables are read anew. */
const WINDOW_BYTES = 256 * 1024;

/** A snapshot of a file whose variables have these lengths; each byte is the variable's place. */
async function withSnapshot(
  lengths: readonly number[],
  test: (snapshot: OpenSnapshot, path: string) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    let offset = 0;
    const places = lengths.map((byteLength, i) => {
      const place = {
        name: `v${i}`,
        class: "uint8",
        dims: [1, byteLength],
        frame: i,
        byteLength,
        offset,
      };
      offset += byteLength;
      return place;
    });
    const bytes = new Uint8Array(offset);
    places.forEach(({ offset, byteLength }, i) => bytes.fill(i + 1, offset, offset + byteLength));
    await Deno.writeFile(path, bytes);
    using snapshot = new OpenSnapshot(await Deno.open(path), places);
    await test(snapshot, path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("each variable has its own bytes, in any order, beyond a window and at its end", () =>
  withSnapshot([10, WINDOW_BYTES - 10, 1, WINDOW_BYTES + 5, 3], async (snapshot) => {
    assert.deepEqual(snapshot.variables.map(({ name }) => name), ["v0", "v1", "v2", "v3", "v4"]);
    for (const i of [1, 4, 3, 0, 2, 1, 3]) {
      const element = await snapshot.element(`v${i}`);
      assert.equal(element?.byteLength, snapshot.find(`v${i}`)?.byteLength);
      assert.ok(element?.every((byte) => byte === i + 1), `v${i}`);
    }
    assert.equal(await snapshot.element("v5"), undefined);
    assert.equal(snapshot.find("v5"), undefined);
  }));

Deno.test("elements that were given out stay as they are", () =>
  withSnapshot([8, WINDOW_BYTES, 8], async (snapshot) => {
    const first = await snapshot.element("v0");
    await snapshot.element("v2");
    assert.deepEqual([...first ?? []], Array(8).fill(1));
  }));

Deno.test("a file that was cut is an error, and the next variable is read nevertheless", () =>
  withSnapshot([8, WINDOW_BYTES, 8], async (snapshot, path) => {
    await Deno.truncate(path, 8 + WINDOW_BYTES + 7);
    const [cut, whole] = await Promise.allSettled([snapshot.element("v2"), snapshot.element("v0")]);
    assert.equal(cut.status, "rejected");
    assert.equal(whole.status, "fulfilled");
  }));

Deno.test("it may be closed more than once, and what was asked for before is read first", () =>
  withSnapshot([8], async (snapshot) => {
    const asked = snapshot.element("v0");
    snapshot.close();
    snapshot.close();
    assert.equal((await asked)?.byteLength, 8);
  }));
