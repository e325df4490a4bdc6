import assert from "node:assert/strict";
import {
  cell,
  char,
  logical,
  type MatValue,
  numeric,
  scalar,
  struct,
  structArray,
  writeElement,
} from "../../../mat/mod.ts";
import { assertError, file, type TestFramebox, withFramebox } from "../../test_framebox.ts";
import { classOf, dimsOf } from "./cell.ts";

type Json = Record<string, unknown>;

/** A run of as many frames as there are results, each leaving variables. */
async function runWith(
  framebox: TestFramebox,
  ...results: Readonly<Record<string, MatValue>>[]
): Promise<string> {
  const session = await framebox.session();
  const live = await framebox.live(session, "?policy=lossless");
  const worker = framebox.worker();
  for (const variables of results) {
    live.send(await file());
    await worker.answer({
      variables: Object.entries(variables).map(([name, value]) => {
        const element = writeElement(name, value);
        return { name, class: classOf(value), dims: dimsOf(value), element };
      }),
    });
    await live.result();
  }
  return `/api/v1/sessions/${session}/runs/1/data`;
}

async function json(framebox: TestFramebox, path: string): Promise<Json> {
  const answer = await framebox.call("GET", path);
  assert.equal(answer.status, 200, path);
  return await answer.json();
}

const BOXES = struct({
  xyxy: numeric("single", [2, 4], [1, 5, 2, 6, 3, 7, 4, 8]),
  conf: numeric("single", [1, 2], [0.9, 0.1]),
  cls: numeric("double", [1, 2], [0, 2]),
  id: numeric("double", [1, 2], [7, NaN]),
});

Deno.test("a variable is a tree, given level by level", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(framebox, {
      data_00000: struct({
        mean: scalar(0.5),
        note: char("hello"),
        parts: cell([1, 2], [scalar(1), struct({ deep: logical([1, 1], [true]) })]),
        people: structArray([2, 1], [{ age: scalar(30) }, { age: scalar(40) }]),
      }),
    });
    const tree = `${data}/variables/data_00000/tree`;
    const root = await json(framebox, tree);
    assert.equal(root.class, "struct");
    assert.deepEqual(
      (root.lines as Json[]).map(({ key, text, children }) => [key, text, children]),
      [
        ["mean", "0.5", 0],
        ["note", "hello", 0],
        ["parts", "{2}", 2],
        ["people", "{age}", 2],
      ],
    );
    const [, inner] = (await json(framebox, `${tree}?path=2`)).lines as Json[];
    assert.deepEqual([inner?.key, inner?.text], ["{2}", "{deep 1×1}"]);
    const [deep] = (await json(framebox, `${tree}?path=2.1`)).lines as Json[];
    assert.deepEqual([deep?.key, deep?.class, deep?.text], ["deep", "logical", "1"]);
    const [age] = (await json(framebox, `${tree}?path=3.1`)).lines as Json[];
    assert.deepEqual([age?.key, age?.text], ["age", "40"]);
  }));

Deno.test("a long array comes in parts with its count", () =>
  withFramebox(async (framebox) => {
    const numbers = Float64Array.from({ length: 12_000 }, (_, i) => i);
    const data = await runWith(framebox, { data_00000: numeric("double", [3, 4000], numbers) });
    const tree = `${data}/variables/data_00000/tree`;
    const first = await json(framebox, tree);
    assert.equal(first.children, 12_000);
    assert.equal((first.lines as Json[]).length, 100);
    const last = await json(framebox, `${tree}?from=11998&limit=50`);
    assert.deepEqual((last.lines as Json[]).map(({ key, text }) => [key, text]), [
      ["(2,4000)", "11998"],
      ["(3,4000)", "11999"],
    ]);
    const table = await json(framebox, `${data}/variables/data_00000/table?column=3990&from=2`);
    assert.deepEqual(table.rows, [[
      11972,
      11975,
      11978,
      11981,
      11984,
      11987,
      11990,
      11993,
      11996,
      11999,
    ]]);
    assert.deepEqual([table.rows_total, table.columns_total, table.pages], [3, 4000, 1]);
  }));

