import type { ResultContent, ResultReading } from "../hub/mod.ts";
import { readoutOf } from "./readout.ts";

/** What a run's history keeps of a result: its numbers, labels and text. */
export function readResult(content: ResultContent): ResultReading {
  const { values, labels, text } = readoutOf(content);
  return { values, labels, text };
}
