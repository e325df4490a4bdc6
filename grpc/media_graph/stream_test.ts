import assert from "node:assert/strict";
import { DEFAULT_IMAGE_LIMITS } from "../../media/image/mod.ts";
import { clientGone } from "../../sources/mod.ts";
import { withFramebox } from "../test_framebox.ts";
import { MediaStream } from "./stream.ts";

const OPTIONS = {
  batch: { size: 1, waitMs: 20 },
  window: 4,
  sharedMemory: "/dev/shm",
  imageLimits: DEFAULT_IMAGE_LIMITS,
};

const DESCRIPTOR = {
  sequence_number: "1",
  ack_sequence_number: "0",
  media_stream_descriptor: {
    extension_configuration: "",
    media_descriptor: {
      timescale: 90_000,
      video_frame_sample_format: {
        encoding: "RAW",
        pixel_format: "BGR24",
        dimensions: { width: 4, height: 2 },
        stride_bytes: 0,
      },
    },
  },
};

Deno.test("a call that ends while its stream opens leaves nothing, whenever that is", () =>
  withFramebox(async ({ hub, streams }) => {
    const choices = { default: "grey", names: ["grey"], has: (name: string) => name === "grey" };
    for (let ticks = 0; ticks < 12; ticks++) {
      const stream = new MediaStream(OPTIONS, { streams, choices }, {
        host: "test",
        owner: "me",
      });
      const came = new Promise<void>((resolve) => {
        const stop = streams.subscribe(() => {
          stop();
          resolve();
        });
      });
      const begun = stream.begin(DESCRIPTOR);
      const settled = begun.catch(() => {});
      await came;
      for (let i = 0; i < ticks; i++) await Promise.resolve();
      await stream.close(clientGone());
      await settled;
      assert.deepEqual(
        [streams.list().length, hub.status.sessions],
        [0, 0],
        `${ticks} ticks later`,
      );
    }
  }));