Deno.test("tables: boxes row by row, struct arrays by field, cells, text, vectors, pages", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(framebox, {
      data_00000: BOXES,
      people: structArray([1, 2], [
        { age: scalar(30), name: char("Ana"), more: cell([1, 2], [scalar(1), scalar(2)]) },
        { age: scalar(NaN), name: char("Bo"), more: cell([0, 0], []) },
      ]),
      mixed: cell([2, 2], [scalar(1), char("a"), scalar(3), BOXES]),
      lines: char(["one", "three"]),
      vector: numeric("single", [1, 3], [0.1, 0.2, 0.3]),
      pages: numeric("uint8", [1, 2, 3], [1, 2, 3, 4, 5, 6]),
      large: numeric("int64", [1, 2], new BigInt64Array([2n ** 60n, -5n])),
      single: struct({ mean: scalar(1), of: char("x") }),
    });
    const table = (name: string, query = "") =>
      json(framebox, `${data}/variables/${name}/table${query}`);
    const boxes = await table("data_00000");
    assert.deepEqual(boxes.columns, [
      "xyxy 1",
      "xyxy 2",
      "xyxy 3",
      "xyxy 4",
      "conf",
      "cls",
      "id",
    ]);
    assert.deepEqual(boxes.rows, [[1, 2, 3, 4, 0.9, 0, 7], [5, 6, 7, 8, 0.1, 2, "NaN"]]);
    assert.deepEqual((await table("people")).rows, [[30, "Ana", "{2}"], ["NaN", "Bo", "{0}"]]);
    assert.deepEqual((await table("mixed")).rows, [
      [1, 3],
      ["a", "{xyxy 2×4, conf 1×2, cls 1×2, id 1×2}"],
    ]);
    assert.deepEqual((await table("lines")).rows, [["one  "], ["three"]]);
    assert.deepEqual((await table("vector")).rows, [[0.1], [0.2], [0.3]]);
    assert.deepEqual((await table("pages", "?page=2")).rows, [[5, 6]]);
    assert.deepEqual((await table("pages", "?page=3")).rows, []);
    assert.deepEqual((await table("large")).rows, [["1152921504606846976"], [-5]]);
    assert.deepEqual((await table("single")).rows, [
      ["mean", "double", "1×1", 1],
      ["of", "char", "1×1", "x"],
    ]);
  }));

Deno.test("numbers over frames, also of workers that write over what they left", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(
      framebox,
      { data_00000: struct({ mean: scalar(1) }) },
      { data_00001: struct({ mean: scalar(NaN), extra: scalar(5) }) },
      { data_00002: BOXES },
    );
    assert.deepEqual(await json(framebox, `${data}/series?value=mean&value=boxes&value=none`), {
      names: ["mean", "extra", "boxes"],
      frames: [0, 1, 2],
      series: { mean: [1, null, null], boxes: [null, null, 2], none: [null, null, null] },
      cut: false,
    });
    const all = await json(framebox, `${data}/series?from=1`);
    assert.deepEqual(all.series, { mean: [null, null], extra: [5, null], boxes: [null, 2] });
    assert.deepEqual((await json(framebox, `${data}/series?from=1&to=1`)).frames, [1]);
    const values = await json(framebox, `${data}/values?limit=2`);
    const [newest, before] = values.rows as Json[];
    assert.deepEqual([newest?.frame, newest?.values], [2, { boxes: 2 }]);
    assert.deepEqual((newest?.boxes as Json).conf, [0.9, 0.1]);
    assert.deepEqual(before, { frame: 1, values: { mean: null, extra: 5 }, boxes: null });
    assert.equal(values.rows_total, 3);
    const same = await runWith(
      framebox,
      ...[10, 20, 30].map((mean) => ({ data_00000: struct({ mean: scalar(mean) }) })),
    );
    const series = await json(framebox, `${same}/series?value=mean`);
    assert.deepEqual(series.frames, [0, 1, 2]);
    assert.deepEqual(series.series, { mean: [10, 20, 30] });
  }));

