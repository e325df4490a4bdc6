import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { openZip, renameInZip } from "./mod.ts";
import { bytesOf, zipOf } from "./test_answers.ts";

const upper = (path: string) => path.toUpperCase();

async function contents(bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, string>> {
  const zip = await openZip(bytes);
  try {
    const read = zip.files.map(async ({ name, pieces }) => {
      const parts = await Array.fromAsync(pieces(limit()));
      return [name, new TextDecoder().decode(await new Blob(parts as BlobPart[]).bytes())] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    zip.close();
  }
}

Deno.test("files of a zip get other names, and keep what they hold, stored or packed", async () => {
  const zip = zipOf(
    { name: "event_gray.png", content: bytesOf("grey") },
    { name: "deep/é.txt", content: bytesOf("text ".repeat(100)), isPacked: true },
    { name: "empty", content: bytesOf("") },
  );
  const renamed = renameInZip(zip, (path) => `a photo of mine/${path.replace("event", "coffee")}`);
  assert.deepEqual(await contents(renamed), {
    "a photo of mine/coffee_gray.png": "grey",
    "a photo of mine/deep/é.txt": "text ".repeat(100),
    "a photo of mine/empty": "",
  });
  assert.deepEqual(await contents(renameInZip(zip, () => "same")), {
    same: "grey",
    "same (2)": "text ".repeat(100),
    "same (3)": "",
  });
});

Deno.test("what stands in front of an archive and its comment stay", async () => {
  const zip = zipOf({ name: "a.txt", content: bytesOf("one") });
  const comment = bytesOf("a comment");
  const commented = new Uint8Array([...zip, ...comment]);
  commented[zip.length - 2] = comment.length;
  const renamed = renameInZip(commented, () => "longer name.txt");
  assert.deepEqual(renamed.slice(-comment.length), comment);
  assert.deepEqual(await contents(renamed), { "longer name.txt": "one" });
});

Deno.test("an archive without names to change, or a damaged one, is the same bytes", () => {
  const zip = zipOf({ name: "A.TXT", content: bytesOf("one") });
  assert.equal(renameInZip(zip, upper), zip);
  const lower = zipOf({ name: "a.txt", content: bytesOf("one") }, { name: "b.txt" });
  for (let length = 0; length < lower.length; length++) {
    const cut = lower.slice(0, length);
    assert.equal(renameInZip(cut, upper), cut, `${length} bytes`);
  }
  // An archive with a wrong byte is no error here: reading it is.
  for (let at = 0; at < lower.length; at++) {
    const wrong = lower.slice();
    wrong[at] = 0xff;
    assert.doesNotThrow(() => renameInZip(wrong, upper), `byte ${at}`);
  }
});
