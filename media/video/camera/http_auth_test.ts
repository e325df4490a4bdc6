import assert from "node:assert/strict";
import { answerChallenges, readChallenges } from "./http_auth.ts";

const LOGIN = { user: "Mufasa", password: "Circle of Life" };
const ASKED = { method: "GET", uri: "/dir/index.html" };

/** The example of RFC 7616, 3.9.1. */
const RFC_7616 = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  `nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ` +
  `opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
const CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

const answer = (header: string) => answerChallenges(readChallenges(header), LOGIN, ASKED, CNONCE);

Deno.test("Digest answers as the examples of RFC 7616 do", () => {
  assert.match(
    answer(RFC_7616("MD5")) ?? "",
    /^Digest username="Mufasa", .*response="8ca523f5e9506fed4657c9700eebdbec", algorithm=MD5, .*nc=00000001/,
  );
  assert.match(
    answer(RFC_7616("SHA-256")) ?? "",
    /response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"/,
  );
});

Deno.test("of several challenges the strongest is answered, in whatever order they come", () => {
  const all = `Basic realm="a, b", ${RFC_7616("MD5")}, ${RFC_7616("SHA-256")}`;
  assert.match(answer(all) ?? "", /algorithm=SHA-256/);
  assert.match(answer(`${RFC_7616("MD5")}, Basic realm="x"`) ?? "", /algorithm=MD5/);
  assert.equal(answer('Basic realm="x"'), "Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
  assert.equal(answer("Basic"), "Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
});

Deno.test("an old camera without qop is answered as RFC 2069 has it", () => {
  // The example of RFC 2069, 2.4, as its erratum 749 corrects it.
  const header = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
  const login = { user: "Mufasa", password: "CircleOfLife" };
  const answer = answerChallenges(readChallenges(header), login, ASKED, CNONCE) ?? "";
  assert.match(answer, /response="1949323746fe6a43ef61f9606e7febea"/);
  assert.ok(!/qop|cnonce|algorithm/.test(answer));
});

Deno.test("what is not known here is not answered", () => {
  assert.equal(answer('Negotiate, Digest realm="x", nonce="y", qop="auth-int"'), undefined);
  assert.equal(answer(RFC_7616("SHA-512-256")), undefined);
  assert.equal(answer("\u0001 garbage = ="), undefined);
  assert.deepEqual(readChallenges(""), []);
});

Deno.test("quotes in a user's name, and letters beyond ASCII, are sent as headers can take them", () => {
  const answer = answerChallenges(
    readChallenges('Digest realm="a\\"b", nonce="n"'),
    { user: 'Jos"é', password: "x" },
    ASKED,
  ) ?? "";
  assert.match(answer, /username="Jos\\"Ã©", realm="a\\"b"/);
});
