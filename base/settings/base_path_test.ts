import assert from "node:assert/strict";
import { loadSettings, parseBasePath } from "./mod.ts";

Deno.test("a base path begins with a slash and ends without one; the host itself is none", () => {
  const paths: [string, string][] = [
    ["", ""],
    ["/", ""],
    ["/box", "/box"],
    ["/box/", "/box"],
    ["/a/b-c/d_e~f.g", "/a/b-c/d_e~f.g"],
    ["/.well-known", "/.well-known"],
  ];
  for (const [text, path] of paths) assert.equal(parseBasePath(text), path, text);
});

Deno.test("what is no plain path is none", () => {
  const wrong = [
    "box",
    "//",
    "//evil.example",
    "/a//b",
    "/a/../b",
    "/..",
    "/a/.",
    "/a?b",
    "/a#b",
    "/a b",
    " /a",
    "/a%2fb",
    "/a\\b",
    '/"',
    "/a;b",
    "https://host/box",
    "/é",
    `/${"a".repeat(200)}`,
  ];
  for (const text of wrong) assert.equal(parseBasePath(text), undefined, text);
});

Deno.test("a wrong BASE_PATH ends the start with a sentence", () => {
  const load = (text: string) =>
    loadSettings([], (name) => name === "BASE_PATH" ? text : undefined);
  assert.equal(load("/box/").settings.basePath, "/box");
  assert.throws(() => load("box"), /BASE_PATH needs a path that begins with \/.*"box" is not that/);
});
