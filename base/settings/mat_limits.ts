/** The limits on .mat files, in the units of the codec. */
import type { Settings } from "./table.ts";

const MB = 1024 ** 2;

/**
 * The limits as the MATLAB codec takes them: bytes instead of megabytes.
 *
 * @returns sizes in bytes, elements and nesting as counts
 */
export function matLimitsOf(settings: Settings): {
  readonly maxFileBytes: number;
  readonly maxInflatedBytes: number;
  readonly maxElements: number;
  readonly maxNesting: number;
} {
  return {
    maxFileBytes: settings.matMaxFileMb * MB,
    maxInflatedBytes: settings.matMaxInflatedMb * MB,
    maxElements: settings.matMaxElements,
    maxNesting: settings.matMaxNesting,
  };
}
