/**
 * The first message of a stream: what its frames are and how they come.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  checkRawFormat,
  type ImageLimits,
  PIXEL_FORMATS,
  type PixelFormat,
  type RawFormat,
} from "../../media/image/mod.ts";
import type { ClientDescriptor, ClientMessage, FrameFormat, MemoryProperties } from "./messages.ts";

/** What a stream's frames are. */
export type FrameKind =
  | { readonly kind: "raw"; readonly format: RawFormat }
  | {
    readonly kind: "file";
    readonly encoding: FileEncoding;
    /** 0: not declared. */
    readonly widthPx: number;
    /** 0: not declared. */
    readonly heightPx: number;
  };

/** Kinds of picture files, as in protos/media_graph/media.proto. */
export type FileEncoding = "BMP" | "JPG" | "PNG";

/** What a client declares of its stream. */
export interface Description {
  /** Name of the sender, for users; empty if not declared. */
  readonly name: string;
  readonly frames: FrameKind;
  /** Where the frames lie; `undefined`: in the messages. */
  readonly memory: MemoryProperties | undefined;
  /** `extension_configuration` as it came. */
  readonly configuration: string;
}

const FILE_ENCODINGS: readonly FileEncoding[] = ["BMP", "JPG", "PNG"];

/** The protocol has no `GREY8`. */
const RAW_FORMATS: readonly PixelFormat[] = PIXEL_FORMATS.filter((name) => name !== "GREY8");

/**
 * Reads a stream's first message.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is no descriptor, or its frames can't be read;
 * `RESOURCE_EXHAUSTED` when they are over a limit
 */
export function readDescriptor(message: ClientMessage, limits: ImageLimits): Description {
  const descriptor = message.media_stream_descriptor;
  if (!descriptor) {
    const what = message.payload ?? "nothing";
    throw refused(`A stream begins with a media_stream_descriptor; this one begins with ${what}.`);
  }
  const format = descriptor.media_descriptor?.video_frame_sample_format;
  if (!format) {
    throw refused(
      "The descriptor says nothing of the frames; " +
        "set media_descriptor.video_frame_sample_format.",
    );
  }
  return {
    name: nameOf(descriptor),
    frames: frameKind(format, limits),
    memory: descriptor.shared_memory_buffer_transfer_properties,
    configuration: descriptor.extension_configuration,
  };
}

/** What frames are, for users: `1280×720 BGR24, shared memory`. */
export function formatText({ frames, memory }: Pick<Description, "frames" | "memory">): string {
  const { widthPx, heightPx } = frames.kind === "raw" ? frames.format : frames;
  const size = widthPx > 0 && heightPx > 0 ? `${widthPx}×${heightPx} ` : "";
  const form = frames.kind === "raw" ? frames.format.pixelFormat : frames.encoding;
  return `${size}${form}${memory ? ", shared memory" : ""}`;
}

function nameOf({ extension_identifier, graph_identifier }: ClientDescriptor): string {
  if (extension_identifier) return extension_identifier;
  const { graph_instance_name = "", graph_node_name = "" } = graph_identifier ?? {};
  return [graph_instance_name, graph_node_name].filter((name) => name !== "").join(" / ");
}

function frameKind(format: FrameFormat, limits: ImageLimits): FrameKind {
  const { encoding, pixel_format, dimensions, stride_bytes: strideBytes } = format;
  const { width: widthPx = 0, height: heightPx = 0 } = dimensions ?? {};
  const fileEncoding = FILE_ENCODINGS.find((name) => name === encoding);
  if (fileEncoding) return { kind: "file", encoding: fileEncoding, widthPx, heightPx };
  if (encoding !== "RAW") {
    throw refused(
      `The encoding ${encoding} can't be read; there are RAW, ${FILE_ENCODINGS.join(", ")}.`,
    );
  }
  const pixelFormat = RAW_FORMATS.find((name) => name === pixel_format);
  if (!pixelFormat) {
    throw refused(
      `The pixel format ${pixel_format} can't be read; of RAW frames there are ` +
        `${RAW_FORMATS.join(", ")}.`,
    );
  }
  const raw = { pixelFormat, widthPx, heightPx, strideBytes };
  checkRawFormat(raw, limits);
  return { kind: "raw", format: raw };
}

function refused(sentence: string): FrameboxError {
  return new FrameboxError("INVALID_ARGUMENT", sentence);
}
