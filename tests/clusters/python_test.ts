import assert from "node:assert/strict";
import { wholeData } from "../../oscar/answer/mod.ts";
import { synchronousBody } from "../../oscar/manager/sync_body.ts";
import { PYTHON } from "../peers/support.ts";

const SCRIPT = new URL("python/oscar_literals.py", import.meta.url).pathname;

/** The lines that the script prints. */
async function python(args: readonly string[], input = ""): Promise<string[]> {
  const child = new Deno.Command(PYTHON, {
    args: [SCRIPT, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const [{ code, stdout }] = await Promise.all([
    child.output(),
    new Blob([input]).stream().pipeTo(child.stdin),
  ]);
  assert.equal(code, 0);
  return new TextDecoder().decode(stdout).trimEnd().split("\n");
}

/** Numbers that JSON can't hold, as Python's script marks them. */
function marked(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("float" in value)) return value;
  return value.float === "nan" ? NaN : -Infinity;
}

Deno.test("what Python prints of any value is read as that value", async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const lines = await python(["literals", String(seed), "3000"]);
  assert.equal(lines.length, 3000);
  for (const line of lines) {
    const { repr, json } = JSON.parse(line, marked);
    assert.deepEqual(wholeData(repr), json, `seed ${seed}: ${repr}`);
  }
});

Deno.test("Python reads no body of a synchronous call as JSON, and decodes it to the input", async () => {
  const traps = [
    "1234",
    "12345678",
    "0e12",
    "1e23",
    "1E+5",
    "true",
    "null",
    "Infinity",
    "00000000",
    "NaNN",
  ];
  const inputs = traps.map((text) => Uint8Array.fromBase64(text));
  const digits = "0123456789eE+";
  for (let i = 0; i < 5000; i++) {
    const random = crypto.getRandomValues(new Uint8Array(4 * (1 + i % 3)));
    const text = [...random].map((byte) => digits[byte % digits.length]).join("");
    inputs.push(Uint8Array.fromBase64(text));
  }
  const bodies = inputs.map((input) => JSON.stringify(synchronousBody(input)));
  const read = await python(["bodies"], `${bodies.join("\n")}\n`);
  assert.deepEqual(read, inputs.map((input) => input.toHex()));
});
