import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  callPresigned,
  type NewObject,
  ObjectStorage,
  ObjectWatch,
  putAgain,
  type StoredObject,
} from "../../oscar/storage/mod.ts";
import { HttpClient } from "../../oscar/transport/mod.ts";
import { limit, LIMIT_MS, within } from "../support/limit.ts";
import { Minio } from "../support/minio.ts";

const NAMES = [
  "photo.jpg",
  "a b  c.png",
  "São João é 日本.txt",
  'it\'s "quoted" & <b>.txt',
  "100%20+more%2Bless.png",
  "sub/folder/x.y.z",
  "x".repeat(250),
];

function storageOf({ access }: Minio, keys: Partial<Minio["access"]> = {}): ObjectStorage {
  return new ObjectStorage({ ...access, ...keys }, new HttpClient());
}

function object(text: string): NewObject {
  const bytes = new TextEncoder().encode(text);
  return {
    byteLength: bytes.length,
    mediaType: "text/plain",
    pieces: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  return new TextDecoder().decode(
    new Uint8Array((await Array.fromAsync(body)).flatMap((piece) => [...piece])),
  );
}

/** Memory that is in use, what could be freed left out. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/** The reason of what a call ends with. */
function reasonOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => "", (caught) => {
    assert.ok(caught instanceof FrameboxError, String(caught));
    assert.doesNotMatch(caught.message, /127\.0\.0\.1|secret-of-minio/);
    return caught.because?.code ?? caught.code;
  });
}

Deno.test("objects of any name are put, watched, listed, got and removed", async () => {
  await using minio = await Minio.start("plants");
  const storage = storageOf(minio);
  const reported: string[] = [];
  const all = Promise.withResolvers<void>();
  await using watch = new ObjectWatch({
    storage,
    bucket: "plants",
    folder: "out",
    onObject: ({ key }) => {
      reported.push(key);
      if (reported.length === NAMES.length) all.resolve();
    },
  });
  await within(watch.listening);
  const keys = NAMES.map((name) => `out/${name}`);
  await storage.put("plants", "in/else", object("x"), limit());
  await storage.put("plants", "out/", object(""), limit());
  for (const key of keys) await storage.put("plants", key, object(`content of ${key}`), limit());
  await within(all.promise, "all events");
  assert.deepEqual(reported, keys);
  const listed = await Array.fromAsync(storage.list("plants", "out/", limit()));
  assert.deepEqual(listed.map(({ key }) => key).sort(), ["out/", ...keys].sort());
  for (const key of keys) {
    const content = await storage.get("plants", key, limit());
    assert.deepEqual([content.mediaType, await textOf(content.body)], [
      "text/plain",
      `content of ${key}`,
    ]);
    await storage.remove("plants", key, limit());
    await storage.remove("plants", key, limit());
    assert.equal(await reasonOf(storage.get("plants", key, limit())), "object-gone");
  }
});

Deno.test("a list has as many pages as it needs", async () => {
  await using minio = await Minio.start("many");
  const storage = storageOf(minio);
  const keys = Array.from({ length: 1010 }, (_, i) => `out/${i} é+.txt`);
  const left = keys.values();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const key of left) await storage.put("many", key, object("x"), limit());
  }));
  const listed = await Array.fromAsync(storage.list("many", "out/", limit()));
  assert.deepEqual(listed.map(({ key }) => key).sort(), keys.sort());
});

Deno.test("100 MB are put and got in pieces, and a few of them are held at a time", async () => {
  await using minio = await Minio.start("large");
  const storage = storageOf(minio);
  const piece = crypto.getRandomValues(new Uint8Array(50_000));
  const count = 2000;
  const before = heldBytes();
  let highest = 0;
  const measure = () => highest = Math.max(highest, heldBytes() - before);
  const large: NewObject = {
    byteLength: count * piece.length,
    mediaType: "application/octet-stream",
    pieces: async function* () {
      for (let i = 0; i < count; i++) {
        if (i % 400 === 399) measure();
        yield await Promise.resolve(piece.slice());
      }
    },
  };
  await storage.put("large", "in/large.bin", large, limit());
  const content = await storage.get("large", "in/large.bin", limit());
  assert.equal(content.byteLength, large.byteLength);
  let length = 0;
  let parts = 0;
  for await (const part of content.body) {
    if (part[0] !== piece[length % piece.length]) assert.fail(`another byte at ${length}`);
    length += part.length;
    if (++parts % 400 === 0) measure();
  }
  assert.equal(length, large.byteLength);
  assert.ok(parts > 800 && highest < 30_000_000, `${highest} bytes more in ${parts} parts`);
});

