// framebox's client puts inputs for jobs of a cluster and takes their outputs; supervisor and MinIO are real.
import assert from "node:assert/strict";
import { mediaTypeOf, wholeData } from "../../oscar/answer/mod.ts";
import { callPresigned } from "../../oscar/storage/mod.ts";
import { HttpClient } from "../../oscar/transport/mod.ts";
import { limit, within } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import type { DefinitionInput } from "../support/oscar/definition.ts";
import {
  COWSAY,
  FAILING,
  GRAYIFY,
  LOGGED,
  PLANTS,
  SAME_NAME,
  SEVERAL,
  SPEECH,
  YOLO,
} from "../support/oscar/test_services.ts";
import { clientOf, JobEnds, outputsOf, PHOTO } from "./support.ts";

const utf8 = new TextEncoder();
const GENERATIONS = ["3.0", "4.1"] as const;

/** Media types of outputs, and their keys with the input's mark as `*`. */
function shown(
  { mark, outputs }: Awaited<ReturnType<typeof outputsOf>>,
): (string | undefined)[][] {
  return outputs.map(({ bucket, key, bytes }) => [
    `${bucket}/${key.replaceAll(mark, "*")}`,
    mediaTypeOf(bytes)?.mediaType ?? typeof wholeData(new TextDecoder().decode(bytes)),
  ]);
}

for (const generation of GENERATIONS) {
  Deno.test(`each service of ${generation} turns what is put into outputs`, async () => {
    const services = [PLANTS, GRAYIFY, YOLO, SPEECH, SEVERAL, SAME_NAME, LOGGED];
    await using cluster = await OscarCluster.start({ generation, services });
    const client = clientOf(cluster);
    const put = (
      { name: service }: DefinitionInput,
      count = 1,
      isOutput?: (key: string) => boolean,
    ) => {
      const input = { service, name: "a photo (1).jpg", bytes: PHOTO, count };
      return outputsOf(client, { ...input, ...isOutput && { isOutput } });
    };
    assert.deepEqual(shown(await put(GRAYIFY)), [
      ["grayify/out/*-a_photo_1.jpg", "image/jpeg"],
    ]);
    assert.deepEqual(shown(await put(PLANTS)), [
      ["plants-classification/out/output_*-a_photo_1.json", "object"],
    ]);
    assert.deepEqual(shown(await put(YOLO)), [
      ["yolo-boxes/out/output_*-a_photo_1.json", "object"],
    ]);
    assert.deepEqual(shown(await put(SEVERAL, 3)), [
      ["several-metrics/json/*-a_photo_1_metrics.json", "object"],
      ["several-outputs/out/*-a_photo_1_edges.png", "image/png"],
      ["several-outputs/out/*-a_photo_1_gray.png", "image/png"],
    ]);
    assert.deepEqual(shown(await put(SAME_NAME, 1, (key) => key === "out/output.png")), [
      ["same-name/out/output.png", "image/png"],
    ]);
    const text = { service: SPEECH.name, name: "hi.txt", bytes: utf8.encode("hello"), count: 1 };
    assert.deepEqual(shown(await outputsOf(client, text)), [
      ["text-to-speech/out/*-hi.txt", "audio/wav"],
    ]);

    const logged = await put(LOGGED, 1, (key) => key === "out/output.png");
    const [job] = await client.manager.allJobs(LOGGED.name, limit());
    const isNew = generation === "4.1";
    assert.match(job?.name ?? "", isNew ? /^logged-[-0-9a-f]{36}$/ : /^[-0-9a-f]{36}$/);
    const log = await client.manager.jobLog(LOGGED.name, job?.name ?? "", limit());
    assert.ok(log?.includes(`from bucket 'logged' with key '${logged.inputKey}'`), `${log}`);
  });
}

Deno.test("states of jobs, failed scripts, and a job that is stopped", async () => {
  const waiting: DefinitionInput = {
    ...GRAYIFY,
    name: "waiting",
    input: [],
    output: [],
    script: "#!/bin/sh\necho begun\nsleep 1000\n",
    log_level: "DEBUG",
  };
  const ends = new JobEnds();
  const running = Promise.withResolvers<void>();
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [waiting, FAILING],
    jobsAtOnce: 1,
    onJob: (job) => {
      ends.onJob(job);
      if (job.state === "Running" && job.service === "waiting") running.resolve();
    },
  });
  const { calls, manager } = clientOf(cluster);
  await calls.startJob("waiting", utf8.encode("x"), limit());
  await running.promise;
  await calls.startJob("failing", utf8.encode("x"), limit());
  const [pending] = await manager.allJobs("failing", limit());
  assert.deepEqual([pending?.state, pending?.startedAt], ["Pending", undefined]);
  assert.equal(await manager.jobLog("failing", pending?.name ?? "", limit()), undefined);
  const [stopped] = await manager.allJobs("waiting", limit());
  assert.equal(stopped?.state, "Running");
  assert.equal(await manager.deleteJob("waiting", stopped?.name ?? "", limit()), true);
  assert.equal(await manager.deleteJob("waiting", stopped?.name ?? "", limit()), false);
  assert.equal(await ends.next("waiting"), "Failed");
  assert.deepEqual(await manager.allJobs("waiting", limit()), []);
  // The script's own failure isn't the job's.
  assert.equal(await ends.next("failing"), "Succeeded");
  const log = await manager.jobLog("failing", pending?.name ?? "", limit());
  assert.match(log ?? "", /no model for this input/);
  const [ended] = await manager.allJobs("failing", limit());
  assert.ok(ended?.createdAt && ended.startedAt && ended.finishedAt);
});

