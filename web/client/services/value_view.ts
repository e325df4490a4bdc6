/** Data as a tree, or as a table where it is one. */
import { make } from "../base/element.ts";
import { button } from "../base/dom.ts";
import { fill, numberText, text } from "../base/text.ts";
import { type Table, tableOf } from "./table_of.ts";
import { ValueTree } from "./value_tree.ts";

/** @param name of the file that it is from, for screen readers */
export function valueView(value: unknown, name: string): HTMLElement {
  const tree = make("div", "value-scroll", new ValueTree(value, name).root);
  const table = tableOf(value);
  if (!table) return make("div", "value-view", tree);
  const grid = gridOf(table, name);
  grid.hidden = true;
  const show = (isTable: boolean) => {
    tree.hidden = isTable;
    grid.hidden = !isTable;
    asTree.setAttribute("aria-pressed", String(!isTable));
    asTable.setAttribute("aria-pressed", String(isTable));
  };
  const asTree = button(text.services.tree, () => show(false));
  const asTable = button(text.services.table, () => show(true));
  for (const made of [asTree, asTable]) made.classList.add("small");
  show(true);
  return make("div", "value-view", make("div", "actions", asTable, asTree), grid, tree);
}

function gridOf({ columns, rows, total }: Table, name: string): HTMLElement {
  const head = make("tr", "");
  for (const column of columns) {
    const cell = make("th", "", column);
    cell.scope = "col";
    head.append(cell);
  }
  const body = make("tbody");
  for (const row of rows) {
    body.append(make("tr", "", ...row.map(cellOf)));
  }
  const grid = make("table", "grid", make("thead", "", head), body);
  const scroll = make("div", "value-scroll", grid);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", name);
  if (rows.length < total) {
    const counts = { n: numberText(rows.length), total: numberText(total) };
    scroll.append(make("p", "quiet", fill(text.services.firstOf, counts)));
  }
  return scroll;
}

function cellOf(value: unknown): HTMLTableCellElement {
  const isNumber = typeof value === "number";
  const shown = value === null || value === undefined
    ? ""
    : isNumber
    ? String(Number.isInteger(value) ? value : Number(value.toPrecision(7)))
    : typeof value === "string"
    ? value
    : JSON.stringify(value);
  return make("td", isNumber ? "number" : "", shown);
}