Deno.test("200 inputs are put and 200 outputs reported once, though storage restarts twice", async () => {
  await using minio = await Minio.start("plants");
  const storage = storageOf(minio);
  const count = 200;
  const reported: StoredObject[] = [];
  const all = Promise.withResolvers<void>();
  await using watch = new ObjectWatch({
    storage,
    bucket: "plants",
    folder: "out",
    onObject: (found) => {
      reported.push(found);
      if (new Set(reported.map(({ key }) => key)).size === count) all.resolve();
    },
  });
  await within(watch.listening);
  /** How often the bytes of each were sent: one whose answer got lost is created again. */
  const sent = new Map<string, number>();
  const counted = (key: string): NewObject => {
    const given = object(key);
    return {
      ...given,
      pieces: () => {
        sent.set(key, (sent.get(key) ?? 0) + 1);
        return given.pieces();
      },
    };
  };
  let put = 0;
  const restart = async (after: Promise<void>) => {
    await after;
    await minio.kill();
    await minio.startAgain();
  };
  const [third, twoThirds] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = restart(third.promise);
  const restarts = Promise.all([
    first,
    restart(Promise.all([twoThirds.promise, first]).then(() => {})),
  ]);
  const left = Array.from({ length: count }, (_, i) => `out/${i}.json`).values();
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (const key of left) {
      await putAgain(storage, { bucket: "plants", key, object: counted(key) }, LIMIT_MS, limit());
      put++;
      if (put === count / 4) third.resolve();
      if (put === count / 2) twoThirds.resolve();
    }
  }));
  await within(restarts, "the restarts");
  await within(all.promise, "all outputs");
  for (const [key, times] of sent) {
    const reports = reported.filter((found) => found.key === key).length;
    assert.ok(reports >= 1 && reports <= times, `${key}: ${reports} times of ${times}`);
  }
});

Deno.test("an object is put and got by addresses without keys", async () => {
  await using minio = await Minio.start("plants");
  const presigned = async (method: "PUT" | "GET", headers: Record<string, string>) => {
    const url = new URL(`${minio.access.endpoint}/plants/in/a%20b%20%C3%A9.txt`);
    url.searchParams.set("X-Amz-Expires", "60");
    const signed = await minio.client.sign(url.href, {
      method,
      headers,
      aws: { signQuery: true, allHeaders: true },
    });
    return { method, url: signed.url, headers };
  };
  const http = new HttpClient();
  const upload = await presigned("PUT", { "content-type": "text/plain" });
  (await callPresigned(http, upload, object("by address"), limit())).cancel();
  const download = await presigned("GET", {});
  const content = await callPresigned(http, download, undefined, limit());
  assert.equal(await textOf(content.body), "by address");
  const withoutHeader = callPresigned(http, { ...upload, headers: {} }, object("x"), limit());
  assert.equal(await reasonOf(withoutHeader), "storage-failed");
});

Deno.test("what goes wrong has a reason, and shows neither keys nor the address", async () => {
  await using minio = await Minio.start("plants");
  const get = (storage: ObjectStorage, bucket = "plants") =>
    reasonOf(storage.get(bucket, "x", limit()));
  assert.equal(await get(storageOf(minio)), "object-gone");
  assert.equal(await get(storageOf(minio), "none"), "bucket-gone");
  assert.equal(await get(storageOf(minio, { secretKey: "wrong-secret" })), "storage-refused");
  assert.equal(await get(storageOf(minio, { accessKey: "unknown" })), "storage-refused");
  assert.equal(await reasonOf(storageOf(minio).get("plants", "a/../../x", limit())), "object-gone");
  const problem = Promise.withResolvers<unknown>();
  await using _ = new ObjectWatch({
    storage: storageOf(minio),
    bucket: "none",
    folder: "",
    onObject() {},
    onProblem: problem.resolve,
  });
  assert.equal(await reasonOf(Promise.reject(await within(problem.promise))), "bucket-gone");
  await minio.kill();
  assert.equal(await get(storageOf(minio)), "storage-away");
});
