import assert from "node:assert/strict";
import { groupsOf, nameOf, rolesOf } from "./claims.ts";

Deno.test("groups are those of the claim, or of a path into one", () => {
  const claims = { groups: ["lab", 3, "x"], realm_access: { roles: ["admin"] }, one: "lab" };
  assert.deepEqual(groupsOf(claims, "groups"), ["lab", "x"]);
  assert.deepEqual(groupsOf(claims, "realm_access.roles"), ["admin"]);
  assert.deepEqual(groupsOf(claims, "one"), ["lab"]);
  assert.deepEqual(groupsOf({ "https://lab/groups": ["a"] }, "https://lab/groups"), ["a"]);
  for (const none of ["two", "realm_access", "realm_access.roles.length", "constructor.name"]) {
    assert.equal(groupsOf(claims, none), undefined, none);
  }
});

Deno.test("groups decide who may log in and who is an operator", () => {
  const rules = { users: ["lab"], operators: ["admins"] };
  assert.deepEqual(rolesOf(["lab"], rules), ["user"]);
  assert.deepEqual(rolesOf(["admins"], rules), ["user", "operator"]);
  assert.deepEqual(rolesOf(["labs"], rules), []);
  assert.deepEqual(rolesOf([], { users: [], operators: ["admins"] }), ["user"]);
});

Deno.test("a name can be shown: it has no control characters and an end", () => {
  assert.equal(nameOf({ name: "Ana\u202e\n Lima ", email: "a@b" }), "Ana Lima");
  assert.equal(nameOf({ name: " ", preferred_username: 3, email: "a@b" }), "a@b");
  assert.equal(nameOf({ name: "x".repeat(500) })?.length, 128);
  assert.equal(nameOf({}), undefined);
});
