import assert from "node:assert/strict";
import { MAX_ROWS, tableOf } from "./table_of.ts";

Deno.test("rows of objects, rows of lists and columns of one length are tables", () => {
  assert.deepEqual(tableOf([{ a: 1, b: 2 }, { a: 3, c: 4 }]), {
    columns: ["a", "b", "c"],
    rows: [[1, 2, undefined], [3, undefined, 4]],
    total: 2,
  });
  assert.deepEqual(tableOf([[1, 2], [3]]), {
    columns: ["0", "1"],
    rows: [[1, 2], [3]],
    total: 2,
  });
  assert.deepEqual(tableOf({ labels: ["a", "b"], probabilities: [0.9, 0.1] }), {
    columns: ["labels", "probabilities"],
    rows: [["a", 0.9], ["b", 0.1]],
    total: 2,
  });
  assert.deepEqual(tableOf({ status: "OK", rows: [{ a: 1 }] })?.columns, ["a"]);
});

Deno.test("what has no rows of one kind is no table", () => {
  for (const value of [1, "a", null, [], {}, [1, 2], [{ a: 1 }, 2], { a: 1 }, [[], []]]) {
    assert.equal(tableOf(value), undefined, JSON.stringify(value));
  }
  assert.equal(tableOf({ a: [1, 2], b: [1] }), undefined);
});

Deno.test("of many rows the first are shown", () => {
  const table = tableOf(Array.from({ length: MAX_ROWS + 5 }, (_, a) => ({ a })));
  assert.equal(table?.rows.length, MAX_ROWS);
  assert.equal(table?.total, MAX_ROWS + 5);
});
