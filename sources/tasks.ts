/**
 * What a pool worker loads of sources/: small pictures.
 *
 * @module
 */
import type { AnyJob } from "../base/pool/mod.ts";
import { thumbnailJob } from "./thumbnail.ts";

/** All jobs of this folder. */
export const sourceJobs: readonly AnyJob[] = [thumbnailJob];
