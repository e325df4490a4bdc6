import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cleanName,
  cleanPath,
  hasMark,
  MARK_PATTERN,
  markedName,
  newMark,
  readableEntry,
  readableName,
  safeFileName,
  withExtension,
} from "./mod.ts";

const MARK = "fb0123456789abcd";

Deno.test("a mark is fb and at least ten letters and digits, and no two are the same", () => {
  const marks = new Set(Array.from({ length: 2000 }, newMark));
  assert.equal(marks.size, 2000);
  for (const mark of marks) assert.match(mark, /^fb[a-z0-9]{10,}$/);
  for (const mark of marks) assert.match(`output_${mark}-a.png`, MARK_PATTERN);
  const letters = new Set([...marks].join("").replaceAll("fb", ""));
  assert.equal(letters.size, 36, "each letter and digit comes");
});

Deno.test("a clean name keeps what scripts can handle, the end of the stem and the extension", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["photo.jpg", "photo.jpg"],
    ["a b  c.png", "a_b_c.png"],
    ["São João é.JPG", "Sao_Joao_e.JPG"],
    ['it\'s "quoted".txt', "it_s_quoted.txt"],
    ["100%20+more.png", "100_20_more.png"],
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\a.bmp", "a.bmp"],
    ["/a/b/", "b"],
    [".hidden.png", "hidden.png"],
    ["...", "file"],
    ["", "file"],
    ["archive.tar.gz", "archive_tar.gz"],
    ["photo.of my dog", "photo_of_my_dog"],
    ["speech_en.wav", "speech_en.wav"],
    ["日本語.jpg", "file.jpg"],
    ["foto_(1).jpg", "foto__1.jpg"],
    ["-rf.txt", "rf.txt"],
    ["a\u0000b\nc.txt", "a_b_c.txt"],
    ["$(rm -rf x);`ls`*.sh", "rm_-rf_x_ls.sh"],
  ];
  for (const [original, clean] of cases) assert.equal(cleanName(original), clean, original);
  const long = cleanName(`${"x".repeat(300)}_en.wav`);
  assert.equal(long.length, 100);
  assert.match(long, /^x+_en\.wav$/);
});

Deno.test("whatever a name is, its clean form is one that scripts can handle, and cleaning it again changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (original) => {
    const clean = cleanName(original);
    assert.match(clean, /^[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)?$/);
    assert.ok(clean.length <= 100);
    assert.equal(cleanName(clean), clean);
    assert.match(markedName(MARK, original), /^fb[a-z0-9]+-[^.]+(\.[^.]+)?$/);
  }));
});

Deno.test("an output is an input's where its key has the mark below the output's folder", () => {
  const mine: readonly (readonly [string, string])[] = [
    [`plants/out/output_${MARK}-a.png`, "plants/out"],
    [`out/result/${MARK}-street/img3.jpg`, "out"],
    [`${MARK}-a.jpg.png`, ""],
    [`out/${MARK.toUpperCase()}-A.PNG`, "out"],
    [`out/${MARK}`, "out"],
  ];
  for (const [key, folder] of mine) assert.equal(hasMark(key, folder, MARK), true, key);
  const others: readonly (readonly [string, string])[] = [
    ["out/output.png", "out"],
    [`in/${MARK}-a.png`, "out"],
    [`out-old/${MARK}-a.png`, "out"],
    [`out/${MARK}-a/`, "out"],
    [`${MARK}/out/output.png`, `${MARK}/out`],
    ["out/fb0123456789abce-a.png", "out"],
  ];
  for (const [key, folder] of others) assert.equal(hasMark(key, folder, MARK), false, key);
  assert.equal(hasMark("out/a.png", "out", ""), false);
});

Deno.test("what comes back has the user's own name of the input in place of the mark", () => {
  const input = { original: "São João.jpg", mark: MARK };
  const cases: readonly (readonly [string, string])[] = [
    [`${MARK}-Sao_Joao.jpg`, "São João.jpg"],
    [`${MARK}-Sao_Joao.jpg.png`, "São João.jpg.png"],
    [`output_${MARK}-Sao_Joao.json`, "output_São João.json"],
    [`${MARK}-Sao_Joao_metrics.json`, "São João_metrics.json"],
    [`result/${MARK}-Sao_Joao/img3.jpg`, "result/São João/img3.jpg"],
    [`${MARK}.json`, "São João.json"],
    [`out_${MARK}-Sao.png`, "out_Sao.png"],
    [MARK, "São João"],
    ["output.png", "output.png"],
    [`../${MARK}-Sao_Joao.jpg`, "São João.jpg"],
  ];
  for (const [path, name] of cases) assert.equal(readableName(path, input), name, path);
});

