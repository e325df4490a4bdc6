/**
 * What a pool worker loads of processors/: the job that runs a built-in on one picture.
 *
 * @module
 */
import {
  type AnyJob,
  convertRaster,
  decodePicture,
  defineJob,
  encodePicture,
  type ImageLimits,
  type Job,
  type JobResult,
  type Raster,
  toTransfer,
} from "../image/mod.ts";
import { edges, invert, mean } from "./filters.ts";

/** Names of the built-in processors. */
export const BUILT_IN_NAMES = ["grey", "edges", "invert", "intensity"] as const;

/** One of {@linkcode BUILT_IN_NAMES}. */
export type BuiltInName = (typeof BUILT_IN_NAMES)[number];

/** Below this mean of grey a picture is dark (half of 255). */
const DARK_BELOW = 127;

/** What the job is given. */
export interface BuiltInInput {
  /** Which built-in. */
  readonly processor: BuiltInName;
  /** The picture: a file's bytes, or pixels of any form, to be overwritten. */
  readonly picture: { readonly file: Uint8Array } | { readonly raster: Raster };
  /** Bounds, checked again before decoding. */
  readonly limits: ImageLimits;
  /** `jpeg` for a live stream, `raster` where the form that people will want isn't known yet. */
  readonly wants: "jpeg" | "raster";
  /** Quality of a JPEG, 1–100. */
  readonly jpegQuality: number;
}

/** What the job gives back. */
export interface BuiltInOutput {
  /** The picture, in the form that was wanted. */
  readonly picture: { readonly jpeg: Uint8Array<ArrayBuffer> } | { readonly raster: Raster };
  /** What `intensity` found. */
  readonly intensity?: { readonly label: "dark" | "light"; readonly mean: number };
}

/** The form of pixels that a built-in works on. */
function builtInWants(processor: BuiltInName): {
  readonly channels: 1 | 3;
  readonly layout: "interleaved";
  readonly order: "RGB";
} {
  return { channels: processor === "invert" ? 3 : 1, layout: "interleaved", order: "RGB" };
}

/** Decodes, processes and, for live streams, encodes: one hop to the worker. */
export const builtInJob: Job<BuiltInInput, BuiltInOutput> = defineJob(
  "processors.builtIn",
  async (input: BuiltInInput): Promise<JobResult<BuiltInOutput>> => {
    const { processor, picture, limits } = input;
    const decoded = "raster" in picture
      ? convertRaster(picture.raster, builtInWants(processor))
      : await decodePicture(picture.file, { ...builtInWants(processor), limits });
    const raster = run(processor, decoded);
    const intensity = processor === "intensity" ? { intensity: judge(decoded) } : {};
    if (input.wants === "raster") {
      const { data, transfer } = toTransfer(raster.data);
      return { output: { picture: { raster: { ...raster, data } }, ...intensity }, transfer };
    }
    const encoded = await encodePicture(raster, "jpeg", { quality: input.jpegQuality });
    const { data: jpeg, transfer } = toTransfer(encoded);
    return { output: { picture: { jpeg }, ...intensity }, transfer };
  },
);

/** All jobs of this folder. */
export const processorJobs: readonly AnyJob[] = [builtInJob];

function run(processor: BuiltInName, decoded: Raster): Raster {
  switch (processor) {
    case "grey":
    case "intensity":
      return decoded;
    case "edges":
      return edges(decoded);
    case "invert":
      return invert(decoded);
  }
}

function judge(grey: Raster): { label: "dark" | "light"; mean: number } {
  const value = mean(grey);
  return { label: value < DARK_BELOW ? "dark" : "light", mean: value };
}
