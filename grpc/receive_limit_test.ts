import assert from "node:assert/strict";
import { receiveLimit } from "./receive_limit.ts";

const MB = 2 ** 20;

function limit(setting: "auto" | number, said?: string, maxMessageBytes = 64 * MB): string {
  const { bytes, by } = receiveLimit(setting, said, maxMessageBytes);
  return `${bytes} ${by}`;
}

Deno.test("a caller that has said nothing takes 4,000,000 bytes", () => {
  assert.equal(limit("auto"), "4000000 default");
});

Deno.test("a caller takes what it says, up to the largest message of framebox", () => {
  assert.equal(limit("auto", "5000000"), "5000000 worker");
  assert.equal(limit("auto", " 4096 "), "4096 worker");
  assert.equal(limit("auto", "-1"), `${64 * MB} message`);
  assert.equal(limit("auto", "99999999999999999999"), `${64 * MB} message`);
  assert.equal(limit("auto", undefined, MB), `${MB} message`);
});

Deno.test("a number or 0 is for all, whatever they say", () => {
  for (const said of [undefined, "-1", "8000000", "nonsense"]) {
    assert.equal(limit(2_000_000, said), "2000000 setting");
    assert.equal(limit(0, said), "Infinity setting");
  }
});

Deno.test("what is no number of bytes, or too few for any picture, is refused in words", () => {
  for (const said of ["", "0", "-2", "1000", "4095", "4 MB", "4e6", "1.5", "abc", "0x1000"]) {
    assert.throws(() => limit("auto", said), {
      code: "INVALID_ARGUMENT",
      message:
        `max-receive-bytes is '${said}'; it should be -1 for no limit, or a whole number of ` +
        "bytes, 4096 or more.",
    });
  }
});
