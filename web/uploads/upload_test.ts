import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { Upload } from "./upload.ts";

Deno.test("a sender that is stopped before its file is open stops", async () => {
  const directory = await Deno.makeTempDir();
  try {
    // A named pipe opens only when it has a reader.
    const path = `${directory}/pipe`;
    await new Deno.Command("mkfifo", { args: [path] }).output();
    const upload = new Upload({ id: "1", path, byteLength: 10, name: "some.mp4" });
    const receiving = upload.receive(new ReadableStream(), 0, 60_000);
    const refused = assert.rejects(receiving, { code: "CANCELLED", message: "It is over." });
    const stopped = upload.interrupt(new FrameboxError("CANCELLED", "It is over."));
    using _reader = await Deno.open(path, { read: true });
    await stopped;
    await refused;
    assert.equal(upload.isBusy, false);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
