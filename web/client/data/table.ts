/** data.mat as tables: numbers and boxes of all frames, or one variable; some rows at a time. */
import type { DataSelection } from "./view.ts";
import type { RowsJson } from "../../wire/mod.ts";
import { type DataSource, Question } from "./source.ts";
import { isRows, isTable } from "../server/api_shapes.ts";
import { byId } from "../base/dom.ts";
import { fill, numberText, text } from "../base/text.ts";

const ROWS = 100;
/** Frames at once; each may have many boxes. */
const BOX_FRAMES = 25;
const BOX_COLUMNS = ["x1", "y1", "x2", "y2", "conf", "cls", "id", "name"];

const NUMBERS = ":numbers";
const BOXES = ":boxes";

export type Cell = number | string | null;
export type Rows = RowsJson;

export class DataTable {
  source: DataSource;
  #what = byId("data-table-what", HTMLSelectElement);
  #grid = byId("data-grid", HTMLTableElement);
  #earlier = byId("data-earlier", HTMLButtonElement);
  #later = byId("data-later", HTMLButtonElement);
  #sheet = byId("data-sheet", HTMLInputElement);
  #question = new Question();
  #from = 0;
  #total = 0;
  /** Chosen in the tree */
  #part: { variable: string; path: number[]; title: string } | undefined;
  /** The text of the heads now; undefined: nothing is shown. */
  #heads: string | undefined;
  #onChange: () => void;

  /** @param onChange something else is chosen */
  constructor(source: DataSource, onChange: () => void) {
    this.source = source;
    this.#onChange = onChange;
    this.#what.addEventListener("change", () => this.#go(0, true));
    this.#sheet.addEventListener("change", () => this.#go(0, true));
    this.#earlier.addEventListener("click", () => this.#go(this.#from - this.#step));
    this.#later.addEventListener("click", () => this.#go(this.#from + this.#step));
    this.reset();
  }

