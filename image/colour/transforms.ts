/**
 * This thread's transforms: pictures of one camera have one profile.
 *
 * @module
 */

import { hash } from "node:crypto";
import { FrameboxError } from "../../errors/mod.ts";
import { profileFault } from "./icc_bytes.ts";
import { readIccProfile } from "./icc_profile.ts";
import type { ColourSource } from "./source.ts";
import { Transform } from "./transform.ts";

/** The finest of them takes 2 MB. */
const KEPT = 8;

/** What a profile came to: a transform, or why it can't be used and what counts in its place. */
interface Made {
  readonly transform: Transform | undefined;
  readonly fault: FrameboxError | undefined;
}

const NAMES = { grey: "grey", rgb: "RGB", cmyk: "CMYK" } as const;

/** The last ones that were used, the newest last. */
const kept = new Map<string, Made>();

/**
 * The transform for a picture: none where its profile is cut, damaged, of a kind that is not used or not for values
 * like the picture's. `fault` then says so.
 */
export function transformFor(source: ColourSource): Made {
  const key = keyOf(source);
  const made = kept.get(key) ?? make(source);
  kept.delete(key);
  kept.set(key, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  const space = made.transform?.space ?? source.space;
  if (space === source.space || (space === "rgb" && source.space === "grey")) return made;
  const fault = profileFault(`it is for ${NAMES[space]}, the picture has ${NAMES[source.space]}`);
  return { transform: undefined, fault };
}

function keyOf(source: ColourSource): string {
  if (source.kind === "numbers") return source.key;
  return `${hash("sha256", source.icc, "base64")} ${source.otherwise?.key}`;
}

function make(source: ColourSource): Made {
  if (source.kind === "numbers") {
    return { transform: new Transform(source.profile), fault: undefined };
  }
  try {
    return { transform: new Transform(readIccProfile(source.icc)), fault: undefined };
  } catch (caught) {
    if (!(caught instanceof FrameboxError)) throw caught;
    const { otherwise } = source;
    return { transform: otherwise && new Transform(otherwise.profile), fault: caught };
  }
}
