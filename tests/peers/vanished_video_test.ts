// The data directory is removed while a video is under way.
import assert from "node:assert/strict";
import { BoxProcess, progress } from "./box_process.ts";
import { picture, VideoFiles } from "./video_files.ts";

Deno.test("a video whose files were removed fails in words, and the next one is done", () =>
  VideoFiles.with((files) =>
    BoxProcess.with(async (box) => {
      const coded = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
      const file = await Deno.readFile(
        await files.make("in.mp4", `${picture(4, "160x120", 25)} ${coded}`),
      );
      const session = await box.session();
      const client = await box.live(session);
      const give = async (processor: string) => {
        const upload = await box.announce(session, file.byteLength);
        await box.sendRest(upload, file);
        return await box.startVideo(session, upload, processor);
      };
      // It waits for a worker while its files go.
      const lost = await give("workers");
      await Deno.remove(box.dataDir, { recursive: true });
      box.worker();
      await assert.rejects(progress(client, ({ phase }) => phase === "done"), (error: Error) => {
        assert.match(error.message, /A file that the box kept is gone.*DATA_DIR/);
        return true;
      });
      await assert.rejects(box.call("GET", `${lost}/original`), /404 .*no longer kept/);

      const next = await give("grey");
      await progress(client, ({ phase, run }) => phase === "done" && next.endsWith(`/${run}`));
      const { body } = await box.call("GET", `${next}/video`);
      assert.ok((await new Response(body).arrayBuffer()).byteLength > 0);
    })
  ));