Deno.test("variables are listed from the newest on, with the frame that they are of", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(
      framebox,
      { data_00000: scalar(1) },
      { data_00001: scalar(1), summary: char("hello") },
    );
    const all = await json(framebox, `${data}/variables`);
    assert.equal(all.total, 3);
    assert.deepEqual((all.variables as Json[]).map(({ name, frame }) => [name, frame]), [
      ["summary", 1],
      ["data_00001", 1],
      ["data_00000", 0],
    ]);
    const [second, ...more] = (await json(framebox, `${data}/variables?from=1&limit=1`))
      .variables as Json[];
    assert.deepEqual(second?.name, "data_00001");
    assert.deepEqual(more, []);
    assert.deepEqual((await json(framebox, `${data}/variables?from=9`)).variables, []);
  }));

Deno.test("one frame's data whole, as mat inspect prints it", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(framebox, { data_00000: scalar(1) }, {
      data_00001: BOXES,
      big: numeric("uint8", [1, 3_000_000], new Uint8Array(3e6)),
    });
    const frame = await json(framebox, `${data}/frames/1`);
    assert.deepEqual(frame.left_out, ["big"]);
    assert.equal((frame.boxes as Json).names instanceof Array, true);
    const { data_00001: value } = frame.variables as Record<string, Json>;
    assert.deepEqual(value?.fields, ["xyxy", "conf", "cls", "id"]);
    await assertError(
      await framebox.call("GET", `${data}/frames/9`),
      404,
      "NOT_FOUND",
      /no data of/,
    );
  }));

Deno.test("CSV of numbers and boxes opens in a spreadsheet, and runs no formula there", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(
      framebox,
      { data_00000: struct({ mean: scalar(-1.5), "=1+1": scalar(2), boxes: BOXES }) },
      { data_00001: struct({ mean: scalar(Infinity) }) },
      {
        data_00002: struct({
          xyxy: numeric("double", [1, 4], [1, 2, 3, 4]),
          names: cell([1, 1], [char('@SUM("x")')]),
        }),
      },
    );
    const csv = async (query: string) => {
      const answer = await framebox.call("GET", `${data}/export.csv${query}`);
      assert.equal(answer.headers.get("content-type"), "text/csv; charset=utf-8");
      const bytes = new Uint8Array(await answer.arrayBuffer());
      assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "the byte order mark");
      return new TextDecoder().decode(bytes);
    };
    assert.equal(
      await csv(""),
      "frame,mean,'=1+1,boxes\r\n0,-1.5,2,2\r\n1,Inf,,\r\n2,,,1\r\n",
    );
    assert.equal(await csv("?value=mean&from=1"), "frame,mean\r\n1,Inf\r\n2,\r\n");
    assert.equal(
      await csv("?what=boxes"),
      "frame,x1,y1,x2,y2,conf,cls,id,name\r\n0,1,2,3,4,0.9,0,7,\r\n0,5,6,7,8,0.1,2,,\r\n" +
        `2,1,2,3,4,,,,"'@SUM(""x"")"\r\n`,
    );
    assert.equal(
      await csv("?what=variables&variable=data_00000&path=2"),
      "xyxy 1,xyxy 2,xyxy 3,xyxy 4,conf,cls,id\r\n1,2,3,4,0.9,0,7\r\n5,6,7,8,0.1,2,NaN\r\n",
    );
    const head = await framebox.call("HEAD", `${data}/export.csv?what=boxes`);
    assert.equal(head.headers.get("content-disposition"), 'attachment; filename="boxes.csv"');
  }));

Deno.test("pages of an array stand one after another in CSV", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(framebox, { a: numeric("uint8", [1, 2, 2], [1, 2, 3, 4]) });
    const answer = await framebox.call("GET", `${data}/export.csv?what=variables&variable=a`);
    assert.equal(await answer.text(), "page,1,2\r\n1,1,2\r\n2,3,4\r\n");
    assert.equal(answer.headers.get("content-disposition"), 'attachment; filename="a.csv"');
  }));

