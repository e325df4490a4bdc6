/**
 * Content types of the embedded files.
 *
 * @module
 */

/** Of styles. */
export const CSS = "text/css; charset=utf-8";
/** Of scripts. */
export const JS = "text/javascript; charset=utf-8";
/** Of code that users copy. */
export const PLAIN = "text/plain; charset=utf-8";
/** Of example pictures. */
export const JPEG = "image/jpeg";
/** Of the example clip. */
export const MP4 = "video/mp4";
