import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { limit } from "../../tests/support/limit.ts";
import { type OpenZip, openZip } from "./mod.ts";
import { bytesOf, zipOf } from "./test_answers.ts";

/** A file's content, or its error's reason. */
async function read({ files }: OpenZip, at = 0): Promise<string> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of files[at]!.pieces(limit())) pieces.push(piece);
  } catch (caught) {
    return reasonOf(caught);
  }
  return Buffer.concat(pieces).toString();
}

function reasonOf(caught: unknown): string {
  return caught instanceof Error && "because" in caught
    ? String((caught.because as { code: string }).code)
    : String(caught);
}

Deno.test("files of a zip are listed with their sizes and read as streams", async () => {
  const zip = await openZip(zipOf(
    { name: "a.txt", content: bytesOf("stored") },
    { name: "sub/", content: bytesOf("") },
    { name: "sub/b é.txt", content: bytesOf("packed ".repeat(1000)), isPacked: true },
  ));
  const listed = zip.files.map(({ name, byteLength }) => [name, byteLength]);
  assert.deepEqual(listed, [["a.txt", 6], ["sub/b é.txt", 7000]]);
  assert.equal(await read(zip), "stored");
  assert.equal(await read(zip, 1), "packed ".repeat(1000));
  zip.close();
});

Deno.test("an archive in a file is read from there", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, zipOf({ name: "a", content: bytesOf("in a file") }));
    const zip = await openZip({ path });
    assert.equal(await read(zip), "in a file");
    zip.close();
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("names never leave their folder, and each is there once", async () => {
  const names = [
    "../../etc/passwd",
    "/abs.txt",
    "..\\w.txt",
    "C:\\d\\e.txt",
    "a\0b.txt",
    "..",
    "A.png",
  ];
  const twice = ["a.png", "a.png", "x/../a.png"];
  const zip = await openZip(zipOf(...[...names, ...twice].map((name) => ({ name }))))
    .catch(reasonOf);
  assert.ok(typeof zip !== "string", String(zip));
  assert.deepEqual(zip.files.map(({ name }) => name), [
    ...["etc/passwd", "abs.txt", "w.txt", "d/e.txt", "a_b.txt", "A.png", "a (2).png", "a (3).png"],
    "x/a.png",
  ]);
  const linked = await openZip(
    zipOf({ name: "link", content: bytesOf("/etc/passwd"), mode: 0o120777 }),
  );
  assert.deepEqual([linked.files.length, linked.leftOut], [0, 1]);
});

Deno.test("an archive that would fill memory or disk is refused in words before anything is unpacked", async () => {
  const zeros = { name: "zeros", content: new Uint8Array(20_000_000), isPacked: true };
  const limits = { maxEntries: 3, maxBytes: 1000, maxRatio: 100 };
  const small = { name: "a", content: new Uint8Array(400) };
  const cases: readonly (readonly [Uint8Array<ArrayBuffer>, typeof limits | undefined, string])[] =
    [
      [zipOf(zeros), undefined, "archive-bomb"],
      [zipOf(small, small, small), limits, "archive-too-large"],
      [
        zipOf(...Array.from({ length: 4 }, () => ({ name: "x" }))),
        limits,
        "archive-of-too-many-files",
      ],
      [
        zipOf({ name: "a", claims: { byteLength: 0xfffffff0 }, isPacked: true }),
        undefined,
        "archive-too-large",
      ],
    ];
  for (const [zip, bounds, reason] of cases) {
    const error = await openZip(zip, bounds).then(() => "opened", reasonOf);
    assert.equal(error, reason);
  }
});

Deno.test("a file that holds more or less than its archive claims ends with an error", async () => {
  const content = bytesOf("more than it claims ".repeat(10_000));
  const lies = [{ byteLength: 10 }, { byteLength: 200_001 }, { crc32: 1 }];
  for (const claims of lies) {
    const zip = await openZip(zipOf({ name: "a", content, isPacked: true, claims }));
    assert.equal(await read(zip), "archive-damaged");
  }
});

Deno.test("what is no zip, cut or encrypted is refused", async () => {
  const whole = zipOf({ name: "a" });
  for (const bytes of [new Uint8Array(), bytesOf("no zip"), whole.subarray(0, 40)]) {
    assert.equal(await openZip(bytes).then(() => "opened", reasonOf), "archive-damaged");
  }
  const zip = await openZip(zipOf({ name: "a", isPacked: true, flags: 0x801 }));
  assert.equal(await read(zip), "archive-encrypted");
});

Deno.test("a signal ends reading", async () => {
  const zip = await openZip(zipOf({ name: "a", content: new Uint8Array(5_000_000) }));
  const stop = new AbortController();
  await assert.rejects(async () => {
    for await (const _ of zip.files[0]!.pieces(stop.signal)) stop.abort(new Error("stopped"));
  }, { message: "stopped" });
});
