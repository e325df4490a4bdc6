import assert from "node:assert/strict";
import { OpenCopy } from "./data_copy.ts";

const CHUNK_BYTES = 256 * 1024;

/** A copy of a file with these bytes. */
async function withCopy(
  bytes: Uint8Array<ArrayBuffer>,
  test: (copy: OpenCopy, file: Deno.FsFile, path: string) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, bytes);
    const file = await Deno.open(path);
    using copy = new OpenCopy(file, bytes.byteLength, "1");
    await test(copy, file, path);
  } finally {
    await Deno.remove(path);
  }
}

const pattern = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251);

async function read(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>)
      .arrayBuffer(),
  );
}

const isClosed = (file: Deno.FsFile) => {
  try {
    file.statSync();
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.BadResource) return true;
    throw error;
  }
};

Deno.test("the body is the whole file, and closes it at its end", () => {
  const bytes = pattern(2 * CHUNK_BYTES + 3);
  return withCopy(bytes, async (copy, file) => {
    assert.deepEqual(await read(copy.body), bytes);
    assert.ok(isClosed(file));
  });
});

Deno.test("a part has the bytes that were asked for, and no more", () => {
  const bytes = pattern(2 * CHUNK_BYTES);
  return withCopy(bytes, async (copy) => {
    const pieces = await Array.fromAsync(copy.pieces(5, CHUNK_BYTES + 1));
    assert.deepEqual(pieces.map(({ byteLength }) => byteLength), [CHUNK_BYTES, 1]);
    assert.deepEqual(
      await read(copy.stream(CHUNK_BYTES - 1, 3)),
      bytes.slice(
        CHUNK_BYTES - 1,
        CHUNK_BYTES + 2,
      ),
    );
  });
});

Deno.test("a reader that stops closes the file", () =>
  withCopy(pattern(3 * CHUNK_BYTES), async (copy, file) => {
    const reader = copy.stream().getReader();
    assert.equal((await reader.read()).value?.byteLength, CHUNK_BYTES);
    assert.ok(!isClosed(file));
    await reader.cancel();
    assert.ok(isClosed(file));
    copy.close();
  }));

Deno.test("a file that was cut is an error, and is closed", () =>
  withCopy(pattern(CHUNK_BYTES + 9), async (copy, file, path) => {
    await Deno.truncate(path, CHUNK_BYTES);
    await assert.rejects(read(copy.body), /shorter than what was written/);
    assert.ok(isClosed(file));
  }));
