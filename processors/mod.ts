/**
 * What turns frames into results inside framebox: the built-in processors, and those that users
 * write ({@linkcode ImageProcessor}); and the {@linkcode ProcessorRegistry} of all that a user can
 * choose. Workers that pull over gRPC are no part of this folder; grpc/ connects them to the hub.
 *
 * @module
 */
export { fieldsOf as resultFields } from "./answers.ts";
export { BUILT_IN_NAMES, type BuiltInName } from "./built_ins.ts";
export { dataName } from "./data_name.ts";
export {
  type OwnProcessorDeps,
  type OwnProcessorOptions,
  type OwnProcessors,
  startOwnProcessors,
} from "./own_processors.ts";
export type * from "./processor.ts";
export { ANY_IMAGE, RAW_VIDEO, takesType } from "./media_types.ts";
export {
  type ProcessorInfo,
  type ProcessorKind,
  type ProcessorProvider,
  ProcessorRegistry,
  registryOf,
} from "./registry.ts";
export type { ServeDeps, ServeOptions } from "./serve.ts";
export {
  BUILT_INS,
  type BuiltInDeps,
  type BuiltInOptions,
  type BuiltIns,
  startBuiltIns,
} from "./start_built_ins.ts";
