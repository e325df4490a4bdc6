import assert from "node:assert/strict";
import { DEFAULT_IMAGE_LIMITS } from "../../media/image/mod.ts";
import { formatText, readDescriptor } from "./descriptor.ts";
import type { ClientDescriptor, ClientMessage, FrameFormat } from "./messages.ts";

const RAW: FrameFormat = {
  encoding: "RAW",
  pixel_format: "BGR24",
  dimensions: { width: 4, height: 2 },
  stride_bytes: 0,
};

function message(
  format: Partial<FrameFormat>,
  others: Partial<ClientDescriptor> = {},
): ClientMessage {
  const video_frame_sample_format = { ...RAW, ...format };
  return {
    sequence_number: "1",
    ack_sequence_number: "0",
    payload: "media_stream_descriptor",
    media_stream_descriptor: {
      extension_configuration: "",
      media_descriptor: { timescale: 90_000, video_frame_sample_format },
      ...others,
    },
  };
}

const read = (message: ClientMessage) => readDescriptor(message, DEFAULT_IMAGE_LIMITS);

Deno.test("a descriptor of raw frames is read", () => {
  const pixelFormats =
    "YUV420P RGB565BE RGB565LE RGB555BE RGB555LE RGB24 BGR24 ARGB RGBA ABGR BGRA";
  for (const pixelFormat of pixelFormats.split(" ")) {
    const { frames } = read(message({ pixel_format: pixelFormat, stride_bytes: 20 }));
    const format = { pixelFormat, widthPx: 4, heightPx: 2, strideBytes: 20 };
    assert.deepEqual(frames, { kind: "raw", format });
  }
});

Deno.test("a descriptor of picture files is read, whatever its pixel format", () => {
  for (const encoding of ["BMP", "JPG", "PNG"] as const) {
    for (const pixel_format of ["NONE", "RGB24", 7]) {
      const { frames } = read(message({ encoding, pixel_format, stride_bytes: 1 }));
      assert.deepEqual(frames, { kind: "file", encoding, widthPx: 4, heightPx: 2 });
    }
  }
  const { frames } = read(message({ encoding: "JPG", dimensions: null }));
  assert.deepEqual(frames, { kind: "file", encoding: "JPG", widthPx: 0, heightPx: 0 });
});

Deno.test("a stream has the name that its client gives it, and a text about its frames", () => {
  const memory = { handle_name: "a", length_bytes: "24" };
  const graph_identifier = { graph_instance_name: "door", graph_node_name: "ext" };
  const named = (others: Partial<ClientDescriptor>) => read(message({}, others)).name;
  assert.equal(named({ extension_identifier: "mine" }), "mine");
  assert.equal(named({ graph_identifier }), "door / ext");
  assert.equal(named({ graph_identifier: { ...graph_identifier, graph_node_name: "" } }), "door");
  assert.equal(named({}), "");
  const shared = read(message({}, { shared_memory_buffer_transfer_properties: memory }));
  assert.equal(formatText(shared), "4×2 BGR24, shared memory");
  assert.equal(formatText(read(message({ encoding: "JPG", dimensions: null }))), "JPG");
});

Deno.test("what is no descriptor, or one of frames that can't be read, is refused", () => {
  const first = { sequence_number: "1", ack_sequence_number: "0" };
  const sample = { ...first, payload: "media_sample", media_sample: { timestamp: "0" } } as const;
  const wrong: [ClientMessage, RegExp][] = [
    [first, /begins with a media_stream_descriptor; this one begins with nothing/],
    [sample, /this one begins with media_sample/],
    [message({}, { media_descriptor: null }), /says nothing of the frames/],
    [message({}, { media_descriptor: { timescale: 1 } }), /video_frame_sample_format/],
    [message({ encoding: 9 }), /encoding 9 can't be read; there are RAW, BMP, JPG, PNG/],
    [message({ pixel_format: "NONE" }), /pixel format NONE .* YUV420P.*BGRA\./],
    [message({ pixel_format: 99 }), /pixel format 99/],
    [message({ pixel_format: "GREY8" }), /pixel format GREY8/],
    [message({ dimensions: null }), /0×0/],
    [message({ dimensions: { width: 4, height: 0 } }), /4×0/],
    [message({ stride_bytes: 11 }), /stride of 11/],
  ];
  for (const [message, sentence] of wrong) {
    assert.throws(() => read(message), { code: "INVALID_ARGUMENT", message: sentence });
  }
  const large = message({ dimensions: { width: 100_000, height: 100_000 } });
  assert.throws(() => read(large), { code: "RESOURCE_EXHAUSTED" });
});
