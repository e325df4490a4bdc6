import assert from "node:assert/strict";
import { mayUseSession } from "./owner.ts";
import type { Principal } from "./principal.ts";

const caller = (id: string, ...roles: ("user" | "operator")[]): Principal => {
  return { id, roles: new Set(roles) };
};

Deno.test("a session is its owner's, whatever roles others have", () => {
  const session = { owner: "login:ana" };
  assert.equal(mayUseSession(caller("login:ana", "user"), session), true);
  assert.equal(mayUseSession(caller("login:rui", "user"), session), false);
  assert.equal(mayUseSession(caller("login:olga", "user", "operator"), session), false);
  assert.equal(mayUseSession(caller("anonymous", "user", "operator"), session), false);
});

Deno.test("framebox's own sessions are no caller's", () => {
  for (const id of ["anonymous", "worker-token", "login:framebox"]) {
    assert.equal(mayUseSession(caller(id, "user"), { owner: "framebox" }), false);
  }
});
