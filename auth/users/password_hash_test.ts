import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { isPasswordHash, PasswordHasher } from "./password_hash.ts";

Deno.test("a hash knows its password, and no other", async () => {
  const hasher = new PasswordHasher();
  const hash = await hasher.hash("olá, 世界");
  assert.match(hash, /^\$scrypt\$ln=15,r=8,p=1\$/);
  assert.ok(isPasswordHash(hash));
  assert.equal(await hasher.verify("olá, 世界", hash), true);
  // The same letters, written by another keyboard.
  assert.equal(await hasher.verify("ola\u0301, 世界", hash), true);
  for (const wrong of ["", "ola, 世界", "olá, 世界 "]) {
    assert.equal(await hasher.verify(wrong, hash), false, wrong);
  }
  assert.notEqual(await hasher.hash("olá, 世界"), hash);
});

Deno.test("a hash of another program with other parameters is checked as it is written", async () => {
  const salt = new TextEncoder().encode("saltsalt");
  const bytes = new Uint8Array(scryptSync("secret", salt, 32, { N: 1024, r: 8, p: 1 }));
  const base64 = (bytes: Uint8Array) => bytes.toBase64({ omitPadding: true });
  const hash = `$scrypt$ln=10,r=8,p=1$${base64(salt)}$${base64(bytes)}`;
  assert.equal(await new PasswordHasher().verify("secret", hash), true);
});

Deno.test("an unknown user's password is checked too, and is never right", async () => {
  assert.equal(await new PasswordHasher().verify("x", undefined), false);
});

Deno.test("what is no hash, or would take too much memory, is refused", async () => {
  const tail = `$${"A".repeat(22)}$${"A".repeat(43)}`;
  for (
    const text of ["", "secret", `$scrypt$ln=30,r=8,p=1${tail}`, `$scrypt$ln=0,r=8,p=1${tail}`]
  ) {
    assert.equal(isPasswordHash(text), false, text);
    assert.equal(await new PasswordHasher().verify("secret", text), false);
  }
});

Deno.test("more than a bounded number is refused instead of waited for", async () => {
  const hasher = new PasswordHasher();
  const weak = `$scrypt$ln=1,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;
  const all = await Promise.allSettled(
    Array.from({ length: 80 }, () => hasher.verify("x", weak)),
  );
  const refused = all.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 80 - 2 - 64);
  assert.equal(await hasher.verify("x", weak), false);
});
