import assert from "node:assert/strict";
import { videoInfoOf } from "./stream_info.ts";

const VIDEO = {
  index: 0,
  codec_type: "video",
  codec_name: "h264",
  codec_tag_string: "avc1",
  width: 640,
  height: 480,
  sample_aspect_ratio: "1:1",
  r_frame_rate: "30/1",
  avg_frame_rate: "30/1",
  time_base: "1/15360",
  duration: "8.000000",
  nb_frames: "240",
  disposition: { attached_pic: 0 },
};
const SOUND = { index: 1, codec_type: "audio", codec_name: "aac" };

function info(change: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) {
  return videoInfoOf(JSON.stringify({ streams: [{ ...VIDEO, ...change }, SOUND], ...rest }));
}

function packets(...times: number[]) {
  return { packets: times.map((pts) => ({ stream_index: 0, pts })) };
}

Deno.test("ffprobe's output becomes a stream's info", () => {
  assert.deepEqual(info(), {
    width: 640,
    height: 480,
    rotation: 0,
    rate: { num: 30, den: 1 },
    variableRate: false,
    durationMs: 8000,
    frames: 240,
    codec: "h264",
    startMs: 0,
    firstMs: 0,
    hasTimes: true,
    endMs: undefined,
    audioCodec: "aac",
    streamIndex: 0,
    timeBase: { num: 1, den: 15360 },
    assumedMatrix: "bt601",
    colours: { matrix: undefined, primaries: undefined, transfer: undefined },
    conversion: [],
    isPale: false,
    planesMatrix: undefined,
  });
});

Deno.test("a phone's video is as large as it is shown, and turned clockwise", () => {
  const turned = info({ side_data_list: [{ rotation: -90 }] });
  assert.deepEqual([turned.width, turned.height, turned.rotation], [480, 640, 90]);
  assert.equal(info({ side_data_list: [{ rotation: 90 }] }).rotation, 270);
  assert.equal(info({ side_data_list: [{ rotation: -180 }] }).rotation, 180);
  assert.equal(info({ tags: { rotate: "90" } }).rotation, 90);
});

Deno.test("pixels that aren't square stretch the width, before the picture is turned", () => {
  assert.equal(info({ sample_aspect_ratio: "4:3" }).width, 853);
  assert.equal(info({ sample_aspect_ratio: "0:1" }).width, 640);
  const turned = info({ sample_aspect_ratio: "4:3", side_data_list: [{ rotation: 90 }] });
  assert.deepEqual([turned.width, turned.height], [480, 853]);
});

Deno.test("the rate is variable when means differ or steps do, not for a millisecond's rounding", () => {
  assert.equal(info({ avg_frame_rate: "85/12" }).variableRate, true);
  assert.equal(info({ avg_frame_rate: "30000/1001" }).variableRate, false);
  const mkv = { time_base: "1/1000" };
  assert.equal(info(mkv, packets(0, 33, 100, 67, 133, 167, 200, 233, 267)).variableRate, false);
  assert.equal(info(mkv, packets(0, 33, 67, 150, 183, 217, 250, 283, 317)).variableRate, true);
  assert.equal(
    info({}, packets(0, 512, 1024, 1100, 2000, 2500, 3000, 3500, 4000)).variableRate,
    true,
  );
});

Deno.test("frames are counted by the file, or estimated, or unknown", () => {
  assert.equal(info({ nb_frames: undefined }).frames, 240);
  assert.equal(info({ nb_frames: undefined, tags: { NUMBER_OF_FRAMES: "239" } }).frames, 239);
  const mkv = { nb_frames: undefined, duration: undefined };
  const matroska = { format: { format_name: "matroska,webm" } };
  const tags = { DURATION: "00:01:00.500000000" };
  assert.equal(info({ ...mkv, tags }, matroska).frames, 1815);
  assert.equal(info({ ...mkv, tags, start_time: "60.0" }, matroska).frames, 15, "it is the end");
  assert.equal(info(mkv, { format: { duration: "2.0" } }).frames, 60);
  assert.equal(info(mkv).frames, undefined);
  assert.equal(info(mkv).durationMs, undefined);
});

