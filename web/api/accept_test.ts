import assert from "node:assert/strict";
import { wanted } from "./accept.ts";

Deno.test("the highest quality wins; of equals, what is offered first", () => {
  const offered = ["json", "jpeg", "png"] as const;
  const cases: [string | undefined, string][] = [
    [undefined, "json"],
    ["", "json"],
    ["*/*", "json"],
    ["image/*", "jpeg"],
    ["image/png", "png"],
    ["IMAGE/PNG ", "png"],
    ["image/jpeg;q=0.5, image/png;q=0.9", "png"],
    ["image/*;q=0.8, application/json;q=0.9", "json"],
    ["image/avif, image/webp, */*;q=0.8", "json"],
    ["image/png;q=0, image/*", "jpeg"],
    ["text/html", "json"],
    ["image/png;q=nonsense", "png"],
  ];
  for (const [accept, form] of cases) assert.equal(wanted(accept, offered), form, accept ?? "none");
});

Deno.test("only so many ranges are read", () => {
  const accept = "text/x,".repeat(100_000) + "image/png";
  assert.equal(wanted(accept, ["json", "png"]), "json");
});
