import assert from "node:assert/strict";
import { checkBasic } from "./credentials.ts";

const OWN = { username: "olá", password: "a:b c" };

const basic = (pair: string) => `Basic ${new TextEncoder().encode(pair).toBase64()}`;

Deno.test("user and password are taken, whatever is in them", () => {
  checkBasic(OWN, basic("olá:a:b c"));
  checkBasic(OWN, `  basic   ${basic("olá:a:b c").slice(6)} `);
});

Deno.test("what is wrong or missing is UNAUTHENTICATED", () => {
  const wrong = [
    undefined,
    "",
    "Basic",
    "Basic ",
    "Basic *",
    "Bearer abc",
    basic(""),
    basic("olá"),
    basic("olá:"),
    basic("olá:a:b d"),
    basic("ola:a:b c"),
    basic("olá:a:b c "),
    `${basic("olá:a:b c")} ${basic("x")}`,
  ];
  for (const shown of wrong) {
    assert.throws(
      () => checkBasic(OWN, shown),
      { code: "UNAUTHENTICATED", message: /x-ms-authentication/ },
      shown,
    );
  }
});

Deno.test("the refusal tells nothing of what is right", () => {
  assert.throws(() => checkBasic(OWN, basic("olá:x")), (error: Error) => {
    assert.doesNotMatch(error.message, /olá|a:b/);
    return true;
  });
});
