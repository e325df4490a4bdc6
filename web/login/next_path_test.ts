import assert from "node:assert/strict";
import { nextPath } from "./next_path.ts";

Deno.test("own paths are gone to, with what they ask", () => {
  for (const path of ["/", "/camera", "/api?x=1&y=%20", "/a//b"]) {
    assert.equal(nextPath(path), path);
  }
});

Deno.test("nothing leads to another server, or round in a circle", () => {
  const others = [
    null,
    "",
    "camera",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/login",
    "/logout/",
    "/" + "a".repeat(2000),
  ];
  for (const other of others) assert.equal(nextPath(other), "/", `${other}`);
  // What is not read as a path's end can't start a header either.
  assert.doesNotMatch(nextPath("/a\r\nSet-Cookie: x"), /[\r\n]/);
});
