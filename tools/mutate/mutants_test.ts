import assert from "node:assert/strict";
import { applied, keyOf, mutantsOf } from "./mutants.ts";
import { parseModule } from "./syntax.ts";

/** The mutants of one kind, as the text that each is. */
function texts(source: string, operator?: string): string[] {
  return mutantsOf("x.ts", source)
    .filter((mutant) => operator === undefined || mutant.operator === operator)
    .map((mutant) => applied(source, mutant));
}

Deno.test("a condition is true, false, and without its negation", () => {
  assert.deepEqual(texts("if (!a) f(); else g();", "condition"), [
    "if (true) f(); else g();",
    "if (false) f(); else g();",
    "if ((a)) f(); else g();",
  ]);
  assert.deepEqual(texts("x = a ? b : c;", "condition"), [
    "x = true ? b : c;",
    "x = false ? b : c;",
  ]);
});

Deno.test("a loop's condition is false, and never true: that would only hang", () => {
  assert.deepEqual(texts("while (a) f();", "condition"), ["while (false) f();"]);
  assert.deepEqual(texts("for (; a;) f();", "condition"), ["for (; false;) f();"]);
  assert.deepEqual(texts("for (;; i++) f();", "arithmetic"), []);
});

Deno.test("comparisons move by one or turn round", () => {
  assert.deepEqual(texts("const x = a < b;"), ["const x = ((a) <= (b));"]);
  assert.deepEqual(texts("const x = a >= b;"), ["const x = ((a) > (b));"]);
  assert.deepEqual(texts("const x = a === b;"), ["const x = ((a) !== (b));"]);
});

Deno.test("operands belong together as before", () => {
  assert.deepEqual(texts("x = a && b || c;", "logic"), [
    "x = ((a && b) && (c));",
    "x = ((a) || (b)) || c;",
  ]);
  assert.deepEqual(
    texts("x = (a + b) * c;", "arithmetic"),
    [
      "x = ((a + b) / (c));",
      "x = (((a) - (b))) * c;",
    ].map((text) => text === "x = ((a + b) / (c));" ? "x = ((a + b) / (c));" : text),
  );
  assert.deepEqual(texts("x += a - b;", "arithmetic"), ["x -= (a - b);", "x += ((a) + (b));"]);
});

Deno.test("text that is put together is left alone", () => {
  assert.deepEqual(texts('const x = "a" + b + c;'), []);
  assert.deepEqual(texts("const x = `${a}` + b; const f = () => y += `c`;"), []);
});

Deno.test("constants are one more and one less, booleans the other one", () => {
  assert.deepEqual(texts("const a = 0;"), ["const a = 1;", "const a = (-1);"]);
  assert.deepEqual(texts("const a = 0x10;"), ["const a = 17;", "const a = 15;"]);
  assert.deepEqual(texts("const a = true;"), ["const a = false;"]);
  assert.deepEqual(texts("const a = { 1: b };"), []);
});

Deno.test("statements whose value is not used are removed", () => {
  assert.deepEqual(texts("f();", "statement"), [";"]);
  assert.deepEqual(texts("await f();", "statement"), [";"]);
  assert.deepEqual(texts("a?.f();", "statement"), [";"]);
  assert.deepEqual(texts("a.b = c;", "statement"), [";"]);
  assert.deepEqual(texts("delete a.b;", "statement"), [";"]);
  assert.deepEqual(texts("const a = f();", "statement"), []);
});

Deno.test("what a constructor sets stays, and so does its super()", () => {
  const source = "class A extends B { constructor(a) { super(); this.a = a; f(); } }";
  assert.deepEqual(texts(source, "statement"), [source.replace("f();", ";")]);
  const method = "class A { set(a) { this.a = a; } }";
  assert.deepEqual(texts(method, "statement"), [method.replace("this.a = a;", ";")]);
});

Deno.test("functions that return nothing return at once", () => {
  const nothing = "function f() { a(); if (b) return; c(); }";
  assert.deepEqual(texts(nothing, "return"), [nothing.replace("{ a", "{ return; a")]);
  assert.deepEqual(texts("function f() { a(); return b; }", "return"), []);
  assert.deepEqual(texts("function* f() { a(); b(); }", "return"), []);
  const inner = "const f = () => { a.map((b) => { return c; }); d(); };";
  assert.deepEqual(texts(inner, "return"), [inner.replace("{ a", "{ return; a")]);
});

Deno.test("types, comments and what is written to the log are left alone", () => {
  assert.deepEqual(texts("type A = 1 | true; interface B { c: 2 }"), []);
  assert.deepEqual(texts("let a: 1 | true = b as 2;"), []);
  assert.deepEqual(texts("enum A { B = 1 }"), []);
  assert.deepEqual(texts("// if (a < 1) f();\n/* true */"), []);
  assert.deepEqual(
    texts('class A { #options; f() { this.#options.log.warn("a", { b: c + 1 }); } }'),
    [],
  );
  assert.deepEqual(texts('deps.log?.info("a", { b: c < 1 });'), []);
  assert.deepEqual(texts('log.error("a", { b: 1 });'), []);
  assert.deepEqual(texts("catalog.answer(a);").length, 1);
  assert.deepEqual(texts("Math.log(a);").length, 1);
});

Deno.test("expressions within types' syntax are changed", () => {
  assert.deepEqual(texts("const x = (a < b) as boolean;"), [
    "const x = (((a) <= (b))) as boolean;",
  ]);
  assert.deepEqual(texts("const x = (a! > b) satisfies boolean;").length, 1);
});

Deno.test("a mutant has its location, and is identified by its line's text and not by its number", () => {
  const [first, second] = mutantsOf("hub/a.ts", "\n  x = f(1 > a, 2 > a);\n")
    .filter(({ operator }) => operator === "boundary");
  assert.ok(first && second);
  assert.deepEqual(
    [first.file, first.line, first.code, first.change, first.ordinal, second.ordinal],
    ["hub/a.ts", 2, "x = f(1 > a, 2 > a);", "> → >=", 0, 1],
  );
  const [moved] = mutantsOf("hub/a.ts", "g;\n\n\n  x = f(1 > a, 2 > a);\n")
    .filter(({ operator }) => operator === "boundary");
  assert.ok(moved);
  assert.equal(moved.line, 4);
  assert.equal(keyOf(moved), keyOf(first));
  assert.notEqual(keyOf(first), keyOf(second));
});

Deno.test("each mutant of the project's own files differs from its file and is TypeScript", async () => {
  for (const file of ["operators.ts", "trials.ts", "test_run.ts"]) {
    const source = await Deno.readTextFile(new URL(file, import.meta.url));
    const mutants = mutantsOf(file, source);
    assert.ok(mutants.length > 20);
    assert.equal(new Set(mutants.map(keyOf)).size, mutants.length);
    for (const mutant of mutants) {
      const text = applied(source, mutant);
      assert.notEqual(text, source);
      assert.doesNotThrow(() => parseModule(file, text), mutant.change);
    }
  }
});
