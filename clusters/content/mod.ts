/**
 * What services answer as content: pictures, ranked labels, boxes, text and data, from files of any kind. It is the
 * same for calls that users make and for frames of a run.
 *
 * @module
 */
export {
  type ContentKind,
  type ContentOptions,
  type DataContent,
  kindOf,
  readData,
} from "./output_content.ts";
export { jsonOf } from "./rest.ts";
export {
  contentFields,
  contentOf,
  type ContentPicture,
  type FoundContent,
  type ServiceContent,
} from "./service_content.ts";
