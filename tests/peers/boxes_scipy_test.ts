import assert from "node:assert/strict";
import { readoutOfElements } from "../../results/mod.ts";
import { codeBlocks } from "../../tools/documents.ts";
import { readMat } from "../../mat/mod.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const SCRIPT = new URL("python/boxes_shapes.py", import.meta.url).pathname;

const CORNERS = [[10.5, 20.25, 110, 220], [300, 40, 380, 200]];

/** What is found in each of the script's cases: boxes, then their conf, cls and id. */
const FOUND: Readonly<Record<string, readonly [number, string]>> = {
  two: [2, "0.92,0.5 0,2 3,7"],
  two_more: [2, "0.92,0.5 0,2 3,7"],
  columns: [2, "0.92,0.5 0,2 3,7"],
  one_flat: [1, "0.92 0 3"],
  one: [1, "0.92 0 3"],
  lists: [2, "0.92,0.5 0,2 3,7"],
  dicts: [2, "0.92,0.5 0,2 3,7"],
  nested: [2, "0.92,0.5 0,2 3,7"],
  no_id: [2, "0.92,0.5 0,2 ,"],
  nan_id: [2, "0.92,0.5 0,2 ,7"],
  none: [0, "  "],
  none_zeros: [0, "  "],
  none_empty: [0, "  "],
};

Deno.test("boxes are found in every shape in which SciPy writes them, compressed or not", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const { stdout, stderr, success } = await new Deno.Command(PYTHON, {
      args: [SCRIPT, directory],
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assert.equal(lines.length, 2 * Object.keys(FOUND).length);
    for (const line of lines) {
      const [name = "", path = ""] = line.split(" ");
      const [count, rest] = FOUND[name] ?? [];
      const elements = readMat(await Deno.readFile(path)).variables.flatMap(({ raw }) => raw ?? []);
      const { values, boxes } = readoutOfElements(elements);
      assert.equal(values["boxes"], count, name);
      assert.deepEqual(boxes?.xyxy, CORNERS.slice(0, count), name);
      assert.equal([boxes?.conf, boxes?.cls, boxes?.id].join(" "), rest, name);
      if (name === "two_more") {
        assert.deepEqual(boxes?.names, ["person", "car"]);
        assert.equal(values["ms"], 12.5);
      }
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("the contract's example gives a box, a label and a number", async () => {
  const path = "docs/contracts/generic-box.md";
  const text = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
  const example = codeBlocks({ path, text }).find(({ language }) => language === "python");
  assert.ok(example);
  const { stdout, stderr, success } = await new Deno.Command(PYTHON, {
    args: ["-c", `import sys\nnumber = 3\n${example.text}sys.stdout.buffer.write(file.getvalue())`],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const { variables } = readMat(stdout);
  assert.deepEqual(variables.map(({ name }) => name), ["data_00003"]);
  const { boxes, labels, values } = readoutOfElements(variables.flatMap(({ raw }) => raw ?? []));
  assert.deepEqual([boxes?.xyxy, boxes?.id, boxes?.names], [[[10, 20, 90, 80]], [7], ["car"]]);
  assert.deepEqual(labels.map(({ label }) => label), ["dark"]);
  assert.equal(values["road.angle"], 9.4);
});
