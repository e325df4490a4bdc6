/**
 * libturbojpeg, the system's JPEG library, by FFI: where it is, and the calls that versions 2 and 3 both have.
 *
 * Source: turbojpeg.h of libjpeg-turbo 2.1 and 3.0.
 *
 * @module
 */

// Kept from the start: processors of users that run in some threads find no FFI (hideFfi).
const { build, dlopen, UnsafePointer, UnsafePointerView } = Deno;

/** `unsigned long` has 32 bits on Windows. Lengths of files are far below that. */
const UNSIGNED_LONG = build.os === "windows" ? "u32" : "usize";

const SYMBOLS = {
  tjInitDecompress: { parameters: [], result: "pointer" },
  tjInitCompress: { parameters: [], result: "pointer" },
  tjDestroy: { parameters: ["pointer"], result: "i32" },
  tjGetErrorStr2: { parameters: ["pointer"], result: "pointer" },
  tjGetErrorCode: { parameters: ["pointer"], result: "i32" },
  /** Width, height, subsampling, colour space of a file. */
  tjDecompressHeader3: {
    parameters: ["pointer", "buffer", UNSIGNED_LONG, "buffer", "buffer", "buffer", "buffer"],
    result: "i32",
  },
  /** File, length, target, width, pitch, height, pixel format, flags. */
  tjDecompress2: {
    parameters: ["pointer", "buffer", UNSIGNED_LONG, "buffer", "i32", "i32", "i32", "i32", "i32"],
    result: "i32",
  },
  /** Width, height, subsampling. */
  tjBufSize: { parameters: ["i32", "i32", "i32"], result: UNSIGNED_LONG },
  /** Source, width, pitch, height, pixel format, → target, → length, subsampling, quality, flags. */
  tjCompress2: {
    parameters: [
      "pointer",
      "buffer",
      "i32",
      "i32",
      "i32",
      "i32",
      "buffer",
      "buffer",
      "i32",
      "i32",
      "i32",
    ],
    result: "i32",
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** The library, loaded into this process. */
export type TurbojpegLibrary = Deno.DynamicLibrary<typeof SYMBOLS>;

/** What a handle of the library is. */
export type Handle = Deno.PointerObject;

/**
 * Loads it.
 *
 * @param path a name that the system's loader looks up, or an absolute path
 * @throws {Error} when it can't be loaded, lacks one of the calls, or may not be used (`--allow-ffi`)
 */
export function openTurbojpeg(path: string): TurbojpegLibrary {
  return dlopen(path, SYMBOLS);
}

/** Where the library is as a rule: by name where the system's loader knows it, else by place. */
export function turbojpegPlaces(): readonly string[] {
  if (build.os === "windows") return ["turbojpeg.dll"];
  if (build.os === "darwin") {
    return [
      "libturbojpeg.dylib",
      "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
      "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
      "/opt/local/lib/libturbojpeg.dylib",
    ];
  }
  return ["libturbojpeg.so.0"];
}

/** The library's message of its last failure. */
export function lastWords({ symbols }: TurbojpegLibrary, handle: Handle): string {
  const text = symbols.tjGetErrorStr2(handle);
  return text ? new UnsafePointerView(text).getCString() : "";
}

/** The address of a buffer, for a call that takes a pointer to a pointer. */
export function addressOf(bytes: Uint8Array<ArrayBuffer>): bigint {
  return UnsafePointer.value(UnsafePointer.of(bytes));
}
