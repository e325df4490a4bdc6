import assert from "node:assert/strict";
import fc from "fast-check";
import { FrameboxError } from "../../base/errors/mod.ts";
import { multipartBoundary, multipartField } from "./multipart.ts";

const utf8 = new TextEncoder();

function form(...parts: readonly [name: string, content: string][]): Uint8Array {
  return utf8.encode(
    parts.map(([name, content]) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"; filename="x.jpg"\r\n\r\n${content}\r\n`
    ).join("") + "--b--\r\n",
  );
}

function field(body: Uint8Array, name = "image"): string {
  return new TextDecoder().decode(multipartField(body, "b", name));
}

Deno.test("the field is found wherever it stands, and given without copying", () => {
  const body = form(["other", "1"], ["image", "bytes\r\n--not the boundary"], ["last", "2"]);
  assert.equal(field(body), "bytes\r\n--not the boundary");
  assert.equal(multipartField(body, "b", "image").buffer, body.buffer);
  assert.equal(field(form(["image", ""])), "");
});

Deno.test("what stands before the first boundary is passed over", () => {
  const body = new Uint8Array([...utf8.encode("preamble\r\n"), ...form(["image", "x"])]);
  assert.equal(field(body), "x");
});

Deno.test("a boundary is read quoted or plain, and only of a form", () => {
  assert.equal(multipartBoundary("multipart/form-data; boundary=abc"), "abc");
  assert.equal(multipartBoundary('Multipart/Form-Data; charset=x; boundary="a b"'), "a b");
  assert.equal(multipartBoundary("image/jpeg"), undefined);
  assert.equal(multipartBoundary("multipart/form-dataX; boundary=a"), undefined);
  assert.throws(() => multipartBoundary("multipart/form-data"), { code: "INVALID_ARGUMENT" });
  const long = `multipart/form-data; boundary=${"x".repeat(100)}`;
  assert.throws(() => multipartBoundary(long), { code: "INVALID_ARGUMENT" });
});

Deno.test("forms that are cut, have no such field or too many parts are refused", () => {
  const whole = form(["image", "content"]);
  const bad = [
    new Uint8Array(0),
    utf8.encode("nothing of the kind"),
    whole.subarray(0, whole.length - 20),
    whole.subarray(0, 10),
    form(["other", "x"]),
    form(...Array.from({ length: 40 }, (_, i): [string, string] => [`p${i}`, ""])),
    form(["x".repeat(10_000), "x"]),
  ];
  for (const body of bad) assert.throws(() => field(body), { code: "INVALID_ARGUMENT" });
});

Deno.test("whatever the bytes are, there is an answer or an error with a sentence", () => {
  const piece = fc.constantFrom(
    "--b",
    "\r\n",
    "--",
    "--b--",
    "name=image",
    '"',
    ":",
    "x",
    "\r\n\r\n",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    try {
      multipartField(utf8.encode(pieces.join("")), "b", "image");
    } catch (caught) {
      assert.ok(caught instanceof FrameboxError);
    }
  }));
});
