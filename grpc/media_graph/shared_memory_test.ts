import assert from "node:assert/strict";
import { readRange, SharedMemory } from "./shared_memory.ts";

/** Runs a test with a directory that holds `frames`, 100 bytes of 0, 1, 2 … */
async function withMemory(test: (directory: string) => Promise<void>): Promise<void> {
  const outside = await Deno.makeTempDir({ prefix: "shared-memory-test-" });
  const directory = `${outside}/shm`;
  await Deno.mkdir(directory);
  await Deno.writeFile(`${outside}/secret`, new Uint8Array(100));
  await Deno.writeFile(`${directory}/frames`, Uint8Array.from({ length: 100 }, (_, i) => i));
  try {
    await test(directory);
  } finally {
    await Deno.remove(outside, { recursive: true });
  }
}

const open = (directory: string, handle_name: string, length = 100, slack = 10) =>
  SharedMemory.open(directory, { handle_name, length_bytes: `${length}` }, slack);

const range = (offset: number | string, length: number | string) => ({
  address_offset: `${offset}`,
  length_bytes: `${length}`,
});

Deno.test("a range of the shared memory is read, and nothing else", () =>
  withMemory(async (directory) => {
    const memory = await open(directory, "frames");
    assert.deepEqual([...readRange(memory.range(range(3, 4)), 100)], [3, 4, 5, 6]);
    assert.deepEqual([...readRange(memory.range(range(98, 2)), 100)], [98, 99]);
    // A name as POSIX has it, and a file further down.
    await open(directory, "/frames");
    await Deno.mkdir(`${directory}/below`);
    await Deno.copyFile(`${directory}/frames`, `${directory}/below/frames`);
    await open(directory, "below/frames");
  }));

Deno.test("the directory may be a link itself", () =>
  withMemory(async (directory) => {
    await Deno.symlink(directory, `${directory}/../link`);
    const memory = await open(`${directory}/../link`, "frames");
    assert.deepEqual([...readRange(memory.range(range(0, 1)), 100)], [0]);
  }));

Deno.test("a name that leaves the directory is refused", () =>
  withMemory(async (directory) => {
    const names = ["../secret", "..", "", "/", ".", "below/../frames", "//frames", "frames/"];
    for (const name of [...names, "a\0b", `${directory}/../secret`, "x".repeat(5000)]) {
      await assert.rejects(
        open(directory, name),
        { code: "INVALID_ARGUMENT", message: /leaves the directory of shared memory/ },
        name,
      );
    }
  }));

Deno.test("what is no plain file there is refused, and so is every link", () =>
  withMemory(async (directory) => {
    await Deno.symlink("../secret", `${directory}/link`);
    await Deno.symlink("frames", `${directory}/inner`);
    await Deno.symlink("..", `${directory}/up`);
    await Deno.mkdir(`${directory}/below`);
    await new Deno.Command("mkfifo", { args: [`${directory}/pipe`] }).output();
    const absolute = `${directory}/frames`;
    for (const name of ["nobody", "link", "inner", "up/secret", "below", "pipe", absolute]) {
      await assert.rejects(
        open(directory, name),
        { code: "INVALID_ARGUMENT", message: /no shared memory of this handle_name/ },
        name,
      );
    }
  }));

Deno.test("memory without a length is refused with the advice to declare one", () =>
  withMemory(async (directory) => {
    await assert.rejects(open(directory, "frames", 0), {
      code: "INVALID_ARGUMENT",
      message: /has no length_bytes; say how long/,
    });
  }));

Deno.test("memory that is shorter than declared is refused, up to what it may miscount", () =>
  withMemory(async (directory) => {
    for (const length of [1, 100, 101, 110]) await open(directory, "frames", length);
    for (const length of [111, 2 ** 63]) {
      await assert.rejects(
        open(directory, "frames", length),
        { code: "INVALID_ARGUMENT", message: /has 100 bytes/ },
      );
    }
  }));

Deno.test("a range may end a row too far, but is not read there", () =>
  withMemory(async (directory) => {
    const memory = await open(directory, "frames", 100);
    assert.deepEqual([...readRange(memory.range(range(97, 4)), 100)], [97, 98, 99]);
    assert.deepEqual([...readRange(memory.range(range(97, 13)), 100)], [97, 98, 99]);
    // What the client declared is its bound, even where the file is longer.
    const declared = await open(directory, "frames", 50);
    assert.deepEqual([...readRange(declared.range(range(48, 12)), 100)], [48, 49]);
    const wrong = [
      range(97, 14),
      range(100, 1),
      range(200, 1),
      range(0, 0),
      range("18446744073709551615", 1),
      range(0, "18446744073709551615"),
      range("9007199254740993", "18446744073700544416"),
    ];
    for (const reference of wrong) {
      assert.throws(
        () => memory.range(reference),
        { code: "INVALID_ARGUMENT", message: /not in the shared memory, which has 100 bytes/ },
      );
    }
    assert.throws(() => declared.range(range(48, 13)), { message: /has 50 bytes/ });
  }));

Deno.test("a file that took the other's place is not read", () =>
  withMemory(async (directory) => {
    const memory = await open(directory, "frames");
    await Deno.rename(`${directory}/frames`, `${directory}/old`);
    assert.throws(() => readRange(memory.range(range(0, 1)), 100), { code: "INVALID_ARGUMENT" });
    await Deno.symlink("../secret", `${directory}/frames`);
    assert.throws(
      () => readRange(memory.range(range(0, 1)), 100),
      { code: "INVALID_ARGUMENT", message: /replaced/ },
    );
  }));

Deno.test("memory that was cut short meanwhile is an error, not what lies behind it", () =>
  withMemory(async (directory) => {
    const memory = await open(directory, "frames");
    await Deno.truncate(`${directory}/frames`, 10);
    assert.throws(() => readRange(memory.range(range(5, 10)), 100), { code: "INVALID_ARGUMENT" });
  }));

Deno.test("a range over the bound is not read", () =>
  withMemory(async (directory) => {
    const memory = await open(directory, "frames");
    assert.throws(
      () => readRange(memory.range(range(0, 11)), 10),
      { code: "RESOURCE_EXHAUSTED", message: /11 bytes; the limit is 10/ },
    );
  }));
