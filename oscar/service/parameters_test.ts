import assert from "node:assert/strict";
import { readParameters, requestWithFiles } from "./mod.ts";

/** What `deepaas-cli predict --help` prints, after what the script and the framework print. */
const HELP = `[*] Using DEEPaaS version 2.5.2
2026-11-29 20:32:10.586 12 INFO deepaas-cli [INFO, Method] predict was called. [a/b]
usage: deepaas-cli predict [-h] --files FILES [--model_name MODEL_NAME]
                           [--threshold THRESHOLD] [--conf-size CONF_SIZE]
                           [--show SHOW] [--classes CLASSES]

optional arguments:
  -h, --help
          show this help message and exit
  --files FILES
          Pictures to look at.
          Type: str (filepath)
          *Required*
  --model_name MODEL_NAME
          Model, by default 'small'.
          Choices: ['small', 'large']
          Type: str
  --threshold THRESHOLD
          Least probability (default: 0.25)
          of what is shown.
          Type: float
  --conf-size CONF_SIZE
          Type: int
  --show SHOW
          Type: bool
  --classes CLASSES  Names of classes.
          Type: list
  --demo_audio DEMO_AUDIO
          audio
          Type: FILEPATH
`;

Deno.test("the parameters of a help text are read for a form", () => {
  const found = readParameters(HELP);
  const short = found.map(({ name, type, isRequired, choices, defaultText }) => [
    ...[name, type, isRequired, choices, defaultText],
  ]);
  assert.deepEqual(short, [
    ["files", "file", true, undefined, undefined],
    ["model_name", "text", false, ["small", "large"], "small"],
    ["threshold", "number", false, undefined, "0.25"],
    ["conf-size", "integer", false, undefined, undefined],
    ["show", "boolean", false, undefined, undefined],
    ["classes", "json", false, undefined, undefined],
    ["demo_audio", "file", false, undefined, undefined],
  ]);
  assert.equal(found[2]?.help, "Least probability (default: 0.25) of what is shown.");
  assert.equal(found[5]?.help, "Names of classes.");
});

Deno.test("Python's newer headings and a list without types are read as well", () => {
  const help =
    "usage: x [-h] [--a A]\n\noptions:\n  -h, --help  show this\n  -a, --alpha A  First.\n  --b B\n\nother:\n  text";
  assert.deepEqual(readParameters(help).map(({ name, type, help }) => [name, type, help]), [
    ["alpha", "text", "First."],
    ["b", "text", ""],
  ]);
});

Deno.test("an answer without such a list has no parameters", () => {
  for (const text of ["", '{"a": 1}', "Traceback (most recent call last):\n", "a\n  b --c\n"]) {
    assert.deepEqual(readParameters(text), [], text);
  }
  assert.equal(readParameters("  --a A\n".repeat(5000)).length, 200);
});

Deno.test("a request has files in base64, and lists as texts of JSON", () => {
  const files = [{ key: "files", format: ".jpg", bytes: Uint8Array.of(1, 2, 3) }];
  const parameters = {
    threshold: 0.5,
    show: true,
    classes: ["a"],
    empty: "",
    none: null,
    text: "x",
  };
  assert.deepEqual(JSON.parse(requestWithFiles(files, parameters)), {
    "oscar-files": [{ key: "files", file_format: "jpg", data: "AQID" }],
    threshold: 0.5,
    show: true,
    classes: '["a"]',
    text: "x",
  });
  assert.equal(requestWithFiles([], { help: "x" }), '{"help":"x"}');
  const odd = [{ key: "f", format: "../x", bytes: new Uint8Array() }];
  assert.equal(JSON.parse(requestWithFiles(odd, {}))["oscar-files"][0].file_format, "x");
});
