/** What a service is made from: the body by which users of a cluster create one. */
import * as v from "valibot";

const PATH = v.object({
  storage_provider: v.string(),
  path: v.string(),
  prefix: v.optional(v.array(v.string()), []),
  suffix: v.optional(v.array(v.string()), []),
});

const VARIABLES = v.optional(v.record(v.string(), v.string()), {});

/** Reads a service's definition. */
export const DEFINITION = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/), v.maxLength(39)),
  image: v.optional(v.string(), "ghcr.io/grycap/some"),
  memory: v.optional(v.string(), "256Mi"),
  cpu: v.optional(v.string(), "0.2"),
  log_level: v.optional(v.string(), "INFO"),
  script: v.string(),
  input: v.nullish(v.array(PATH), []),
  output: v.nullish(v.array(PATH), []),
  environment: v.optional(v.object({ variables: VARIABLES, Variables: VARIABLES }), {}),
});

/** A service's definition as it is stored. */
export type Definition = v.InferOutput<typeof DEFINITION>;
/** A service's definition as users write it. */
export type DefinitionInput = v.InferInput<typeof DEFINITION>;

/** Bucket and folder of a path. */
export function bucketAndFolder(path: string): { bucket: string; folder: string } {
  const [bucket = "", ...folder] = path.trim().split("/").filter((part) => part !== "");
  return { bucket, folder: folder.join("/") };
}

/** All environment variables of a service. */
export function variablesOf({ environment }: Definition): Record<string, string> {
  return { ...environment.Variables, ...environment.variables };
}
