/**
 * Finding libturbojpeg on this host, and checking that it works.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";
import type { JpegCodec } from "./jpeg_codec.ts";
import { TurbojpegCodec } from "./turbojpeg_codec.ts";
import { turbojpegPlaces } from "./turbojpeg_library.ts";

/** Large enough for several blocks, with an edge that is no multiple of one. */
const TEST_SIDE_PX = 35;
/** JPEG is lossy; a library that mixes up channels or rows is off by more. */
const TEST_TOLERANCE = 12;

/**
 * The libturbojpeg to use. It counts as found once it has encoded and decoded a JPEG.
 *
 * @param wanted `auto`: where it is as a rule, if there is one; `off`; or its path or name. Setting
 *   `TURBOJPEG`
 * @returns what {@linkcode ImageSetup} takes
 * @throws {FrameboxError} `FAILED_PRECONDITION` when the one that is named may not be loaded or doesn't work
 */
export async function findTurbojpeg(wanted: string): Promise<string | undefined> {
  if (wanted === "off") return undefined;
  if (wanted === "auto") {
    if (!mayLoad()) return undefined;
    for (const place of turbojpegPlaces()) {
      if (await whatIsWrong(place) === undefined) return place;
    }
    return undefined;
  }
  const wrong = mayLoad()
    ? await whatIsWrong(wanted)
    : "framebox may load no library (permission --allow-ffi)";
  if (wrong === undefined) return wanted;
  throw new FrameboxError(
    "FAILED_PRECONDITION",
    `TURBOJPEG names ${wanted}, which can't be used as libturbojpeg: ${wrong}. Name the library of ` +
      "libjpeg-turbo 2 or 3, or leave it at auto.",
  );
}

/**
 * Whether libraries may be loaded without a prompt: all of them, since the permission for one file is
 * not enough to pass it a buffer's address.
 */
function mayLoad(): boolean {
  return Deno.permissions.querySync({ name: "ffi" }).state === "granted";
}

async function whatIsWrong(path: string): Promise<string | undefined> {
  let codec: TurbojpegCodec;
  try {
    codec = new TurbojpegCodec(path);
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  }
  try {
    return await checkCodec(codec);
  } finally {
    codec.close();
  }
}

/**
 * Has a codec make small JPEGs and read them.
 *
 * @returns what is wrong with it, as the end of a sentence; `undefined` if nothing is
 */
export async function checkCodec(codec: JpegCodec): Promise<string | undefined> {
  try {
    for (const channels of [1, 3] as const) {
      if (!await isRight(codec, channels)) return "it makes wrong pixels";
    }
    return undefined;
  } catch (error) {
    const { cause = error } = error instanceof Error ? error : {};
    return `it fails (${cause instanceof Error ? cause.message : String(cause)})`;
  }
}

/** Makes a small JPEG and reads it. */
async function isRight(codec: JpegCodec, channels: 1 | 3): Promise<boolean> {
  const size = { widthPx: TEST_SIDE_PX, heightPx: TEST_SIDE_PX, channels };
  const data = new Uint8Array(TEST_SIDE_PX * TEST_SIDE_PX * channels);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels);
    const row = Math.floor(pixel / TEST_SIDE_PX);
    data[i] = i % channels === 1 ? 7 * row : 5 * (pixel % TEST_SIDE_PX) + row;
  }
  const bytes = await codec.encode({ ...size, data, fill: (target) => target.set(data) }, 95);
  return await codec.decode({ ...size, bytes }, (pixels) =>
    pixels.data.length === data.length &&
    pixels.data.every((value, i) => Math.abs(value - data[i]!) <= TEST_TOLERANCE));
}
