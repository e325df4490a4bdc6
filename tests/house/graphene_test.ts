// What the platform reads of the image: its rules are those of AI4EU Experiments' container format.
import assert from "node:assert/strict";
import Ajv from "ajv/dist/ajv.js";
import protobuf from "protobufjs";
import genericBox from "../../protos/generic_box.proto" with { type: "text" };

const ROOT = new URL("../../", import.meta.url);
const proto = await Deno.readTextFile(new URL("protos/graphene/model.proto", ROOT));
const lines = proto.split("\n");

/** Messages and services of a proto file, without its comments. */
function contentOf(text: string): Record<string, unknown> {
  return protobuf.parse(text, { keepCase: true }).root.toJSON().nested ?? {};
}

Deno.test("the platform's proto begins with proto3 in double quotes", () => {
  assert.equal(lines[0], 'syntax = "proto3";');
});

Deno.test("the platform's proto has no imports, no package and no enum", () => {
  assert.doesNotMatch(proto, /\b(import|package|enum)\b/);
});

Deno.test("the platform's proto has one service", () => {
  assert.equal(lines.filter((line) => /\bservice\b/.test(line)).length, 1);
});

Deno.test("Empty's braces stand on lines of their own, and a space before each opening one", () => {
  const at = lines.indexOf("message Empty {");
  assert.ok(at > 0);
  assert.equal(lines[at + 1], "}");
  assert.equal(/[^ ]\{/.test(proto), false);
  assert.equal(/\{[^\n]/.test(proto), false);
});

Deno.test("nothing follows an rpc but its semicolon", () => {
  const rpcs = lines.filter((line) => /\brpc\b/.test(line));
  assert.equal(rpcs.length, 2);
  for (const rpc of rpcs) assert.match(rpc, /^ {2}rpc \w+\(\w+\) returns \(\w+\);$/);
});

Deno.test("the platform's proto defines the same as the contract", () => {
  assert.deepEqual(contentOf(proto), contentOf(genericBox));
});

Deno.test("the licence follows the platform's licence profile, and is the project's", async () => {
  const profile = JSON.parse(
    await Deno.readTextFile(new URL("protos/graphene/license.json", ROOT)),
  );
  const text = { type: "string" };
  const valid = new Ajv.default().compile({
    type: "object",
    required: ["$schema", "keyword", "licenseName", "copyright", "rtuRequired"],
    properties: {
      $schema: text,
      keyword: text,
      licenseName: text,
      intro: text,
      copyright: {
        type: "object",
        required: ["year", "company", "suffix"],
        properties: { year: { type: "integer" }, company: text, suffix: text },
      },
      softwareType: text,
      companyName: text,
      contact: { type: "object", required: ["name", "URL", "email"] },
      additionalInfo: text,
      rtuRequired: { type: "boolean" },
    },
    additionalProperties: false,
  });
  assert.ok(valid(profile), JSON.stringify(valid.errors));
  const licence = await Deno.readTextFile(new URL("LICENSE", ROOT));
  assert.ok(licence.startsWith(profile.licenseName));
  const { year, company } = profile.copyright;
  assert.ok(licence.includes(`Copyright (c) ${year} ${company}`));
});
