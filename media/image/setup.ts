/**
 * What a thread may use of its host: libraries and programs that were found at start.
 *
 * @module
 */

/** Plain data, so that a pool can send it to its threads ({@linkcode PoolOptions.setup}). */
export interface ImageSetup {
  /** Path of ffmpeg, for kinds of pictures that framebox doesn't decode itself; none if left out. */
  readonly ffmpeg?: string;
  /** Path or name of libturbojpeg, see {@linkcode findTurbojpeg}; without it JPEGs are WebAssembly's work. */
  readonly turbojpeg?: string;
}

let current: ImageSetup = {};

/** Of this thread; nothing of the host before {@linkcode setUpImages}. */
export function imageSetup(): ImageSetup {
  return current;
}

/** Sets what this thread may use. Call it before its first picture. */
export function setUpImages(setup: ImageSetup): void {
  current = setup;
}
