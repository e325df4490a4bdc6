/**
 * What is translated: the page's words, and what the server writes in English.
 *
 * @module
 */
import type { ReasonCode } from "../../../base/errors/mod.ts";
import type { BuiltInName } from "../../../processors/mod.ts";
import type { English } from "./words.ts";

/** Notices of runs, with the names of their details; see {@linkcode REASONS} for those of errors. */
export const NOTICES = {
  "quota": [],
  "data-lost": [],
  "files-lost": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What the server sends a code of, and an English sentence. */
export type SentenceCode = ReasonCode | keyof typeof NOTICES;

/** The words of a language that isn't English: those that the server writes in English itself, too. */
export interface Translation extends English {
  readonly processors: Readonly<
    Record<BuiltInName, { readonly title: string; readonly help: string }>
  >;
  readonly reasons: Readonly<Record<SentenceCode, string>>;
}
