import assert from "node:assert/strict";
import { checkToken } from "./token.ts";

Deno.test("the right token passes, however Bearer is written", () => {
  checkToken("s3cret", "Bearer s3cret");
  checkToken("s3cret", "bearer  s3cret ");
});

Deno.test("no token, another token and another scheme are UNAUTHENTICATED", () => {
  for (
    const shown of [
      undefined,
      "",
      "Bearer",
      "Bearer s3cre",
      "Bearer s3cret2",
      "Basic s3cret",
      "s3cret",
    ]
  ) {
    assert.throws(() => checkToken("s3cret", shown), { code: "UNAUTHENTICATED" }, String(shown));
  }
});

Deno.test("the refusal does not give the token away", () => {
  assert.throws(() => checkToken("s3cret", "Bearer x"), (error: Error) => {
    assert.doesNotMatch(error.message, /s3cret/);
    return true;
  });
});
