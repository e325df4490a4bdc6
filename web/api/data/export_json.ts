/**
 * JSON files in pieces.
 *
 * @module
 */
import { valuePieces } from "../../../mat/mod.ts";
import type { ExportSource } from "./export_csv.ts";
import { framesOf, readoutsOver } from "./frames.ts";
import { valueOf } from "./stored.ts";
import { valueAt } from "./tree_of.ts";

/** `{"run", "frames": [{"frame", "values"}]}`, or with `boxes` in place of `values`. */
export async function* framePieces(
  { snapshot, run, range }: ExportSource,
  what: "values" | "boxes",
  names: readonly string[],
): AsyncGenerator<string, void, void> {
  yield `{"run":${JSON.stringify(run.id)},"frames":[`;
  let before = "\n";
  const { frames } = framesOf(run, snapshot, range, Infinity);
  for await (const [frame, { values, boxes }] of readoutsOver(snapshot, frames)) {
    if (what === "boxes" && boxes === undefined) continue;
    const chosen = names.length === 0 ? values : Object.fromEntries(
      names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]]),
    );
    const readout = what === "boxes" ? { boxes } : { values: chosen };
    yield before + JSON.stringify({ frame: frame.number, ...readout });
    before = ",\n";
  }
  yield "\n]}\n";
}

/** `{"run", "variables": {name: VALUE}}`. Without names, all variables of the frames. */
export async function* variablePieces(
  { snapshot, run, range }: ExportSource,
  names: readonly string[],
  path: readonly number[],
): AsyncGenerator<string, void, void> {
  // Nothing is sent before the first value is read: if it can't be, there is still an answer for it.
  let before = `{"run":${JSON.stringify(run.id)},"variables":{\n`;
  let isEmpty = true;
  const chosen = new Set(names);
  for (const { name, frame } of snapshot?.variables ?? []) {
    const isChosen = names.length > 0 ? chosen.has(name) : frame >= range.from && frame <= range.to;
    if (!snapshot || !isChosen) continue;
    const value = valueAt(await valueOf(snapshot, name), path);
    yield `${before}${JSON.stringify(name)}:`;
    before = ",\n";
    isEmpty = false;
    yield* valuePieces(value);
  }
  yield isEmpty ? `${before}}}\n` : "\n}}\n";
}
