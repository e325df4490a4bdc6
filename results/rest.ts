/**
 * The data of a frame that is neither boxes nor labels nor text.
 *
 * @module
 */
import type { JsonValue } from "../hub/mod.ts";
import type { MatValue } from "../mat/mod.ts";
import { BOX_FIELDS, hasBoxes, isCorners } from "./box_fields.ts";
import { JsonValues } from "./json_values.ts";

/**
 * The fields as JSON, without those that hold boxes.
 *
 * @param fields those that are left when labels and text were taken
 */
export function restOf(fields: ReadonlyMap<string, MatValue>): {
  readonly rest: Readonly<Record<string, JsonValue>> | undefined;
  readonly isWhole: boolean;
} {
  const values = new JsonValues();
  const rest = values.record([...fields].filter(([, value]) => !isBoxes(value)));
  return {
    rest: Object.keys(rest).length > 0 ? rest : undefined,
    isWhole: values.isWhole,
  };
}

/** Removes the fields that hold boxes, where `xyxy` does hold corners. */
export function dropBoxes(fields: Map<string, MatValue>): void {
  if (isCorners(fields.get("xyxy"))) { for (const field of BOX_FIELDS) fields.delete(field); }
}

/** Whether a value holds boxes alone. */
function isBoxes(value: MatValue): boolean {
  if (value.kind === "cell") return value.cells.length > 0 && value.cells.every(isBoxes);
  if (value.kind !== "struct" || !hasBoxes(value.fields)) return false;
  return isCorners(value.values[value.fields.indexOf("xyxy")]);
}
