import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { FrameboxError } from "../base/errors/mod.ts";
import {
  type MatAppender,
  numberOf,
  openMatFile,
  type OpenMatOptions,
  readMat,
  scalar,
  writeElement,
  writeMat,
} from "./mod.ts";
import { joinBytes } from "./testing.ts";

/** Gives a path in a directory that is removed afterwards. */
async function withPath(work: (path: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(`${directory}/data.mat`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function withFile(
  path: string,
  work: (file: MatAppender) => Promise<void>,
  options?: OpenMatOptions,
): Promise<void> {
  const file = await openMatFile(path, options);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

async function contents(path: string): Promise<Record<string, number | undefined>> {
  const file = readMat(await Deno.readFile(path));
  return Object.fromEntries(file.variables.map(({ name, value }) => [name, numberOf(value)]));
}

const hasCode = (code: string) => (error: unknown) =>
  error instanceof FrameboxError && error.code === code;

Deno.test("a new file is a MATLAB file without variables", () =>
  withPath(async (path) => {
    await withFile(path, (file) => {
      assert.equal(file.size, 0);
      assert.equal(file.byteLength, 128);
      return Promise.resolve();
    });
    assert.deepEqual(await contents(path), {});
  }));

Deno.test("what is appended is read back, also after the file was closed and opened again", () =>
  withPath(async (path) => {
    await withFile(path, (file) => file.append([writeElement("a", scalar(1))]));
    await withFile(path, async (file) => {
      assert.deepEqual(file.variables().map(({ name, dims }) => [name, dims]), [["a", [1, 1]]]);
      await file.append([writeElement("b", scalar(2)), writeElement("c", scalar(3))]);
    });
    assert.deepEqual(await contents(path), { a: 1, b: 2, c: 3 });
  }));

Deno.test("a compressed variable is appended as it is and found when the file is opened", () =>
  withPath(async (path) => {
    const packed = deflateSync(writeElement("packed", scalar(5)));
    const element = new Uint8Array(8 + packed.length);
    new DataView(element.buffer).setUint32(0, 15, true);
    new DataView(element.buffer).setUint32(4, packed.length, true);
    element.set(packed, 8);
    await withFile(path, (file) => file.append([element, writeElement("b", scalar(2))]));
    await withFile(path, (file) => {
      assert.deepEqual(file.variables().map(({ name }) => name), ["packed", "b"]);
      assert.equal(file.variables()[0]?.class, "double");
      return Promise.resolve();
    });
    assert.deepEqual(await contents(path), { packed: 5, b: 2 });
  }));

Deno.test("append refuses a name that is there and leaves the file as it was", () =>
  withPath(async (path) => {
    await withFile(path, async (file) => {
      await file.append([writeElement("a", scalar(1))]);
      const elements = [writeElement("b", scalar(2)), writeElement("a", scalar(3))];
      await assert.rejects(file.append(elements), hasCode("ALREADY_EXISTS"));
      assert.equal(file.has("b"), false);
    });
    assert.deepEqual(await contents(path), { a: 1 });
  }));

Deno.test("append refuses bytes that are no whole element, and a name given twice", () =>
  withPath((path) =>
    withFile(path, async (file) => {
      const element = writeElement("a", scalar(1));
      const refused = [[element.subarray(0, 60)], [new Uint8Array(3)], [element, element]];
      for (const elements of refused) {
        await assert.rejects(file.append(elements), hasCode("INVALID_ARGUMENT"));
      }
      assert.equal(file.byteLength, 128);
    })
  ));

Deno.test("replace puts a variable in place of the one with its name and keeps the others", () =>
  withPath(async (path) => {
    await withFile(path, async (file) => {
      await file.append(["a", "b", "c"].map((name, i) => writeElement(name, scalar(i))));
      await file.replace([writeElement("b", scalar(9)), writeElement("d", scalar(4))]);
      await file.append([writeElement("e", scalar(5))]);
      assert.deepEqual(file.variables().map(({ name }) => name), ["a", "c", "b", "d", "e"]);
    });
    assert.deepEqual(await contents(path), { a: 0, c: 2, b: 9, d: 4, e: 5 });
    await withFile(path, (file) => Promise.resolve(assert.equal(file.size, 5)));
    assert.deepEqual([...Deno.readDirSync(path.replace(/\/[^/]*$/, ""))].length, 1);
  }));

Deno.test("remove and replaceAll take variables out", () =>
  withPath(async (path) => {
    await withFile(path, async (file) => {
      await file.append(["a", "b", "c"].map((name, i) => writeElement(name, scalar(i))));
      await file.remove(["a", "c", "none"]);
      assert.deepEqual(await contents(path), { b: 1 });
      await file.replaceAll([writeElement("z", scalar(7))]);
      await file.append([writeElement("b", scalar(8))]);
    });
    assert.deepEqual(await contents(path), { z: 7, b: 8 });
  }));

Deno.test("a last variable that a crash left unfinished is cut off, wherever it ends", () =>
  withPath(async (path) => {
    const whole = writeMat([["a", scalar(1)]]);
    const next = writeElement("b", scalar(2));
    for (let there = 1; there < next.length; there++) {
      const bytes = new Uint8Array(whole.length + there);
      bytes.set(whole);
      bytes.set(next.subarray(0, there), whole.length);
      await Deno.writeFile(path, bytes);
      await assert.rejects(
        openMatFile(path, { onCut: "refuse" }),
        hasCode("FAILED_PRECONDITION"),
      );
      await withFile(path, async (file) => {
        assert.equal(file.cutBytes, there);
        await file.append([writeElement("c", scalar(3))]);
      });
      assert.deepEqual(await contents(path), { a: 1, c: 3 });
    }
  }));

Deno.test("a header that a crash left unfinished is written again", () =>
  withPath(async (path) => {
    await Deno.writeFile(path, writeMat([]).subarray(0, 50));
    await withFile(path, async (file) => {
      assert.equal(file.cutBytes, 50);
      await file.append([writeElement("a", scalar(1))]);
    });
    assert.deepEqual(await contents(path), { a: 1 });
  }));

Deno.test("a file that is none of ours is refused and left alone", () =>
  withPath(async (path) => {
    const bigEndian = writeMat([]);
    bigEndian.set([1, 0, 0x4d, 0x49], 124);
    const cases: [Uint8Array, string][] = [
      [new TextEncoder().encode("hello"), "INVALID_ARGUMENT"],
      [new Uint8Array(300).fill(65), "INVALID_ARGUMENT"],
      [bigEndian, "FAILED_PRECONDITION"],
    ];
    for (const [bytes, code] of cases) {
      await Deno.writeFile(path, bytes);
      await assert.rejects(openMatFile(path), hasCode(code));
      assert.deepEqual(await Deno.readFile(path), Uint8Array.from(bytes));
    }
  }));

Deno.test("calls at the same time are done one after another", () =>
  withPath(async (path) => {
    await withFile(path, async (file) => {
      const calls = Array.from({ length: 50 }, (_, i) => [
        file.append([writeElement(`a${i}`, scalar(i))]),
        file.replace([writeElement("last", scalar(i))]),
      ]);
      await Promise.all(calls.flat());
    });
    const there = await contents(path);
    assert.equal(Object.keys(there).length, 51);
    assert.equal(there.last, 49);
  }));

Deno.test("the size limit is kept, and a call can be cancelled while it waits", () =>
  withPath(async (path) => {
    await withFile(path, async (file) => {
      await file.append([writeElement("a", scalar(1))]);
      const over = file.append([writeElement("b", scalar(2))]);
      await assert.rejects(over, hasCode("RESOURCE_EXHAUSTED"));
      const cancelled = file.replaceAll([], AbortSignal.abort());
      await assert.rejects(cancelled, { name: "AbortError" });
    }, { maxBytes: 200 });
    assert.deepEqual(await contents(path), { a: 1 });
  }));

Deno.test("a file with a block of object properties can be appended to, and is not written anew", () =>
  withPath(async (path) => {
    const block = writeElement("x", scalar(9));
    // The tag of the name and the name: of no characters.
    block.set([1, 0, 0, 0, 0, 0, 0, 0], 40);
    const bytes = joinBytes([writeMat([["a", scalar(1)]]), block]);
    await Deno.writeFile(path, bytes);
    await withFile(path, async (file) => {
      await assert.rejects(file.remove(["a"]), hasCode("FAILED_PRECONDITION"));
      await file.remove(["nobody"]);
      await file.append([writeElement("b", scalar(2))]);
    });
    const read = await Deno.readFile(path);
    assert.deepEqual(read.subarray(0, bytes.length), bytes);
    assert.deepEqual(await contents(path), { a: 1, b: 2 });
  }));

Deno.test("a file whose place another program has taken is broken, and can be closed", () =>
  withPath(async (path) => {
    const file = await openMatFile(path);
    await file.append([writeElement("a", scalar(1))]);
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assert.rejects(file.remove(["a"]));
    await assert.rejects(file.append([writeElement("b", scalar(2))]));
    await file.close();
    await file.close();
  }));

Deno.test({
  name: "a closed file is no open resource any more",
  sanitizeResources: true,
  fn: () =>
    withPath(async (path) => {
      const file = await openMatFile(path);
      await file.append([writeElement("a", scalar(1))]);
      await file.replaceAll([writeElement("b", scalar(2))]);
      await file.close();
    }),
});

Deno.test("a closed file takes no more calls", () =>
  withPath(async (path) => {
    const file = await openMatFile(path);
    const pending = file.append([writeElement("a", scalar(1))]);
    await file.close();
    await pending;
    const late = file.append([writeElement("b", scalar(2))]);
    await assert.rejects(late, hasCode("FAILED_PRECONDITION"));
    await file.close();
    assert.deepEqual(await contents(path), { a: 1 });
  }));

Deno.test("a variable that the file repeats counts once, and replacing it removes both", () =>
  withPath(async (path) => {
    const elements = [1, 2].map((number) => writeElement("a", scalar(number)));
    await Deno.writeFile(path, writeMat([]));
    for (const element of elements) await Deno.writeFile(path, element, { append: true });
    await withFile(path, async (file) => {
      assert.equal(file.size, 1);
      await file.replace([writeElement("a", scalar(3))]);
      assert.equal(file.byteLength, 128 + (elements[0]?.length ?? 0));
    });
    assert.deepEqual(await contents(path), { a: 3 });
  }));