Deno.test("a matrix of any width is shown and exported in parts", () =>
  withFramebox(async (framebox) => {
    const wide = Array.from({ length: 2 * 3000 }, (_, i) => i);
    const data = await runWith(framebox, { wide: numeric("double", [2, 3000], wide) });
    const shown = await json(framebox, `${data}/variables/wide/table?column=2990`);
    assert.deepEqual(shown.columns, Array.from({ length: 10 }, (_, i) => String(2991 + i)));
    assert.equal(shown.columns_total, 3000);
    const beyond = await json(framebox, `${data}/variables/wide/table?column=3000`);
    assert.deepEqual([beyond.columns, beyond.rows], [[], [[], []]]);
    const csv =
      await (await framebox.call("GET", `${data}/export.csv?what=variables&variable=wide`))
        .text();
    const lines = csv.trimEnd().split("\r\n").map((line) => line.split(","));
    assert.deepEqual(lines.map((cells) => [cells.length, cells.at(-1)]), [
      [3000, "3000"],
      [3000, "5998"],
      [3000, "5999"],
    ]);
  }));

Deno.test("JSON of numbers, boxes, chosen variables and all of them", () =>
  withFramebox(async (framebox) => {
    const data = await runWith(framebox, { data_00000: BOXES }, {
      data_00001: struct({ mean: scalar(2) }),
      note: char("=1"),
    });
    const path = `${data}/export.json`;
    assert.deepEqual(await json(framebox, path), {
      run: "1",
      frames: [{ frame: 0, values: { boxes: 2 } }, { frame: 1, values: { mean: 2 } }],
    });
    const { frames } = await json(framebox, `${path}?what=boxes`);
    assert.equal((frames as Json[]).length, 1);
    assert.deepEqual(await json(framebox, `${path}?what=variables&variable=note`), {
      run: "1",
      variables: { note: { class: "char", chars: ["=1"] } },
    });
    const { variables } = await json(framebox, `${path}?what=variables`);
    assert.deepEqual(Object.keys(variables as Json), ["data_00000", "data_00001", "note"]);
    const later = await json(framebox, `${path}?what=variables&from=1`);
    assert.deepEqual(Object.keys(later.variables as Json), ["data_00001", "note"]);
  }));

Deno.test("a wrong request gets an error that names its fault, and nothing is left open", () =>
  withFramebox(async (framebox) => {
    const session = await framebox.session();
    const live = await framebox.live(session);
    live.send(await file());
    await framebox.worker().answer({ text: "no data" });
    await live.result();
    const none = `/api/v1/sessions/${session}/runs/1/data`;
    await assertError(
      await framebox.call("GET", `${none}/variables/x/tree`),
      404,
      "NOT_FOUND",
      /no data.mat/,
    );
    assert.deepEqual((await json(framebox, `${none}/series`)).frames, []);
    const data = await runWith(framebox, { data_00000: struct({ mean: scalar(1) }) });
    const wrong: [string, number, RegExp][] = [
      ["/variables/nope/tree", 404, /no such variable/],
      ["/variables/data_00000/tree?path=7", 404, /no such part/],
      ["/variables/data_00000/tree?path=0.0", 404, /no such part/],
      ["/variables/data_00000/tree?path=a", 400, /path is/],
      ["/variables/data_00000/tree?limit=0", 400, /limit is a whole number from 1/],
      ["/variables/data_00000/table?from=-1", 400, /from is/],
      ["/export.csv?what=all", 400, /what is one of/],
      ["/export.csv?what=variables", 400, /exactly one/],
      ["/export.csv?what=variables&variable=nope", 404, /no such variable/],
      ["/export.csv?what=variables&variable=data_00000&path=5", 404, /no such part/],
      ["/export.json?what=variables&variable=nope", 404, /no such variable/],
      ["/export.json?what=variables&variable=data_00000&path=5", 404, /no such part/],
    ];
    for (const [path, status, sentence] of wrong) {
      const code = status === 404 ? "NOT_FOUND" : "INVALID_ARGUMENT";
      await assertError(await framebox.call("GET", data + path), status, code, sentence);
    }
  }));

Deno.test("an export that is not read to its end releases the file", () =>
  withFramebox(async (framebox) => {
    const numbers = new Float64Array(100_000).fill(1 / 3);
    const data = await runWith(framebox, { a: numeric("double", [100_000, 1], numbers) });
    for (let i = 0; i < 34; i++) {
      const url = framebox.url(`${data}/export.csv?what=variables&variable=a`);
      const answer = await fetch(url);
      assert.equal(answer.status, 200, "more than may be read at once, one after another");
      await answer.body?.cancel();
    }
  }));
