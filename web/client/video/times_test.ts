import assert from "node:assert/strict";
import "../base/test_page.ts";
import { leftText, placeText, rateText, tooLargeText } from "./times.ts";

Deno.test("what is left is counted in seconds, from a minute on in minutes, and never as nothing", () => {
  const texts = [0, 499, 1500, 59_499, 59_500, 61_000, 3_600_000].map(leftText);
  assert.deepEqual(texts, [
    ...["1 s", "1 s", "2 s", "59 s"],
    ...["1 min 0 s", "1 min 1 s", "60 min 0 s"],
  ]);
});

Deno.test("a place has hundredths of a second, a rate below ten has tenths", () => {
  assert.equal(placeText(1.234), "1.23\u00a0s");
  assert.equal(placeText(60), "60.00\u00a0s");
  assert.equal(rateText(9.94), "9.9 fps");
  assert.equal(rateText(10.4), "10 fps");
  assert.equal(rateText(29.97), "30 fps");
});

Deno.test("a file that is too large is named with the limit in the setting's unit", () => {
  assert.match(tooLargeText(6_220_800, 5 * 2 ** 20), /6\.2 MB.* 5 MB/);
});
