/**
 * Memory of large pieces of bytes, given back as soon as they are not needed.
 *
 * @module
 */
export { freeBuffer, freeBytes } from "./free_bytes.ts";
