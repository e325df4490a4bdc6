import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanName, Names, withEnding } from "./picture_name.ts";

Deno.test("names keep their folders and lose what could do harm", () => {
  const cases: readonly [given: string, clean: string][] = [
    ["photo.jpg", "photo.jpg"],
    ["holiday/day 1/photo.jpg", "holiday/day 1/photo.jpg"],
    ["../../etc/passwd", "etc/passwd"],
    ["/etc/./passwd", "etc/passwd"],
    ["C:\\Windows\\..\\a.png", "C_/Windows/a.png"],
    ["a\u0000b\nc.jpg", "a_b_c.jpg"],
    ["gpj.\u202eexe", "gpj._exe"],
    ["con.jpg", "_con.jpg"],
    ["name. . ", "name"],
    ["...", "picture"],
    ["", "picture"],
    ["////", "picture"],
    ["<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"],
    ["e\u0301t\u00e9.png", "\u00e9t\u00e9.png"],
    ["\ud800.png", "\ufffd.png"],
  ];
  for (const [given, clean] of cases) assert.equal(cleanName(given), clean, JSON.stringify(given));
});

Deno.test("whatever is given, the name is short, relative and has no part that leads out", () => {
  const piece = fc.constantFrom(
    "../../",
    "/",
    "\\",
    "..",
    ".",
    "a",
    " ",
    "\u0000",
    "é",
    "𝒳",
    ":",
    "\r",
  );
  const any = fc.oneof(fc.string({ unit: "binary" }), fc.array(piece).map((p) => p.join("")));
  fc.assert(fc.property(any, (given) => {
    const name = cleanName(given);
    assert.ok(name.length <= 8 * 81 && name.isWellFormed());
    for (const part of name.split("/")) {
      assert.ok(part !== "" && part !== "." && part !== ".." && !/[\\\0:]|[. ]$/.test(part), name);
    }
  }));
});

Deno.test("a name of ten thousand characters is cut, and keeps its ending", () => {
  const name = cleanName(`${"x".repeat(10_000)}.jpeg`);
  assert.equal(name.length, 80);
  assert.ok(name.endsWith("x.jpeg"));
  assert.equal(cleanName(`x${".".repeat(200)}y`), "x.y");
  assert.equal(cleanName("a/".repeat(5000) + "b.png").split("/").length, 8);
});

Deno.test("equal names get numbers, also where only the case of letters differs", () => {
  const names = new Names();
  const given = ["a.jpg", "a.jpg", "A.JPG", "b/a.jpg", "a (2).jpg", "a.jpg", "a"];
  assert.deepEqual(given.map((name) => names.take(name)), [
    "a.jpg",
    "a (2).jpg",
    "A (3).JPG",
    "b/a.jpg",
    "a (2) (2).jpg",
    "a (4).jpg",
    "a",
  ]);
});

Deno.test("ten thousand pictures of one name are numbered without counting from the start", () => {
  const names = new Names();
  for (let i = 0; i < 10_000; i++) names.take("image.png");
  assert.equal(names.take("image.png"), "image (10001).png");
});

Deno.test("the ending follows the format", () => {
  assert.equal(withEnding("a/b.JPG", "jpeg"), "a/b.JPG");
  assert.equal(withEnding("a.jfif", "jpeg"), "a.jfif");
  assert.equal(withEnding("a.jpg", "png"), "a.png");
  assert.equal(withEnding("a.bmp", "png"), "a.png");
  assert.equal(withEnding("v1.2", "png"), "v1.2.png");
});
