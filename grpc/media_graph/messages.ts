/**
 * Messages of MediaGraphExtension (protos/media_graph/) as its handlers get them, and the service's definition.
 * Integers of 64 bits are decimal strings: clients' numbers and times are returned unchanged.
 *
 * @module
 */
import extension from "../../protos/media_graph/extension.proto" with { type: "text" };
import inferencing from "../../protos/media_graph/inferencing.proto" with { type: "text" };
import media from "../../protos/media_graph/media.proto" with { type: "text" };
import { loadProtos, type ProtoService } from "../proto.ts";

const PACKAGE = "microsoft.azure.media.live_video_analytics.extensibility.grpc.v1";

/** Declared in the proto files. */
export const SERVICE_NAME = `${PACKAGE}.MediaGraphExtension`;

/** Reads the proto files. */
export function mediaGraphDefinition(): ProtoService {
  return loadProtos([
    { name: "inferencing.proto", text: inferencing },
    { name: "media.proto", text: media },
    { name: "extension.proto", text: extension },
  ], {
    longs: "string",
    // Results of other extensions, which framebox does not use.
    unread: [`${PACKAGE}.MediaSample.inferences`],
  }).service(SERVICE_NAME);
}

/** A message from a client. */
export interface ClientMessage {
  readonly sequence_number: string;
  readonly ack_sequence_number: string;
  /** Name of the one that is set. */
  readonly payload?: "media_stream_descriptor" | "media_sample";
  readonly media_stream_descriptor?: ClientDescriptor;
  readonly media_sample?: ClientSample;
}

/** The form of a stream's frames and how they are transferred. */
export interface ClientDescriptor {
  readonly graph_identifier?: {
    readonly graph_instance_name: string;
    readonly graph_node_name: string;
  };
  readonly extension_identifier?: string;
  readonly extension_configuration: string;
  readonly media_descriptor: {
    readonly timescale: number;
    readonly video_frame_sample_format?: FrameFormat;
  } | null;
  readonly shared_memory_buffer_transfer_properties?: MemoryProperties;
}

/** The form of frames. Enums that the proto file doesn't know stay numbers. */
export interface FrameFormat {
  readonly encoding: string | number;
  readonly pixel_format: string | number;
  readonly dimensions: { readonly width: number; readonly height: number } | null;
  readonly stride_bytes: number;
}

/** A file in the shared-memory directory. */
export interface MemoryProperties {
  readonly handle_name: string;
  readonly length_bytes: string;
}

/** A range of that file. */
export interface MemoryReference {
  readonly address_offset: string;
  readonly length_bytes: string;
}

/** One frame. */
export interface ClientSample {
  readonly timestamp: string;
  /** Name of the one that is set. */
  readonly content?: "content_bytes" | "content_reference";
  readonly content_bytes?: { readonly bytes: Uint8Array };
  readonly content_reference?: MemoryReference;
}

/** A message to a client. */
export interface ServerMessage {
  readonly sequence_number: number;
  readonly ack_sequence_number: string;
  readonly media_stream_descriptor?: {
    readonly extension_identifier: string;
    readonly media_descriptor: { readonly timescale: number };
  };
  readonly media_sample?: {
    readonly timestamp: string;
    readonly inferences: readonly Inference[];
  };
}

/** A name and its confidence. */
export interface Tag {
  readonly value: string;
  readonly confidence: number;
}

/** Fractions of the frame's width and height. */
export interface Rectangle {
  readonly l: number;
  readonly t: number;
  readonly w: number;
  readonly h: number;
}

/** What was found. */
export type Inference =
  | {
    readonly type: "CLASSIFICATION";
    readonly subtype: string;
    readonly classification: { readonly tag: Tag };
  }
  | {
    readonly type: "ENTITY";
    readonly entity: { readonly tag: Tag; readonly box: Rectangle; readonly id: string };
  }
  | { readonly type: "TEXT"; readonly text: { readonly value: string } }
  | {
    readonly type: "EVENT";
    readonly event: {
      readonly name: string;
      readonly properties: Readonly<Record<string, string>>;
    };
  }
  | {
    readonly type: "OTHER";
    readonly other: { readonly content_type: string; readonly content_bytes: Uint8Array };
  };
