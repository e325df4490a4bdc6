/**
 * The lines of CSV files.
 *
 * @module
 */
import type { DataSnapshot, Run } from "../../../hub/mod.ts";
import { BYTE_ORDER_MARK, csvLine, csvPieces } from "../../../base/files/mod.ts";
import type { Cell } from "./cell.ts";
import { type FrameRange, framesOf, readoutsOver } from "./frames.ts";
import { valueOf } from "./stored.ts";
import { tableOf } from "./table_of.ts";
import { valueAt } from "./tree_of.ts";

/** What an export is made from. */
export interface ExportSource {
  readonly snapshot: DataSnapshot | undefined;
  readonly run: Run;
  readonly range: FrameRange;
}

const BOX_COLUMNS = ["frame", "x1", "y1", "x2", "y2", "conf", "cls", "id", "name"];

/** One line a frame: its number, then its values. Without names, all that any of the frames has. */
export async function* valueLines(
  { snapshot, run, range }: ExportSource,
  names: readonly string[],
): AsyncGenerator<string, void, void> {
  const { frames } = framesOf(run, snapshot, range, Infinity);
  const columns = new Set(names);
  if (columns.size === 0) {
    for await (const [, { values }] of readoutsOver(snapshot, frames)) {
      for (const name of Object.keys(values)) columns.add(name);
    }
  }
  yield BYTE_ORDER_MARK + csvLine(["frame", ...columns]);
  for await (const [frame, { values }] of readoutsOver(snapshot, frames)) {
    const cells = [...columns].map((name): Cell => {
      return Object.hasOwn(values, name) ? values[name] ?? null : null;
    });
    yield csvLine([frame.number, ...cells]);
  }
}

/** One line for each bounding box. */
export async function* boxLines(
  { snapshot, run, range }: ExportSource,
): AsyncGenerator<string, void, void> {
  yield BYTE_ORDER_MARK + csvLine(BOX_COLUMNS);
  const { frames } = framesOf(run, snapshot, range, Infinity);
  for await (const [frame, { boxes }] of readoutsOver(snapshot, frames)) {
    for (const [i, corners] of boxes?.xyxy.entries() ?? []) {
      const rest: Cell[] = [boxes?.conf, boxes?.cls, boxes?.id, boxes?.names].map((list) => {
        return list?.[i] ?? null;
      });
      yield csvLine([frame.number, ...corners, ...rest]);
    }
  }
}

/** A variable's table whole; pages of an array one after another, with the page's number in front. */
export async function* variableLines(
  snapshot: DataSnapshot | undefined,
  name: string,
  path: readonly number[],
): AsyncGenerator<string, void, void> {
  if (!snapshot) return;
  const value = valueAt(await valueOf(snapshot, name), path);
  const { pages, columnCount, column } = tableOf(value);
  // The page's number stands in front where there are several.
  const extra = pages > 1 ? 1 : 0;
  const count = extra + columnCount;
  yield BYTE_ORDER_MARK;
  yield* csvPieces(count, (i) => i < extra ? "page" : column(i - extra));
  for (let page = 0; page < pages; page++) {
    const { rowCount, cell } = tableOf(value, page);
    for (let row = 0; row < rowCount; row++) {
      yield* csvPieces(count, (i) => i < extra ? page + 1 : cell(row, i - extra));
    }
  }
}
