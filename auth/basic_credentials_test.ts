import assert from "node:assert/strict";
import { Authenticator } from "./authenticator.ts";
import { basicCredentials } from "./basic_credentials.ts";
import { request } from "./test_request.ts";

const auth = new Authenticator([basicCredentials({ username: "olá", password: "a:b c" })]);

const admit = (shown: string | undefined) =>
  auth.admit(request({ "x-ms-authentication": shown }), "media-graph");

const basic = (pair: string) => `Basic ${new TextEncoder().encode(pair).toBase64()}`;

Deno.test("user and password are taken, whatever is in them", () => {
  for (const shown of [basic("olá:a:b c"), `  basic   ${basic("olá:a:b c").slice(6)} `]) {
    const { id, roles } = admit(shown);
    assert.equal(id, "media-graph:olá");
    assert.ok(roles.has("media-graph"));
  }
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
      () => admit(shown),
      { code: "UNAUTHENTICATED", message: /x-ms-authentication/ },
      shown,
    );
  }
});

Deno.test("the refusal reveals nothing of what is right", () => {
  assert.throws(() => admit(basic("olá:x")), (error: Error) => {
    assert.doesNotMatch(error.message, /olá|a:b/);
    return true;
  });
});
