import { count, ms, setting } from "../setting.ts";
import { password, text, whole, yesNo } from "../types.ts";

const AVA = "Azure Video Analyzer";
const IMAGE_TEST = "ImageTest";
const STREAMS = "Ingest streams";

/** Services for stream clients that send frames over gRPC, and who may see the streams. */
export const INGEST_STREAM_SETTINGS = {
  avaUsername: setting(AVA, "AVA_USERNAME", {
    type: text("a user's name"),
    default: "",
    help:
      "With AVA_PASSWORD: clients must send both as metadata `x-ms-authentication`, HTTP Basic.",
  }),
  avaPassword: setting(AVA, "AVA_PASSWORD", {
    type: password(),
    default: "",
    help: "The password that goes with AVA_USERNAME.",
  }),
  avaProcessor: setting(AVA, "AVA_PROCESSOR", {
    type: text("a processor's name"),
    default: "intensity",
    help: "Processor of a stream whose `extension_configuration` names none.",
  }),
  avaBatchSize: setting(AVA, "AVA_BATCH_SIZE", {
    type: count(256, "samples"),
    short: "-b",
    default: 1,
    help: "Samples of a stream that are processed together.",
  }),
  avaBatchWaitMs: setting(AVA, "AVA_BATCH_WAIT_MS", {
    type: ms(),
    default: 20,
    help: "A batch that is not full is processed when no sample has come for this time.",
  }),
  avaSharedMemory: setting(AVA, "AVA_SHARED_MEMORY", {
    type: text("a directory"),
    default: "/dev/shm",
    help: "Directory of the files in which clients on this host pass frames.",
  }),
  imageTestProcessor: setting(IMAGE_TEST, "IMAGETEST_PROCESSOR", {
    type: text("a processor's name"),
    default: "grey",
    help: "Who processes the frames.",
  }),
  imageTestCount: setting(IMAGE_TEST, "IMAGETEST_COUNT", {
    type: text("the name of a number"),
    default: "boxes",
    help:
      "Which number of a result is the answer's `reply`; 0 where a result has none of that name.",
  }),
  imageTestPictures: setting(IMAGE_TEST, "IMAGETEST_PICTURES", {
    type: yesNo(),
    default: true,
    help:
      "Answers carry the processed frame. `false`: `reply` alone, for clients that read nothing " +
      "else or take no messages over 4 MB.",
  }),
  imageTestWidth: setting(IMAGE_TEST, "IMAGETEST_WIDTH", {
    type: whole({ min: 1, max: 65_535, unit: "pixels" }),
    default: 704,
    help: "Width of raw frames whose call has no metadata `width`.",
  }),
  imageTestHeight: setting(IMAGE_TEST, "IMAGETEST_HEIGHT", {
    type: whole({ min: 1, max: 65_535, unit: "pixels" }),
    default: 576,
    help: "Height of raw frames whose call has no metadata `height`.",
  }),
  showStreams: setting(STREAMS, "SHOW_STREAMS", {
    type: yesNo(),
    default: false,
    help: "Everyone who opens the page sees the ingest streams, live, under Streams.",
  }),
} as const;
