/**
 * What a pool worker loads of sources/: small pictures.
 *
 * @module
 */
import type { AnyTask } from "../base/pool/mod.ts";
import { thumbnailTask } from "./image_sets/thumbnail.ts";

/** All tasks of this folder. */
export const sourceTasks: readonly AnyTask[] = [thumbnailTask];
