import assert from "node:assert/strict";
import { FrameboxProcess } from "./framebox_process.ts";
import { nothingIsLeft, scenario } from "./media_graph_support.ts";

/** Runs a scenario of what is refused, and compares the sentences. */
async function refused(
  framebox: FrameboxProcess,
  name: string,
  sentences: Readonly<Record<string, RegExp>>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const output = await scenario(framebox, "ava_refused.py", name, env);
  for (const [what, sentence] of Object.entries(sentences)) {
    assert.match(output, new RegExp(`^${what} ${sentence.source}`, "m"), name);
  }
}

Deno.test("MediaGraphExtension: what is no stream of frames is refused, each with its sentence", () =>
  FrameboxProcess.with(async (framebox) => {
    await refused(framebox, "first_message", {
      "sample": /A stream begins with a media_stream_descriptor; this one begins with media_sample/,
      "nothing": /A stream begins with a media_stream_descriptor; this one begins with nothing/,
      "no-format": /The descriptor says nothing of the frames/,
      "silent": /The stream has no messages/,
      "second": /A stream has one descriptor/,
      "no-sample": /A message after the descriptor should have a media_sample/,
    });
    await refused(framebox, "formats", {
      "encoding": /The encoding 9 can't be read; there are RAW, BMP, JPG, PNG/,
      "pixels": /The pixel format 7 can't be read; of RAW frames there are YUV420P, /,
      "none": /The pixel format NONE can't be read/,
      "no-size": /A frame of 0×36 pixels/,
      "stride": /A row of 64 pixels BGR24 has 192 bytes; a stride of 191 is shorter/,
      "large": /The picture says that it is 4294967295×4294967295 pixels; the limit is/,
    });
    await refused(framebox, "contents", {
      "short": /The frame has 6911 bytes; 64×36 pixels BGR24 .* need 6912/,
      "long": /The frame has 6913 bytes/,
      "empty": /The frame has 0 bytes/,
      "reference": /.* names no shared memory/,
      "kind": /A frame is not JPG/,
      "text": /A frame can't be read as PNG/,
      "size": /A frame has 64×36 pixels, but the stream's dimensions are 64×37/,
    });
    await refused(framebox, "configuration", {
      "json": /The extension_configuration is no JSON/,
      "list": /The extension_configuration is JSON, but no object/,
      "number": /The processor in extension_configuration is no text/,
    });
    await nothingIsLeft(framebox);
  }));

Deno.test("MediaGraphExtension: no name leads out of the directory of shared memory, and no range out of the memory", () =>
  FrameboxProcess.with(async (framebox) => {
    const inside = `framebox-test-link-${framebox.child.pid}`;
    await Deno.symlink("/etc/passwd", `/dev/shm/${inside}`);
    await Deno.symlink("/etc", `/dev/shm/${inside}-directory`);
    try {
      const leaves = /The handle_name leaves the directory of shared memory/;
      const none = /There is no shared memory of this handle_name/;
      await refused(framebox, "handles", {
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
    await refused(framebox, "ranges", {
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
    await nothingIsLeft(framebox);
  }));

Deno.test("MediaGraphExtension: user and password are asked for in place of the workers' token", () =>
  FrameboxProcess.with(async (framebox) => {
    await refused(framebox, "credentials", {
      "missing": /This server asks for a user and a password/,
      "user": /The user or the password .* is not this server's/,
      "password": /The user or the password .* is not this server's/,
      "token": /This server asks for a user and a password/,
      "bare": /The user or the password .* is not this server's/,
    });
    await nothingIsLeft(framebox);
  }, { AVA_USERNAME: "camera", AVA_PASSWORD: "pass:word", WORKER_TOKEN: "worker" }));

Deno.test("MediaGraphExtension: without user and password the workers' token is asked for, if there is one", async () => {
  await FrameboxProcess.with(async (framebox) => {
    await refused(framebox, "worker_token", { "missing": /This server asks for a token/ });
  }, { WORKER_TOKEN: "worker" });
  await FrameboxProcess.with(async (framebox) => {
    await scenario(framebox, "ava_refused.py", "no_credentials");
  });
});
