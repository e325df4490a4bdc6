/**
 * This thread's transforms: pictures of one camera have one profile.
 *
 * @module
 */

import { hash } from "node:crypto";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { profileFault } from "./icc_bytes.ts";
import { MAX_PROFILE_BYTES, readIccProfile } from "./icc_profile.ts";
import type { ColourSource } from "./source.ts";
import { Transform } from "./transform.ts";

/** The finest of them takes 2 MB. */
const MAX_CACHED = 8;
/** Of their profiles together, which take up to twice that once they are read. */
const KEPT_BYTES = 4 * 1024 * 1024;

/** What a profile came to: a transform, or why it can't be used and what counts in its place. */
interface Made {
  /** Of the profile. */
  readonly byteLength: number;
  readonly transform: Transform | undefined;
  readonly fault: FrameboxError | undefined;
}

const NAMES = { grey: "grey", rgb: "RGB", cmyk: "CMYK" } as const;

/** The last ones that were used, the newest last. */
const kept = new Map<string, Made>();

/**
 * The transform for a picture: none where its profile is cut, damaged, of an unsupported kind, or for
 * other channels than the picture's; `fault` is the reason then.
 */
export function transformFor(source: ColourSource): Made {
  const key = keyOf(source);
  const made = kept.get(key) ?? make(source);
  kept.delete(key);
  kept.set(key, made);
  forgetOld();
  const space = made.transform?.space ?? source.space;
  if (space === source.space || (space === "rgb" && source.space === "grey")) return made;
  const fault = profileFault(`it is for ${NAMES[space]}, the picture has ${NAMES[source.space]}`);
  return { ...made, transform: undefined, fault };
}

/** The newest stays, even if it alone exceeds the bound. */
function forgetOld(): void {
  let byteLength = 0;
  for (const made of kept.values()) byteLength += made.byteLength;
  for (const [key, made] of kept) {
    if (kept.size === 1 || (kept.size <= MAX_CACHED && byteLength <= KEPT_BYTES)) break;
    kept.delete(key);
    byteLength -= made.byteLength;
  }
}

function keyOf(source: ColourSource): string {
  if (source.kind === "numbers") return source.key;
  // A profile that is too long is refused in any case: its rest is not hashed on the main thread.
  const icc = source.icc.subarray(0, MAX_PROFILE_BYTES + 1);
  return `${hash("sha256", icc, "base64")} ${source.otherwise?.key}`;
}

function make(source: ColourSource): Made {
  if (source.kind === "numbers") {
    return { byteLength: 0, transform: new Transform(source.profile), fault: undefined };
  }
  const { byteLength } = source.icc;
  try {
    const transform = new Transform(readIccProfile(source.icc));
    return { byteLength, transform, fault: undefined };
  } catch (caught) {
    if (!(caught instanceof FrameboxError)) throw caught;
    const { otherwise } = source;
    const transform = otherwise && new Transform(otherwise.profile);
    return { byteLength: 0, transform, fault: caught };
  }
}
