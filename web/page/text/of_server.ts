/**
 * What the server writes in English, in the user's language: errors and notices by their stable codes, and the built-in
 * processors by their names.
 *
 * @module
 */
import type { FrameboxError } from "../../../base/errors/mod.ts";
import type { ProcessorJson } from "../../wire/mod.ts";
import { fill } from "./format.ts";
import { TEXT } from "./text.ts";
import { TRANSLATIONS } from "./translations.ts";
import type { Language, Sentence } from "./words.ts";

/** An error's sentence; the server's own English one where the language has none for its reason. */
export function sentenceIn(
  language: Language,
  { message, because }: Pick<FrameboxError, "message" | "because">,
): Sentence {
  if (language === "en" || because === undefined) return { text: message, lang: "en" };
  const sentence = TRANSLATIONS[language].reasons[because.code];
  return { text: fill(sentence, because.details), lang: language };
}

/**
 * A processor with its name and description in a language. A service of a cluster keeps its name, a processor of the
 * operator's its description as well.
 */
export function processorWords(processor: ProcessorJson, language: Language): ProcessorJson {
  if (language === "en") return processor;
  if (processor.kind === "cluster") {
    const [cluster = ""] = processor.name.split("/");
    return { ...processor, help: fill(TEXT[language].live.clusterService, { cluster }) };
  }
  const words: Readonly<Record<string, { title: string; help: string } | undefined>> =
    TRANSLATIONS[language].processors;
  return { ...processor, ...words[processor.name] };
}
