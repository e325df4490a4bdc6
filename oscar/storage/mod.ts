/**
 * A cluster's storage: objects are put and got as streams, listed, removed, and watched.
 *
 * @module
 */
export { isPassing, objectGone, storageRefused } from "./failures.ts";
export {
  callPresigned,
  type NewObject,
  type ObjectContent,
  ObjectStorage,
  type StoredObject,
} from "./object_storage.ts";
export { ObjectWatch, type ObjectWatchOptions } from "./object_watch.ts";
export { putAgain } from "./put_again.ts";
