import { count, megabytes, setting } from "../setting.ts";
import { text, whole } from "../types.ts";

const PICTURES = "Pictures";
const MAT = ".mat files";

/** `undefined` for no name at all. */
function libraryOf(value: string): string | undefined {
  // deno-lint-ignore no-control-regex
  return value === "" || /[\u0000-\u001f]/.test(value) ? undefined : value;
}

/** How pictures are made, and what a .mat file may hold. */
export const PICTURE_SETTINGS = {
  jpegQuality: setting(PICTURES, "JPEG_QUALITY", {
    type: whole({ min: 1, max: 100 }),
    default: 85,
    help: "Quality of JPEGs made here.",
  }),
  turbojpeg: setting(PICTURES, "TURBOJPEG", {
    type: { ...text("auto, off, or a library's path"), parse: libraryOf },
    default: "auto",
    help:
      "auto: JPEGs are read and made by the system's libturbojpeg if it is installed; off: by " +
      "WebAssembly, which takes longer; or the library's path.",
  }),
  poolSize: setting(PICTURES, "POOL_SIZE", {
    type: whole({ min: 0, max: 64, unit: "threads" }),
    default: 0,
    help: "Threads that decode, encode and process pictures; 0: one a core, 2 to 4.",
  }),

  matMaxFileMb: setting(MAT, "MAT_MAX_FILE_MB", {
    type: megabytes(2047),
    default: 256,
    help: "Largest .mat file that is read.",
  }),
  matMaxInflatedMb: setting(MAT, "MAT_MAX_INFLATED_MB", {
    type: megabytes(2047),
    default: 256,
    help: "Largest size of a .mat file's compressed variables once inflated.",
  }),
  matMaxElements: setting(MAT, "MAT_MAX_ELEMENTS", {
    type: count(1_000_000_000, "elements"),
    default: 67_108_864,
    help: "Most elements (numbers, characters, cells, fields) that a .mat file may hold.",
  }),
  matMaxNesting: setting(MAT, "MAT_MAX_NESTING", {
    type: count(1000, "levels"),
    default: 64,
    help: "Deepest nesting of cells and structs in a .mat file.",
  }),
} as const;
