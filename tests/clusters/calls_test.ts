// framebox's client calls services of a cluster synchronously; the supervisor in it is the real one.
import assert from "node:assert/strict";
import { type Answer, decodeAnswer, openZip } from "../../oscar/answer/mod.ts";
import { HELP_REQUEST, readParameters, requestWithFiles } from "../../oscar/service/mod.ts";
import { limit } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import {
  COWSAY,
  COWSAY_JSON,
  FAILING,
  GRAYIFY,
  LOGGED,
  OSCAR_FILES,
  PLANTS,
  PYTHON_DICT,
  SAME_NAME,
  SEVERAL,
  SPEECH,
  TEST_SERVICES,
  YOLO,
} from "../support/oscar/test_services.ts";
import { clientOf, PHOTO } from "./support.ts";

const utf8 = new TextEncoder();

/** What a text or data is, or the media type of what is neither. */
function shown({ reading }: Answer): unknown {
  if (reading.kind === "data") return reading.value;
  if (reading.kind === "text") return reading.text;
  return reading.kind === "bytes" ? reading.mediaType : reading.kind;
}

Deno.test("each service answers a photograph, a text or JSON, and its answer is read", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: TEST_SERVICES });
  const { calls } = clientOf(cluster);
  const call = async ({ name }: { name: string }, input: Uint8Array | string) => {
    const bytes = typeof input === "string" ? utf8.encode(input) : input;
    return await calls.run(name, bytes, limit());
  };
  const read = async (service: { name: string }, input: Uint8Array | string) =>
    decodeAnswer((await call(service, input)).body);

  const labels = shown(await read(PLANTS, PHOTO)) as { labels: string[]; probabilities: number[] };
  assert.deepEqual(labels.labels, ["Papaver (red)", "Salvia (green)", "Iris (blue)"]);
  assert.ok(Math.abs(labels.probabilities.reduce((a, b) => a + b) - 1) < 1e-5);
  const [box] = shown(await read(YOLO, PHOTO)) as { name: string; box: Record<string, number> }[];
  assert.deepEqual([box?.name, Object.keys(box?.box ?? {})], ["bright", ["x1", "y1", "x2", "y2"]]);
  assert.equal(shown(await read(GRAYIFY, PHOTO)), "image/png");
  assert.equal(shown(await read(SAME_NAME, PHOTO)), "image/png");
  assert.match(String(shown(await read(COWSAY, "São João"))), /< São João >[^]*\(oo\)/);
  assert.match(String(shown(await read(COWSAY_JSON, '{"message": "moo"}'))), /< moo >/);
  assert.equal(shown(await read(SPEECH, "hello")), "audio/wav");
  const dict = { status: "OK", bytes: PHOTO.length, x: null };
  assert.deepEqual(shown(await read(PYTHON_DICT, PHOTO)), dict);
  const logged = await read(LOGGED, PHOTO);
  assert.equal(shown(logged), "image/png");
  assert.match(logged.log, /supervisor - INFO - Creating response/);
  // A script that fails is no error of the call.
  assert.equal(shown(await read(FAILING, PHOTO)), "no model for this input\n");
  assert.equal((await read(GRAYIFY, "no picture")).isFailure, true);

  const { reading } = await read(SEVERAL, PHOTO);
  assert.ok(reading.kind === "bytes" && reading.mediaType === "application/zip");
  const { files } = await openZip(reading.bytes);
  const ends = files.map(({ name }) => name.replace(/^.*_/, "")).sort();
  assert.deepEqual(ends, ["edges.png", "gray.png", "metrics.json"]);

  const help = new TextDecoder().decode((await call(OSCAR_FILES, HELP_REQUEST)).body);
  assert.deepEqual(readParameters(help).map(({ name, type }) => [name, type]), [
    ["files", "file"],
    ["top", "integer"],
    ["order", "text"],
  ]);
  const request = requestWithFiles([{ key: "files", format: "jpg", bytes: PHOTO }], { top: 2 });
  const found = [{ labels: ["small", "middle"], bytes: PHOTO.length }];
  assert.deepEqual(shown(await read(OSCAR_FILES, request)), found);
});

Deno.test("a service of 3.0 is called with the token that an update has made", async () => {
  await using cluster = await OscarCluster.start({ generation: "3.0", services: [COWSAY] });
  const { calls, manager } = clientOf(cluster);
  const token = async () => (await manager.service("cowsay", { hasBackend: true }, limit())).token;
  const first = await calls.run("cowsay", utf8.encode("one"), limit());
  assert.match(new TextDecoder().decode(first.body), /< one >/);
  assert.ok((first.durationSeconds ?? 0) > 0);
  const before = await token();
  await cluster.put(COWSAY);
  assert.notEqual(await token(), before);
  const second = await calls.run("cowsay", utf8.encode("two"), limit());
  assert.match(new TextDecoder().decode(second.body), /< two >/);
});

Deno.test("a service that starts, a slow one and one that is gone have their own reasons", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [COWSAY],
    basePath: "/lab",
    writeLimitMs: 100,
  });
  const { calls, manager } = clientOf(cluster);
  await manager.health(limit());
  const limits = { answerMs: 60_000, startMs: 0, maxAnswerBytes: 1_000_000 };
  const reason = (service: string) =>
    calls.run(service, utf8.encode("x"), limit(), limits).then(() => "", ({ because }) => because);
  cluster.setDeployment("cowsay", { state: "pending", reason: "ImagePullBackOff" });
  assert.deepEqual(await reason("cowsay"), {
    code: "service-starting",
    details: { service: "cowsay", why: "ImagePullBackOff" },
  });
  cluster.setDeployment("cowsay", { state: "ready", reason: "" });
  assert.equal((await reason("cowsay")).code, "service-too-slow");
  await cluster.remove("cowsay");
  assert.equal((await reason("cowsay")).code, "service-gone");
});