Deno.test("the name that the supervisor gives a synchronous input is replaced", () => {
  const path = "output-event-file-0b8a2c1e-7f0e-4c1d-9c55-6f6d5b1a2c3d.zip";
  assert.equal(readableName(path, { original: "a $1 $& photo.png" }), "output-a $1 $& photo.zip");
});

Deno.test("a name for a disk is safe on any system and stays readable", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["São João é.jpg", "São João é.jpg"],
    ["a/b\\c:d?.png", "a_b_c_d_.png"],
    ["..", "file"],
    [" .x. ", "x"],
    ["NUL.txt", "_NUL.txt"],
    ["photo\u202egpj.exe", "photo_gpj.exe"],
    ["\ud800", "\ufffd"],
  ];
  for (const [name, safe] of cases) assert.equal(safeFileName(name), safe, name);
  const long = safeFileName(`${"é".repeat(300)}.png`);
  assert.match(long, /^é+\.png$/);
  assert.ok(new TextEncoder().encode(long).length <= 200);
});

Deno.test("a path of an archive never leaves its folder", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["a/b.txt", "a/b.txt"],
    ["../../etc/passwd", "etc/passwd"],
    ["/etc/passwd", "etc/passwd"],
    ["C:\\windows\\x.dll", "windows/x.dll"],
    ["a/./../b", "a/b"],
    ["a\u0000/b", "a_/b"],
    ["folder/", undefined],
    ["../", undefined],
    ["..", undefined],
    ["", undefined],
  ];
  for (const [path, clean] of cases) assert.equal(cleanPath(path), clean, path);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (path) => {
    const clean = cleanPath(path);
    const url = clean === undefined ? undefined : new URL(`file:///root/${encodeURI(clean)}`);
    assert.ok(url === undefined || url.pathname.startsWith("/root/"), `${clean}`);
    assert.doesNotMatch(clean ?? "", /(^|\/)\.{1,2}(\/|$)|\\|\0|^\//);
  }));
});

Deno.test("a name gets the extension of its content where its own doesn't fit", () => {
  const cases: readonly (readonly [name: string, extension: string, result: string])[] = [
    ["speech.txt", "wav", "speech.wav"],
    ["speech.wav", "wav", "speech.wav"],
    ["photo.JPEG", "jpg", "photo.JPEG"],
    ["photo.jpg.png", "png", "photo.jpg.png"],
    ["photo.jpg", "png", "photo.jpg.png"],
    ["output", "png", "output.png"],
    ["result/fb.x/output", "json", "result/fb.x/output.json"],
    ["model.pt", "zip", "model.pt"],
    ["labels.csv", "txt", "labels.csv"],
    ["photo.jpg", "txt", "photo.jpg.txt"],
    ["data.json", "json", "data.json"],
    ["weights.onnx", "bin", "weights.onnx"],
    ["weights", "bin", "weights.bin"],
    [".txt", "wav", ".txt.wav"],
  ];
  for (const [name, extension, result] of cases) {
    assert.equal(withExtension(name, extension), result, name);
  }
});

Deno.test("files of an archive that name the input have the user's name of it, others keep their own", () => {
  const event = "event-file-56da0b1c-6c1f-4bb5-9f0a-0123456789ab";
  const input = { original: "my coffee.jpg", mark: MARK };
  const cases: readonly (readonly [string, string])[] = [
    [`${event}_metrics.json`, "my coffee_metrics.json"],
    [`deep/${event}/img1.png`, "deep/my coffee/img1.png"],
    [`${event}/`, "my coffee/"],
    [`${MARK}-my_coffee_gray.png`, "my coffee_gray.png"],
    ["../evil.txt", "../evil.txt"],
    ["plain name.txt", "plain name.txt"],
  ];
  for (const [path, expected] of cases) assert.equal(readableEntry(path, input), expected);
});
