import assert from "node:assert/strict";
import { filledIn } from "./fill_in.ts";

const FOLDER = new URL("../../assets/code/", import.meta.url);

/** The code as its files have it. */
const CODE = [...Deno.readDirSync(FOLDER)].map(({ name }) => ({
  path: `code/${name}`,
  body: Deno.readTextFileSync(new URL(name, FOLDER)),
}));
const choices = { origin: "https://box.lan", base: "", processor: "workers", answer: "jpeg" };

Deno.test("code has the server, the processor and the answer that are chosen, and no other", () => {
  assert.equal(CODE.length, 12);
  for (const { path, body } of CODE) {
    const filled = filledIn(body, choices);
    assert.ok(filled.includes("box.lan"), path);
    assert.ok(filled.includes("workers"), path);
    assert.doesNotMatch(filled, /localhost|7860|edges|image\/png|format=png|\.png|http:/, path);
  }
});

Deno.test("a connection without an address of its own is a secure one on a secure page", () => {
  const camera = CODE.find(({ path }) => path === "code/camera.py");
  const filled = filledIn(camera?.body ?? "", choices);
  assert.ok(filled.includes('server = HTTPSConnection("box.lan", timeout=60)'));
  assert.ok(filled.includes("import HTTPSConnection"));
});

Deno.test("as PNG on the server's usual address, code is as its file has it", () => {
  for (const { body } of CODE) {
    const usual = { origin: "http://localhost:7860", base: "", processor: "edges", answer: "png" };
    assert.equal(filledIn(body, usual), body.trimEnd());
  }
});

Deno.test("code asks a server below a path there", () => {
  for (const { path, body } of CODE) {
    const filled = filledIn(body, { ...choices, base: "/tools/box" });
    const asked = filled.match(/\S*\/api\/v1/g) ?? [];
    assert.ok(asked.length > 0, path);
    assert.ok(asked.every((address) => address.endsWith("/tools/box/api/v1")), path);
    assert.doesNotMatch(filled, /tools\/box\/tools/, path);
  }
});
