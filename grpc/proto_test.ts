import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import descriptor from "protobufjs/ext/descriptor/index.js";
import { loadProtos } from "./proto.ts";

const ZOO = `
syntax = "proto3";
package zoo.v1;
import "food.proto";
service Keeper { rpc Feed(stream Animal) returns (Food); }
message Animal {
  string common_name = 1;
  repeated int32 weights = 2;
  map<string, Food> liked_food = 3;
  oneof place { string cage = 4; Den den = 5; }
  Mood mood = 6;
  message Den { bytes plan = 1; }
  enum Mood { CALM = 0; WILD = 1; }
}`;

const FOOD = `syntax = "proto3"; package zoo.v1; message Food { double kilos = 1; }`;

const zoo = () =>
  loadProtos([{ name: "food.proto", text: FOOD }, { name: "zoo.proto", text: ZOO }]);

Deno.test("a service's methods have the paths and kinds of the proto file", () => {
  const [feed] = zoo().service("zoo.v1.Keeper").methods;
  assert.ok(feed);
  assert.equal(feed.path, "/zoo.v1.Keeper/Feed");
  assert.deepEqual([feed.requestStream, feed.responseStream], [true, false]);
});

Deno.test("a request is decoded with names and defaults of the proto file, bytes as views", () => {
  const [feed] = zoo().service("zoo.v1.Keeper").methods;
  assert.ok(feed);
  // common_name = "Mia", den { plan = 1 2 3 }
  const bytes = Uint8Array.of(10, 3, 77, 105, 97, 42, 5, 10, 3, 1, 2, 3);
  const { den, ...rest } = feed.decode(bytes) as { den: { plan: Uint8Array } };
  assert.deepEqual(rest, {
    common_name: "Mia",
    weights: [],
    liked_food: {},
    place: "den",
    mood: "CALM",
  });
  assert.deepEqual([...den.plan], [1, 2, 3]);
  assert.equal(den.plan.buffer, bytes.buffer);
});

Deno.test("the bytes of a request are plain, also when it came as a Node Buffer", () => {
  const [feed] = zoo().service("zoo.v1.Keeper").methods;
  assert.ok(feed);
  const bytes = Buffer.from([42, 5, 10, 3, 1, 2, 3]);
  const { den } = feed.decode(bytes) as { den: { plan: Uint8Array } };
  assert.equal(Object.getPrototypeOf(den.plan), Uint8Array.prototype);
  assert.deepEqual([...den.plan], [1, 2, 3]);
  assert.equal(den.plan.buffer, bytes.buffer);
});

Deno.test("bytes that are no such message are refused", () => {
  const [feed] = zoo().service("zoo.v1.Keeper").methods;
  assert.throws(() => feed?.decode(Uint8Array.of(10, 200)));
});

Deno.test("a file's descriptor has full type names, map entries and oneofs", () => {
  const file = zoo().files[1];
  assert.ok(file);
  assert.deepEqual(file.symbols, [
    "zoo.v1.Keeper",
    "zoo.v1.Keeper.Feed",
    "zoo.v1.Animal",
    "zoo.v1.Animal.Den",
    "zoo.v1.Animal.Mood",
  ]);
  const decoded = descriptor.FileDescriptorProto.decode(file.bytes).toJSON();
  assert.deepEqual(
    [decoded.name, decoded.package, decoded.dependency],
    ["zoo.proto", "zoo.v1", ["food.proto"]],
  );
  const [{ method: [feed], ...keeper }] = decoded.service;
  assert.deepEqual(keeper, { name: "Keeper" });
  // What is false may be left out.
  assert.deepEqual({ serverStreaming: false, ...feed }, {
    name: "Feed",
    inputType: ".zoo.v1.Animal",
    outputType: ".zoo.v1.Food",
    clientStreaming: true,
    serverStreaming: false,
  });
  const [animal] = decoded.messageType;
  assert.deepEqual(animal.oneofDecl, [{ name: "place" }]);
  assert.deepEqual(
    animal.field.map((field: Record<string, unknown>) => [
      field.name,
      field.number,
      field.label,
      field.type,
      field.typeName,
      field.oneofIndex,
    ]),
    [
      ["common_name", 1, "LABEL_OPTIONAL", "TYPE_STRING", undefined, undefined],
      ["weights", 2, "LABEL_REPEATED", "TYPE_INT32", undefined, undefined],
      [
        "liked_food",
        3,
        "LABEL_REPEATED",
        "TYPE_MESSAGE",
        ".zoo.v1.Animal.LikedFoodEntry",
        undefined,
      ],
      ["cage", 4, "LABEL_OPTIONAL", "TYPE_STRING", undefined, 0],
      ["den", 5, "LABEL_OPTIONAL", "TYPE_MESSAGE", ".zoo.v1.Animal.Den", 0],
      ["mood", 6, "LABEL_OPTIONAL", "TYPE_ENUM", ".zoo.v1.Animal.Mood", undefined],
    ],
  );
  const entry = animal.nestedType.find((type: { name: string }) => type.name === "LikedFoodEntry");
  assert.equal(entry.options.mapEntry, true);
  assert.equal(entry.field[1].typeName, ".zoo.v1.Food");
});

const TICKS = `
syntax = "proto3";
service Clock { rpc Echo(Ticks) returns (Ticks); }
message Ticks { uint64 now = 1; repeated uint64 before = 2; }`;

Deno.test("integers of 64 bits come as they are and go back so, when asked for in decimal", () => {
  const [echo] = loadProtos([{ name: "ticks.proto", text: TICKS }], { longs: "string" })
    .service("Clock").methods;
  assert.ok(echo);
  for (const now of ["0", "9007199254740993", "9223372036854775808", "18446744073709551615"]) {
    const bytes = echo.encode({ now, before: [now, "1"] });
    assert.deepEqual(echo.decode(bytes), { now, before: [now, "1"] });
  }
  // 2^64 - 1 as the wire format has it.
  const largest = [8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
  assert.deepEqual([...echo.encode({ now: "18446744073709551615" })], largest);
  assert.deepEqual(echo.decode(echo.encode({ now: 2 ** 53 })), { now: `${2 ** 53}`, before: [] });
  assert.deepEqual(echo.decode(new Uint8Array()), { now: "0", before: [] });
});

Deno.test("unread fields are skipped in requests, and stay in answers", () => {
  const source = { name: "ticks.proto", text: TICKS };
  const protos = loadProtos([source], { unread: ["Ticks.before"] });
  const [echo] = protos.service("Clock").methods;
  const bytes = echo?.encode({ now: 7, before: [1, 2, 3] }) ?? new Uint8Array();
  assert.equal(bytes.length, 7);
  assert.deepEqual(echo?.decode(bytes), { now: 7 });
  assert.deepEqual(protos.files[0]?.bytes, loadProtos([source]).files[0]?.bytes);
  assert.throws(() => loadProtos([source], { unread: ["Ticks.after"] }), /no field Ticks.after/);
});
