// The data directory is removed while a video is under way.
import assert from "node:assert/strict";
import { FrameboxProcess, progress } from "./framebox_process.ts";
import { picture, VideoFiles } from "./video_files.ts";

Deno.test("a video whose files were removed fails in words, and the next one is done", () =>
  VideoFiles.with((files) =>
    FrameboxProcess.with(async (framebox) => {
      const coded = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
      const file = await Deno.readFile(
        await files.make("in.mp4", `${picture(4, "160x120", 25)} ${coded}`),
      );
      const session = await framebox.session();
      const client = await framebox.live(session);
      const give = async (processor: string) => {
        const upload = await framebox.announce(session, file.byteLength);
        await framebox.sendRest(upload, file);
        return await framebox.startVideo(session, upload, processor);
      };
      // It waits for a worker while its files go.
      const lost = await give("workers");
      await Deno.remove(framebox.dataDir, { recursive: true });
      framebox.worker();
      await assert.rejects(progress(client, ({ phase }) => phase === "done"), (error: Error) => {
        assert.match(error.message, /A file that framebox kept is gone.*DATA_DIR/);
        return true;
      });
      await assert.rejects(framebox.call("GET", `${lost}/original`), /404 .*no longer kept/);

      const next = await give("grey");
      await progress(client, ({ phase, run }) => phase === "done" && next.endsWith(`/${run}`));
      const { body } = await framebox.call("GET", `${next}/video`);
      assert.ok((await new Response(body).arrayBuffer()).byteLength > 0);
    })
  ));
