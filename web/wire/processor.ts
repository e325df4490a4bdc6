/**
 * Processors.
 *
 * @module
 */

/** Where a processor runs. */
export type ProcessorKindJson = "workers" | "built-in" | "own" | "cluster" | "pipeline";

/** A processor that a user can choose. */
export interface ProcessorJson {
  readonly name: string;
  /** A word or two for a menu, in English or as its author wrote it. */
  readonly title: string;
  readonly help: string;
  readonly kind: ProcessorKindJson;
  /** Media types of what it takes; `image/*` stands for all pictures. */
  readonly takes: readonly string[];
  /** Media types of what its results hold. */
  readonly gives: readonly string[];
}
