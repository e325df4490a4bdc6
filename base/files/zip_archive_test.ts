import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { ZipArchive, type ZipEntry } from "./zip_archive.ts";

const DATE = new Date(2026, 10, 29, 13, 14, 16);

function entry(name: string, bytes: Uint8Array): ZipEntry {
  return {
    name,
    byteLength: bytes.byteLength,
    crc32: () => crc32(bytes),
    pieces: async function* (first, byteLength) {
      for (let at = first; at < first + byteLength; at += 100) {
        yield await Promise.resolve(bytes.subarray(at, Math.min(at + 100, first + byteLength)));
      }
    },
  };
}

/** A file that declares `byteLength` bytes; they are never read. */
function huge(name: string, byteLength: number): ZipEntry {
  return {
    name,
    byteLength,
    crc32: () => 0xdeadbeef,
    pieces: () => assert.fail("only headers are read"),
  };
}

async function bytes(archive: ZipArchive, first = 0, length = archive.byteLength - first) {
  return Buffer.concat(await Array.fromAsync(archive.pieces(first, length)));
}

Deno.test("a stored file stands between its header and the directory", async () => {
  const content = new TextEncoder().encode("words");
  const archive = new ZipArchive([entry("a/é.txt", content)], DATE);
  const zip = await bytes(archive);
  assert.equal(zip.byteLength, archive.byteLength);
  const view = new DataView(zip.buffer, zip.byteOffset);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const name = new TextEncoder().encode("a/é.txt");
  // Local header: version, UTF-8, stored, time, CRC, both sizes, no extra field.
  assert.deepEqual([u32(0), u16(4), u16(6), u16(8)], [0x04034b50, 20, 0x0800, 0]);
  assert.deepEqual([u16(10), u16(12)], [13 << 11 | 14 << 5 | 8, 46 << 9 | 11 << 5 | 29]);
  assert.deepEqual([u32(14), u32(18), u32(22)], [crc32(content), 5, 5]);
  assert.deepEqual([u16(26), u16(28)], [name.byteLength, 0]);
  const at = 30 + name.byteLength;
  assert.equal(zip.subarray(30, at).toString(), "a/é.txt");
  assert.equal(zip.subarray(at, at + 5).toString(), "words");
  assert.deepEqual([u32(at + 5), u16(at + 9)], [0x02014b50, 3 << 8 | 20]);
  assert.equal(u32(at + 5 + 38) >>> 16, 0o100644);
  assert.deepEqual([u32(zip.byteLength - 22), u32(zip.byteLength - 6)], [0x06054b50, at + 5]);
});

Deno.test("every part of an archive is what the whole has there", async () => {
  const contents = [0, 1, 99, 100, 101, 350].map((size) =>
    new Uint8Array(size).map((_, i) => i * 7)
  );
  const archive = new ZipArchive(contents.map((all, i) => entry(`${i}.bin`, all)), DATE);
  const whole = await bytes(archive);
  for (let first = 0; first < whole.byteLength; first += 13) {
    for (const length of [1, 14, 300, whole.byteLength]) {
      const part = await bytes(archive, first, Math.min(length, whole.byteLength - first));
      assert.ok(part.equals(whole.subarray(first, first + length)), `${length} from ${first}`);
    }
  }
});

Deno.test("a CRC is asked for only where it stands in what is sent", async () => {
  let asked = 0;
  const content = new Uint8Array(1000);
  const counted = { ...entry("a", content), crc32: () => ++asked };
  const archive = new ZipArchive([entry("0", content), counted], DATE);
  await bytes(archive, 0, 1000);
  assert.equal(asked, 0);
  await bytes(archive, archive.byteLength - 22, 22);
  assert.equal(asked, 0);
  await bytes(archive, 1000);
  assert.equal(asked, 2);
});

Deno.test("what is beyond 4 GB stands in the fields of ZIP64", async () => {
  const small = new Uint8Array(10);
  const archive = new ZipArchive(
    [huge("large", 5e9), entry("behind", small), huge("exact", 0xffffffff)],
    DATE,
  );
  const local = await bytes(archive, 0, 30 + 5 + 20);
  assert.deepEqual([local.readUInt16LE(4), local.readUInt32LE(18), local.readUInt16LE(28)], [
    45,
    0xffffffff,
    20,
  ]);
  assert.deepEqual([local.readUInt16LE(35), local.readUInt16LE(37)], [1, 16]);
  assert.deepEqual([local.readBigUInt64LE(39), local.readBigUInt64LE(47)], [
    5_000_000_000n,
    5_000_000_000n,
  ]);
  const end = await bytes(archive, archive.byteLength - 98);
  assert.deepEqual([end.readUInt32LE(0), end.readUInt32LE(56), end.readUInt32LE(76)], [
    0x06064b50,
    0x07064b50,
    0x06054b50,
  ]);
  assert.equal(end.readBigUInt64LE(24), 3n);
  const directory = Number(end.readBigUInt64LE(48));
  assert.equal(end.readUInt32LE(92), 0xffffffff);
  assert.equal(Number(end.readBigUInt64LE(64)), archive.byteLength - 98);
  const central = await bytes(archive, directory, Number(end.readBigUInt64LE(40)));
  const second = central.indexOf("behind") - 46;
  assert.deepEqual([central.readUInt32LE(second + 24), central.readUInt32LE(second + 42)], [
    10,
    0xffffffff,
  ]);
  assert.deepEqual([central.readUInt16LE(second + 30), central.readUInt16LE(second + 54)], [12, 8]);
  assert.equal(central.readBigUInt64LE(second + 56), 5_000_000_055n);
});

Deno.test("more files than 16 bits count are counted in ZIP64", async () => {
  const files = Array.from({ length: 65_535 }, (_, i) => entry(`${i}`, new Uint8Array(0)));
  const archive = new ZipArchive(files, DATE);
  const end = await bytes(archive, archive.byteLength - 98);
  assert.deepEqual([end.readUInt16LE(76 + 10), end.readBigUInt64LE(32)], [0xffff, 65_535n]);
  const fewer = new ZipArchive(files.slice(1), DATE);
  const short = await bytes(fewer, fewer.byteLength - 22);
  assert.deepEqual([short.readUInt32LE(0), short.readUInt16LE(10)], [0x06054b50, 65_534]);
});

Deno.test("a file that has become shorter breaks the archive off", async () => {
  const cut = { ...entry("a", new Uint8Array(50)), byteLength: 60 };
  const archive = new ZipArchive([cut], DATE);
  await assert.rejects(bytes(archive), /not as long/);
});
