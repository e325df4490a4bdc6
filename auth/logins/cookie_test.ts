import assert from "node:assert/strict";
import { request } from "../test_request.ts";
import { cookieName, cookieValue, loginIds, setCookie } from "./cookie.ts";

const site = (scheme: "http" | "https") => ({ host: undefined, method: "GET", scheme });

Deno.test("over https the cookie is this host's alone, and else below the base path", () => {
  assert.equal(
    setCookie({ scheme: "https", base: "" }, "login", "id"),
    "__Host-framebox-login=id; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
  assert.equal(
    setCookie({ scheme: "https", base: "/lab/Box" }, "login", "id"),
    "__Host-framebox-login-lab-box=id; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
  assert.equal(
    setCookie({ scheme: "http", base: "/box" }, "login", "id"),
    "framebox-login-box=id; Path=/box; HttpOnly; SameSite=Lax",
  );
  assert.match(
    setCookie({ scheme: "http", base: "" }, "login", ""),
    /^framebox-login=;.*Max-Age=0/,
  );
  assert.match(setCookie({ scheme: "http", base: "" }, "form", "x"), /SameSite=Strict/);
});

Deno.test("a request's logins are found among other cookies", () => {
  const cookie =
    "theme=dark; framebox-login=a; framebox-login-box=b;__Host-framebox-login=c; framebox-form=d";
  assert.deepEqual(loginIds(request({ cookie }, { site: site("http") })), ["a", "b"]);
  assert.deepEqual(loginIds(request({ cookie }, { site: site("https") })), ["c"]);
  assert.deepEqual(loginIds(request({})), []);
  assert.deepEqual(loginIds(request({ cookie: `framebox-login=${"a".repeat(65)}; ;=` })), []);
  const name = cookieName({ scheme: "http", base: "" }, "form");
  assert.equal(cookieValue(cookie, name), "d");
  assert.equal(cookieValue(undefined, name), undefined);
});
