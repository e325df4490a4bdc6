import assert from "node:assert/strict";
import fc from "fast-check";
import { synchronousBody } from "./sync_body.ts";

/** What Python reads as JSON, besides what JSON itself is. */
const PYTHON_WORDS = ["NaN", "Infinity", "-Infinity"];

Deno.test("an input goes out as standard base64, whatever it is", () => {
  const utf8 = new TextEncoder();
  assert.equal(synchronousBody(utf8.encode('{"event": 1}')), "eyJldmVudCI6IDF9");
  assert.equal(synchronousBody(utf8.encode("ÿ>?")), "w78+Pw==");
  assert.equal(synchronousBody(new Uint8Array()), "");
});

Deno.test("base64 that is a number or a word of JSON has a line break in its middle", () => {
  const traps = ["1234", "12345678", "0e12", "1e23", "1E+5", "12e4", "true", "null", "Infinity"];
  for (const trap of traps) {
    const bytes = Uint8Array.fromBase64(trap);
    const body = synchronousBody(bytes);
    assert.equal(body.replace("\n", ""), trap);
    assert.throws(() => JSON.parse(body), trap);
    assert.ok(!PYTHON_WORDS.includes(body));
    assert.deepEqual(Uint8Array.fromBase64(body), bytes);
  }
  for (const text of ["0123", "test", "1e2a", "AAAA"]) {
    assert.equal(synchronousBody(Uint8Array.fromBase64(text)), text);
  }
});

Deno.test("no body is JSON", () => {
  const digits = fc.array(fc.constantFrom(..."0123456789eE+"), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(digits, (characters) => {
      const text = characters.join("").slice(0, characters.length - characters.length % 4);
      const body = synchronousBody(Uint8Array.fromBase64(text));
      assert.throws(() => JSON.parse(body));
    }),
    { numRuns: 2000 },
  );
});