Deno.test("jobs come in pages of 70, those of 3.0 all at once", async () => {
  const pages = async (generation: "3.0" | "4.1") => {
    const script = "#!/bin/sh\nsleep 1000\n";
    const services = [{ ...COWSAY, name: "many", script }];
    const asked: string[] = [];
    await using cluster = await OscarCluster.start({
      generation,
      services,
      jobsAtOnce: 1,
      onRequest: (method, path) => {
        if (method === "GET" && path.startsWith("/system/logs")) asked.push(path);
      },
    });
    const { calls, manager } = clientOf(cluster);
    for (let i = 0; i < 150; i++) await calls.startJob("many", utf8.encode("x"), limit());
    const jobs = await manager.allJobs("many", limit());
    return [new Set(jobs.map(({ name }) => name)).size, asked.length];
  };
  assert.deepEqual(await pages("4.1"), [150, 3]);
  assert.deepEqual(await pages("3.0"), [150, 1]);
});

Deno.test("an input is put and an output found without keys, through pages and addresses", async () => {
  const ends = new JobEnds();
  const options = { generation: "4.1" as const, services: [GRAYIFY], onJob: ends.onJob };
  await using cluster = await OscarCluster.start(options);
  const { manager } = clientOf(cluster);
  const http = new HttpClient();
  const address = (operation: "upload" | "download", key: string) => {
    const content = operation === "upload" ? { contentType: "image/jpeg" } : {};
    return manager.presign(
      "grayify",
      { key, operation, expiresInSeconds: 60, ...content },
      limit(),
    );
  };
  const pieces = async function* () {
    yield await Promise.resolve(PHOTO);
  };
  const photo = { byteLength: PHOTO.length, mediaType: "image/jpeg", pieces };
  const upload = await address("upload", " /in/fbabc é+%20.jpg ");
  (await callPresigned(http, upload, photo, limit())).cancel();
  assert.equal(await ends.next("grayify"), "Succeeded");
  const { objects } = await manager.bucket("grayify", undefined, limit());
  assert.deepEqual(objects.map(({ key }) => key), [
    "in/",
    "in/fbabc é+%20.jpg",
    "out/",
    "out/fbabc é+%20.jpg",
  ]);
  const download = await address("download", "out/fbabc é+%20.jpg");
  const { body } = await callPresigned(http, download, undefined, limit());
  const parts = (await Array.fromAsync(body)).map((part) => new Uint8Array(part));
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  assert.equal(mediaTypeOf(bytes)?.mediaType, "image/jpeg");
});

Deno.test("30 inputs have their outputs, though MinIO restarts twice and a token changes", async () => {
  const count = 30;
  let created = 0;
  let ended = 0;
  const [some, more] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const copy = { ...SPEECH, script: 'cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"\n' };
  await using cluster = await OscarCluster.start({
    generation: "3.0",
    services: [copy],
    onJob: ({ state }) => {
      if (state === "Pending") created++;
      if (state === "Succeeded") ended++;
      if (created === count && ended >= 5) some.resolve();
      if (ended >= 15) more.resolve();
    },
  });
  const client = clientOf(cluster);
  const one = async (i: number) => {
    const bytes = utf8.encode(`input ${i}`);
    const input = { service: copy.name, name: `${i}.txt`, bytes, count: 1 };
    const { outputs: [output] } = await outputsOf(client, input);
    assert.deepEqual(output?.bytes, bytes);
  };
  const all = Promise.all(Array.from({ length: count }, (_, i) => one(i)));
  await within(Promise.race([some.promise, all]), "some outputs");
  await cluster.put(COWSAY);
  await within(Promise.race([more.promise, all]), "more outputs");
  await cluster.put(copy);
  await all;
  // What is put afterwards starts a job by the new token.
  await one(count);
  assert.equal(created, count + 1);
});
