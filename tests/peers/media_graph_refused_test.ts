import assert from "node:assert/strict";
import { BoxProcess } from "./box_process.ts";
import { nothingIsLeft, scenario } from "./media_graph_support.ts";

/** Runs a scenario of what is refused, and compares the sentences. */
async function refused(
  box: BoxProcess,
  name: string,
  sentences: Readonly<Record<string, RegExp>>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const output = await scenario(box, "ava_refused.py", name, env);
  for (const [what, sentence] of Object.entries(sentences)) {
    assert.match(output, new RegExp(`^${what} ${sentence.source}`, "m"), name);
  }
}

Deno.test("MediaGraphExtension: what is no stream of frames is refused, each with its sentence", () =>
  BoxProcess.with(async (box) => {
    await refused(box, "first_message", {
      "sample": /A stream begins with a media_stream_descriptor; this one begins with media_sample/,
      "nothing": /A stream begins with a media_stream_descriptor; this one begins with nothing/,
      "no-format": /The descriptor says nothing of the frames/,
      "silent": /The stream has no messages/,
      "second": /A stream has one descriptor/,
      "no-sample": /A message after the descriptor should have a media_sample/,
    });
    await refused(box, "formats", {
      "encoding": /The encoding 9 can't be read; there are RAW, BMP, JPG, PNG/,
      "pixels": /The pixel format 7 can't be read; of RAW frames there are YUV420P, /,
      "none": /The pixel format NONE can't be read/,
      "no-size": /A frame of 0×36 pixels/,
      "stride": /A row of 64 pixels BGR24 has 192 bytes; a stride of 191 is shorter/,
      "large": /The picture says that it is 4294967295×4294967295 pixels; the limit is/,
    });
    await refused(box, "contents", {
      "short": /The frame has 6911 bytes; 64×36 pixels BGR24 .* need 6912/,
      "long": /The frame has 6913 bytes/,
      "empty": /The frame has 0 bytes/,
      "reference": /.* names no shared memory/,
      "kind": /A frame is not JPG/,
      "text": /A frame can't be read as PNG/,
      "size": /A frame has 64×36 pixels, but the stream's dimensions are 64×37/,
    });
    await refused(box, "configuration", {
      "json": /The extension_configuration is no JSON/,
      "list": /The extension_configuration is JSON, but no object/,
      "number": /The processor in extension_configuration is no text/,
    });
    await nothingIsLeft(box);
  }));

Deno.test("MediaGraphExtension: no name leads out of the directory of shared memory, and no range out of the memory", () =>
  BoxProcess.with(async (box) => {
    const inside = `framebox-test-link-${box.child.pid}`;
    await Deno.symlink("/etc/passwd", `/dev/shm/${inside}`);
    await Deno.symlink("/etc", `/dev/shm/${inside}-directory`);
    try {
      const leaves = /The handle_name leaves the directory of shared memory/;
      const none = /There is no shared memory of this handle_name/;
      await refused(box, "handles", {
        "up": leaves,
        "up-again": leaves,
        "absolute": none,
        "link": none,
        "through": none,
        "missing": none,
        "no-name": leaves,
        "itself": leaves,
        "longer": /The shared memory has 13824 bytes, but its length_bytes says 14017/,
        "no-length": /The shared memory has no length_bytes; say how long the file is/,
      }, { INSIDE: inside });
    } finally {
      await Deno.remove(`/dev/shm/${inside}`);
      await Deno.remove(`/dev/shm/${inside}-directory`);
    }
    const outside =
      /The content_reference of .* is not in the shared memory, which has 13824 bytes/;
    await refused(box, "ranges", {
      "past": /The frame has 6911 bytes/,
      "past-a-row": outside,
      "behind": outside,
      "far": outside,
      "huge": outside,
      "short": /The frame has 6911 bytes/,
      "row-and-more": /The frame has 7105 bytes/,
      "nothing": outside,
      "bound": /The content_reference of .* which has 6912 bytes/,
    });
    await nothingIsLeft(box);
  }));

Deno.test("MediaGraphExtension: user and password are asked for in place of the workers' token", () =>
  BoxProcess.with(async (box) => {
    await refused(box, "credentials", {
      "missing": /This box asks for a user and a password/,
      "user": /The user or the password .* is not this box's/,
      "password": /The user or the password .* is not this box's/,
      "token": /This box asks for a user and a password/,
      "bare": /The user or the password .* is not this box's/,
    });
    await nothingIsLeft(box);
  }, { AVA_USERNAME: "camera", AVA_PASSWORD: "pass:word", WORKER_TOKEN: "worker" }));

Deno.test("MediaGraphExtension: without user and password the workers' token is asked for, if there is one", async () => {
  await BoxProcess.with(async (box) => {
    await refused(box, "worker_token", { "missing": /This box asks for a token/ });
  }, { WORKER_TOKEN: "worker" });
  await BoxProcess.with(async (box) => {
    await scenario(box, "ava_refused.py", "no_credentials");
  });
});
