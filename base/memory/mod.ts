/**
 * Memory of large pieces of bytes, given back as soon as nobody needs them.
 *
 * @module
 */
export { freeBuffer, freeBytes } from "./free_bytes.ts";
