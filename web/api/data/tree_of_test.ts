import assert from "node:assert/strict";
import type { MatValue } from "../../../mat/mod.ts";
import { childrenOf } from "./tree_of.ts";

Deno.test("the entries of a sparse matrix go by their row and column", () => {
  const sparse: MatValue = {
    kind: "sparse",
    dims: [3, 5],
    logical: false,
    rowIndices: Int32Array.of(0, 2, 1, 0),
    // Columns 1 and 4 are empty.
    columnStarts: Int32Array.of(0, 0, 2, 3, 3, 4),
    data: Float64Array.of(1, 2, 3, 4),
  };
  const lines = childrenOf(sparse, 0, 10).map(({ key, text }) => [key, text]);
  assert.deepEqual(lines, [["(1,2)", "1"], ["(3,2)", "2"], ["(2,3)", "3"], ["(1,5)", "4"]]);
  assert.deepEqual(childrenOf(sparse, 3, 1).map(({ key }) => key), ["(1,5)"]);
});