  reset(): void {
    this.#question.stop();
    this.#part = undefined;
    this.#from = this.#total = 0;
    this.#heads = undefined;
    this.#grid.replaceChildren();
    this.#what.replaceChildren(
      new Option(text.data.numbers, NUMBERS),
      new Option(text.data.boxes, BOXES),
    );
  }

  /** A part was chosen in the tree: it is what the table shows. */
  look(part: { variable: string; path: number[]; title: string }): void {
    this.#part = part;
    this.#from = 0;
    this.#sheet.value = "1";
    const own = this.#what.querySelector("[data-own]");
    const option = new Option(part.title, keyOf(part), false, true);
    option.dataset.own = "";
    if (own) own.replaceWith(option);
    else this.#what.append(option);
    this.#what.value = option.value;
  }

  selection(): DataSelection | undefined {
    if (this.#heads === undefined) return undefined;
    const part = this.#shownPart;
    const query = part
      ? { what: "variables", variable: part.variable, path: part.path.join(".") }
      : { what: this.#what.value === BOXES ? "boxes" : "values" };
    return { query, hasRange: !part, copies: "csv", hasCsv: true };
  }

  async refresh(): Promise<void> {
    const shown = await this.#question.ask((signal) => this.#read(signal));
    if (!shown) return;
    this.#total = shown.total;
    this.#show(shown.columns, shown.rows);
    const { columnsTotal = shown.columns.length } = shown;
    this.#announceShown(shown.columns.length, columnsTotal, shown.rows.length);
  }

  get #step() {
    return this.#what.value === BOXES ? BOX_FRAMES : ROWS;
  }

  /** The variable that is shown; undefined: all frames. */
  get #shownPart() {
    const part = this.#part;
    return part && this.#what.value === keyOf(part) ? part : undefined;
  }

  async #go(from: number, anew: boolean = false) {
    this.#from = Math.max(0, from);
    await this.refresh();
    if (anew) this.#onChange();
    byId("data-scroll", HTMLElement).scrollTop = 0;
  }

  async #read(
    signal: AbortSignal,
  ): Promise<
    { columns: string[]; rows: Cell[][]; total: number; columnsTotal?: number } | undefined
  > {
    const field = byId("data-sheet-field", HTMLElement);
    const part = this.#shownPart;
    if (!part) {
      field.hidden = true;
      const query = { from: this.#from, limit: this.#step };
      const answer = await this.source.json("values", query, isRows, signal);
      return answer && (this.#what.value === BOXES ? boxRows(answer) : valueRows(answer));
    }
    const query = {
      path: part.path.join("."),
      from: this.#from,
      limit: ROWS,
      page: Math.max(0, Number(this.#sheet.value) - 1),
    };
    const path = `variables/${encodeURIComponent(part.variable)}/table`;
    const answer = await this.source.json(path, query, isTable, signal);
    if (!answer) return undefined;
    field.hidden = answer.pages < 2;
    this.#sheet.max = String(answer.pages);
    const { columns, rows, rows_total: total, columns_total: columnsTotal } = answer;
    const numbered = rows.map((row, i) => [
      answer.from + i + 1,
      ...row,
    ]);
    return { columns: ["", ...columns], rows: numbered, total, columnsTotal: columnsTotal + 1 };
  }

  /**
   * Cells are written over, so that what comes live doesn't flicker.
   *
   * @param rows the first cell of each is its head
   */
  #show(columns: string[], rows: Cell[][]) {
    const heads = JSON.stringify(columns);
    if (heads !== this.#heads) {
      this.#heads = heads;
      const head = document.createElement("thead");
      head.insertRow().append(...columns.map((name) => {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = name;
        return cell;
      }));
      this.#grid.replaceChildren(head, document.createElement("tbody"));
    }
    for (const [j, head] of [...this.#grid.tHead?.rows[0]?.cells ?? []].entries()) {
      head.className = rows.every((row) => isNumber(row[j] ?? 0)) ? "number" : "";
    }
    const body = this.#grid.tBodies[0] ?? this.#grid.createTBody();
    while (body.rows.length > rows.length) body.deleteRow(-1);
    for (const [i, cells] of rows.entries()) {
      const row = body.rows[i] ?? body.insertRow();
      while (row.cells.length > cells.length) row.deleteCell(-1);
      for (const [j, value] of cells.entries()) {
        const cell = row.cells[j] ?? row.appendChild(cellOf(j));
        const shown = value === null
          ? ""
          : String(typeof value === "number" ? short(value) : value);
        if (cell.textContent !== shown) cell.textContent = shown;
        cell.className = isNumber(value) ? "number" : "";
      }
    }
  }

  #announceShown(columns: number, columnsTotal: number, shown: number) {
    const to = Math.min(
      this.#total,
      this.#from + (this.#what.value === BOXES ? BOX_FRAMES : shown),
    );
    const parts = [
      this.#total === 0 ? text.data.noRows : fill(text.data.rows, {
        from: numberText(Math.min(this.#from + 1, to)),
        to: numberText(to),
        total: numberText(this.#total),
      }),
    ];
    if (columns < columnsTotal) {
      const counts = { n: numberText(columns - 1), total: numberText(columnsTotal - 1) };
      parts.push(fill(text.data.moreColumns, counts));
    }
    byId("data-rows", HTMLElement).textContent = parts.join(", ");
    this.#earlier.disabled = this.#from === 0;
    this.#later.disabled = this.#from + this.#step >= this.#total;
  }
}

function keyOf({ variable, path }: { variable: string; path: number[] }) {
  return `${variable}/${path.join(".")}`;
}

/** Digits that are worth comparing; files have them all. */
function short(value: number) {
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}

function cellOf(column: number) {
  const cell = document.createElement(column === 0 ? "th" : "td");
  if (column === 0) cell.setAttribute("scope", "row");
  return cell;
}

function isNumber(value: Cell | undefined) {
  return typeof value === "number" ||
    (typeof value === "string" && /^-?(Infinity|NaN|\d+)$/.test(value));
}

function valueRows(answer: Rows) {
  const rows = answer.rows.map(({ frame, values }) => [
    frame,
    ...answer.names.map((name) => Object.hasOwn(values, name) ? values[name] ?? "NaN" : null),
  ]);
  return { columns: [text.data.frame, ...answer.names], rows, total: answer.rows_total };
}

function boxRows(answer: Rows) {
  const rows = answer.rows.flatMap(({ frame, boxes }) =>
    (boxes?.xyxy ?? []).map((corners, i) => [
      frame,
      ...corners,
      boxes?.conf[i] ?? null,
      boxes?.cls[i] ?? null,
      boxes?.id[i] ?? null,
      boxes?.names[i] ?? null,
    ])
  );
  return { columns: [text.data.frame, ...BOX_COLUMNS], rows, total: answer.rows_total };
}
