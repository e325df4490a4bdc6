import assert from "node:assert/strict";
import { csvCell, csvLine, csvPieces } from "./csv.ts";

Deno.test("cells stand between commas, lines end as in RFC 4180", () => {
  assert.equal(csvLine(["frame", "mean"]), "frame,mean\r\n");
  assert.equal(csvLine([1, 0.5, null, 10n]), "1,0.5,,10\r\n");
});

Deno.test("quotes, commas and line ends are quoted", () => {
  assert.equal(csvCell('say "hi"'), '"say ""hi"""');
  assert.equal(csvCell("a,b"), '"a,b"');
  assert.equal(csvCell("a\nb"), '"a\nb"');
  assert.equal(csvCell("plain text"), "plain text");
});

Deno.test("a text can't become a formula", () => {
  for (const start of ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"]) {
    assert.equal(csvCell(`${start}cmd|' /C calc'!A0`), `'${start}cmd|' /C calc'!A0`);
  }
  assert.equal(csvCell('=HYPERLINK("http://x","y")'), `"'=HYPERLINK(""http://x"",""y"")"`);
  assert.equal(csvCell("\r=1"), `"'\r'=1"`);
  assert.equal(csvCell("\n=1"), `"'\n'=1"`);
});

Deno.test("a text can't become a formula where `;` ends a cell", () => {
  assert.equal(csvCell("x;=1+1;y"), `"x;'=1+1;y"`);
  assert.equal(csvCell("x\t@y"), "x\t'@y");
  assert.equal(csvCell("x\n-1\r\n+2"), `"x\n'-1\r\n'+2"`);
  assert.equal(csvCell("a;b"), '"a;b"');
  assert.equal(csvCell("a-b=c"), "a-b=c");
});

Deno.test("a line in pieces is the same line", () => {
  for (const count of [0, 1, 999, 1000, 1001, 2500]) {
    const cells = Array.from({ length: count }, (_, i) => i);
    const pieces = [...csvPieces(count, (i) => cells[i] ?? null)];
    assert.equal(pieces.join(""), csvLine(cells));
    assert.ok(pieces.every((piece) => piece.length < 6000));
  }
});

Deno.test("numbers stay numbers, negative ones too", () => {
  assert.equal(csvCell(-1.5), "-1.5");
  assert.equal(csvCell(-(2n ** 60n)), "-1152921504606846976");
  assert.deepEqual([NaN, Infinity, -Infinity].map(csvCell), ["NaN", "Inf", "-Inf"]);
  assert.equal(csvCell("-1.5"), "'-1.5", "a text that looks like one is a text");
});
