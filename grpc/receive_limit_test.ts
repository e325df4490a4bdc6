import assert from "node:assert/strict";
import { receiveLimit } from "./receive_limit.ts";

const MB = 2 ** 20;

function limit(setting: "auto" | number, declared?: string, maxMessageBytes = 64 * MB): string {
  const { bytes, by } = receiveLimit(setting, declared, maxMessageBytes);
  return `${bytes} ${by}`;
}

Deno.test("a caller that declares nothing takes 4,000,000 bytes", () => {
  assert.equal(limit("auto"), "4000000 default");
});

Deno.test("a caller takes what it declares, up to the largest message of framebox", () => {
  assert.equal(limit("auto", "5000000"), "5000000 worker");
  assert.equal(limit("auto", " 4096 "), "4096 worker");
  assert.equal(limit("auto", "-1"), `${64 * MB} message`);
  assert.equal(limit("auto", "99999999999999999999"), `${64 * MB} message`);
  assert.equal(limit("auto", undefined, MB), `${MB} message`);
});

Deno.test("a number or 0 is for all, whatever they declare", () => {
  for (const declared of [undefined, "-1", "8000000", "nonsense"]) {
    assert.equal(limit(2_000_000, declared), "2000000 setting");
    assert.equal(limit(0, declared), "Infinity setting");
  }
});

Deno.test("what is no number of bytes, or too few for any picture, is refused in words", () => {
  for (const declared of ["", "0", "-2", "1000", "4095", "4 MB", "4e6", "1.5", "abc", "0x1000"]) {
    assert.throws(() => limit("auto", declared), {
      code: "INVALID_ARGUMENT",
      message:
        `max-receive-bytes is '${declared}'; it should be -1 for no limit, or a whole number of ` +
        "bytes, 4096 or more.",
    });
  }
});
