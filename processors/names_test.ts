import assert from "node:assert/strict";
import { checkChosenNames } from "./mod.ts";

Deno.test("a setting that names no processor is told which there are", () => {
  const there = ["workers", "grey", "spot"];
  checkChosenNames({ DEFAULT_PROCESSOR: "spot", AVA_PROCESSOR: "workers" }, there);
  assert.throws(
    () => checkChosenNames({ DEFAULT_PROCESSOR: "grey", AVA_PROCESSOR: "yolo" }, there),
    {
      code: "FAILED_PRECONDITION",
      message:
        "AVA_PROCESSOR names a processor yolo, and there is none; there are workers, grey, spot.",
    },
  );
});
