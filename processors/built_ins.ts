/**
 * The image processors of framebox.
 *
 * @module
 */
import {
  greyBelow,
  negativePlanes,
  type PictureInput,
  type PictureSource,
  type PixelFormat,
  type Planes,
  rawBytes,
  withDecodedInput,
} from "../media/image/mod.ts";
import { ANY_IMAGE, JSON_DATA } from "./media_types.ts";
import { char, type MatValue, scalar } from "../mat/mod.ts";
import { edges, invert, mean } from "./filters.ts";
import type { OwnPixels } from "./frame_io.ts";
import type { ImageProcessor, ProcessorResult } from "./processor.ts";

/** Names of the built-in processors, in the order in which users see them. */
export const BUILT_IN_NAMES = ["grey", "edges", "invert", "intensity"] as const;

/** One of {@linkcode BUILT_IN_NAMES}. */
export type BuiltInName = (typeof BUILT_IN_NAMES)[number];

/** What a built-in made of a frame. */
export interface BuiltInResult extends ProcessorResult {
  /** Stored in `data.mat` besides; it is no part of the readout. */
  readonly stored?: Readonly<Record<string, MatValue>>;
}

/**
 * A stateless image processor: it takes frames one by one, and has a faster path for frames whose
 * picture is not needed.
 */
export interface BuiltIn extends Required<Pick<ImageProcessor, "title" | "help" | "channels">> {
  readonly name: BuiltInName;
  /** Media types of what its results hold. */
  readonly gives: readonly string[];
  /** May write to the pixels, and give them back. */
  process(frame: OwnPixels): BuiltInResult;
  /**
   * The picture of a video's frame as planes, where that is the whole result and costs less than a
   * conversion to RGB.
   */
  planes?(frame: Planes): Planes;
  /** The result without a picture, straight from what the frame came as. */
  quick(input: PictureInput): BuiltInResult | Promise<BuiltInResult>;
  /**
   * As `quick`, for a frame that takes less time than a hop to a thread and back; `undefined` for any
   * other.
   *
   * @throws {FrameboxError} when the frame can't be read
   */
  atOnce?(source: PictureSource): BuiltInResult | undefined;
}

/** A frame of 1280×720 and some more: 0.2 ms, half of it reading memory. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;

/** Formats whose grey mean can be computed from the sums of their bytes. */
const AT_ONCE_FORMATS: ReadonlySet<string> = new Set(
  ["RGB24", "BGR24", "ARGB", "RGBA", "ABGR", "BGRA"] satisfies PixelFormat[],
);

/** Below this mean of grey a picture is dark (half of 255). */
const DARK_BELOW = 127;

const DARK: BuiltInResult = labelled("dark");
const LIGHT: BuiltInResult = labelled("light");

/** The built-in processors by name. */
export const BUILT_IN_PROCESSORS: Readonly<Record<BuiltInName, BuiltIn>> = {
  grey: {
    name: "grey",
    title: "Grey",
    help: "The picture in shades of grey.",
    gives: [ANY_IMAGE],
    channels: 1,
    process: (picture) => ({ picture }),
    quick: readOnly,
  },
  edges: {
    name: "edges",
    title: "Edges",
    help: "Where brightness changes, by the Sobel operator.",
    gives: [ANY_IMAGE],
    channels: 1,
    process: (frame) => ({ picture: edges(frame) }),
    quick: readOnly,
  },
  invert: {
    name: "invert",
    title: "Invert",
    help: "The negative of the picture.",
    gives: [ANY_IMAGE],
    channels: 3,
    process: (frame) => ({ picture: invert(frame) }),
    planes: negativePlanes,
    quick: readOnly,
  },
  intensity: {
    name: "intensity",
    title: "Colour intensity",
    help: "Whether the picture is dark or light: mean grey below 127 is dark.",
    gives: [ANY_IMAGE, JSON_DATA],
    channels: 1,
    process: (picture) => {
      const value = mean(picture);
      const isDark = value < DARK_BELOW;
      const stored = { label: char(isDark ? "dark" : "light"), mean: scalar(value) };
      return { ...judged(isDark), picture, stored };
    },
    quick: (input) => {
      const isDark = greyBelow(input, DARK_BELOW);
      return typeof isDark === "boolean" ? judged(isDark) : isDark.then(judged);
    },
    atOnce: (source) => {
      if (source.kind !== "raw" || !AT_ONCE_FORMATS.has(source.format.pixelFormat)) {
        return undefined;
      }
      if (rawBytes(source.format).least > AT_ONCE_BYTES) return undefined;
      const isDark = greyBelow(source, DARK_BELOW);
      return typeof isDark === "boolean" ? judged(isDark) : undefined;
    },
  },
};

/** The result is the picture alone, so without it only whether the frame can be decoded is left. */
function readOnly(input: PictureInput): Promise<BuiltInResult> {
  return withDecodedInput(input, {}, () => ({}));
}

function judged(isDark: boolean): BuiltInResult {
  return isDark ? DARK : LIGHT;
}

function labelled(label: string): BuiltInResult {
  return { labels: [{ label, probability: 1, about: "colorIntensity" }] };
}
