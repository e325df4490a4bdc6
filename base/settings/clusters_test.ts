import assert from "node:assert/strict";
import { loadSettings } from "./mod.ts";

const load = (text: string) =>
  loadSettings([], (name) => name === "OSCAR_ENDPOINT" ? text : undefined).settings.oscarEndpoint;

Deno.test("a cluster is an address; several have names", () => {
  assert.deepEqual(load(""), []);
  assert.deepEqual(load("https://oscar.example.org"), [
    { name: "oscar", address: "https://oscar.example.org/" },
  ]);
  assert.deepEqual(load("lab=http://10.0.0.5:8080/oscar, hall=https://hall.example.org,"), [
    { name: "lab", address: "http://10.0.0.5:8080/oscar" },
    { name: "hall", address: "https://hall.example.org/" },
  ]);
});

Deno.test("a wrong cluster ends the start with a sentence that shows no secret", () => {
  const wrong: [string, RegExp][] = [
    ["oscar.example.org", /address 1 must begin with http/],
    ["ftp://oscar.example.org", /address 1 must begin with http/],
    ["https://user:hunter2@oscar.example.org", /address 1 .*no user, password/],
    ["https://oscar.example.org/?key=hunter2", /address 1 .*query/],
    ["https://oscar.example.org/#hunter2", /address 1 /],
    ["Lab=https://hunter2.org", /name 1 must have up to 31 small letters/],
    [`${"n".repeat(32)}=https://hunter2.org`, /name 1/],
    ["-lab=https://hunter2.org", /name 1/],
    ["https://hunter2.org,lab=https://b.org", /address 1 of several has no name/],
    ["lab=https://a.org,lab=https://hunter2.org", /"lab" is there twice/],
    [Array.from({ length: 17 }, (_, i) => `c${i}=https://hunter2.org`).join(), /more than 16/],
  ];
  for (const [text, sentence] of wrong) {
    assert.throws(() => load(text), (error: Error) => {
      assert.match(error.message, sentence, text);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  }
});
