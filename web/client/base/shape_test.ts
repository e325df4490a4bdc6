import assert from "node:assert/strict";
import { parsed, shaped } from "./shape.ts";

interface Cat {
  name: string;
  age: number;
  isTame: boolean;
  toys: readonly string[];
  home: { street: string } | null;
}

const isCat = shaped<Cat>({
  ...{ name: "string", age: "number", isTame: "boolean", toys: "array", home: "object?" },
});
const CAT = { name: "Mia", age: 3, isTame: true, toys: [], home: null };

Deno.test("a value passes when each field has its kind; other fields are not looked at", () => {
  assert.ok(isCat(CAT));
  assert.ok(isCat({ ...CAT, home: { street: "x" }, more: 1 }));
  assert.ok(shaped<Cat>({})({}));
});

Deno.test("a field that is missing or of another kind keeps it from passing", () => {
  const wrong: Record<string, unknown>[] = [
    ...[{ name: 1 }, { name: null }, { age: "3" }, { isTame: 0 }],
    ...[{ toys: {} }, { toys: "ab" }, { toys: null }],
    ...[{ home: [] }, { home: "x" }, { home: undefined }],
  ];
  for (const field of wrong) assert.ok(!isCat({ ...CAT, ...field }), JSON.stringify(field));
  const { age: _, ...rest } = CAT;
  assert.ok(!isCat(rest));
});

Deno.test("what is no object passes no guard", () => {
  const isAnything = shaped<Cat>({});
  for (const value of [undefined, null, 1, "name", true, [], [CAT]]) {
    assert.ok(!isAnything(value), JSON.stringify(value));
  }
});

Deno.test("text that is no JSON is nothing", () => {
  assert.deepEqual(parsed('{"a":1}'), { a: 1 });
  assert.equal(parsed("null"), null);
  for (const text of ["", "{", "<!DOCTYPE html>"]) assert.equal(parsed(text), undefined, text);
});
