import type { ResultContent, ResultReading } from "../hub/mod.ts";
import { annotationsOf } from "./annotations.ts";
import { findingsOf } from "./findings.ts";

/** What a run's history keeps of a result: its numbers, labels and text. */
export function readResult(content: ResultContent): ResultReading {
  const { labels, text } = findingsOf(content);
  return { values: annotationsOf(content).values, labels, text };
}