Deno.test("a cover picture is no video, and a file with sound only is an error that names it", () => {
  assert.throws(() => info({ disposition: { attached_pic: 1 } }), /only sound/);
  assert.throws(() => videoInfoOf(JSON.stringify({ streams: [SOUND] })), /only sound/);
  assert.throws(() => videoInfoOf("{}"), /no video that can be read/);
});

Deno.test("encrypted, unknown and sizeless videos each get their sentence", () => {
  assert.throws(() => info({ codec_tag_string: "encv" }), /encrypted/);
  const sealed = { stream_index: 0, side_data_list: [{ side_data_type: "Encryption info" }] };
  assert.throws(() => info({}, { packets: [sealed] }), /encrypted/);
  assert.throws(() => info({ codec_name: undefined }), /codec is not known/);
  assert.throws(() => info({ width: 0 }), /how large/);
});

Deno.test("colours of HD are BT.709 unless the file declares otherwise", () => {
  assert.equal(info({ height: 720 }).assumedMatrix, "bt709");
  assert.equal(info({ height: 720, color_space: "bt2020nc" }).assumedMatrix, undefined);
});

Deno.test("times count from the file's beginning, wherever its clock begins", () => {
  const late = { start_time: "3601.5", duration: "2.0" };
  const { startMs, endMs } = info(late, {
    format: { format_name: "mov,mp4,m4a", start_time: "3600.0", duration: "3.5" },
  });
  assert.deepEqual([startMs, endMs], [3_600_000, 3500]);
  const format = { format_name: "matroska,webm", start_time: "3600.0", duration: "3604.0" };
  const mkv = { start_time: "3601.5", duration: undefined };
  assert.equal(info({ ...mkv, tags: { DURATION: "01:00:03.500000000" } }, { format }).endMs, 3500);
  assert.equal(info(mkv, { format }).endMs, undefined, "the sound may be longer");
  const ts = { format: { format_name: "mpegts", start_time: "3600.0" } };
  assert.equal(info(late, ts).endMs, undefined, "it is an estimate");
});

Deno.test("a file without sound ends with its video", () => {
  const alone = (format: Record<string, unknown>) =>
    videoInfoOf(JSON.stringify({ streams: [{ ...VIDEO, duration: undefined }], format })).endMs;
  assert.equal(alone({ format_name: "flv", start_time: "1.0", duration: "4.0" }), 4000);
  assert.equal(alone({ format_name: "matroska,webm", start_time: "1.0", duration: "4.0" }), 3000);
  assert.equal(alone({}), undefined);
});

Deno.test("frames travel as planes where they are 4:2:0 of a known matrix and of even size", () => {
  const matrix = (change: Record<string, unknown>) =>
    info({ pix_fmt: "yuv420p", ...change }).planesMatrix;
  assert.equal(matrix({}), "bt601");
  assert.equal(matrix({ height: 720 }), "bt709");
  assert.equal(matrix({ color_space: "bt709" }), "bt709");
  assert.equal(matrix({ height: 720, color_space: "smpte170m" }), "bt601");
  assert.equal(matrix({ height: 720, color_space: "bt470bg" }), "bt601");
  for (const format of ["yuvj420p", "yuv420p10le", "nv12", "p010le"]) {
    assert.equal(matrix({ pix_fmt: format }), "bt601", format);
  }
  for (const format of ["yuv422p", "yuv444p", "yuva420p", "gbrp", "gray", "rgb24", undefined]) {
    assert.equal(matrix({ pix_fmt: format }), undefined, String(format));
  }
  for (const space of ["bt2020nc", "ycgco", "gbr", "fcc"]) {
    assert.equal(matrix({ color_space: space }), undefined, space);
  }
  assert.equal(matrix({ color_space: "bt709", color_transfer: "smpte2084" }), undefined);
  assert.equal(matrix({ color_space: "bt709", color_primaries: "smpte432" }), undefined);
  assert.equal(matrix({ width: 641 }), undefined);
  assert.equal(matrix({ height: 479 }), undefined);
  assert.equal(matrix({ sample_aspect_ratio: "4:3" }), undefined);
});
