import assert from "node:assert/strict";
import { freePorts } from "../support/free_ports.ts";
import { emptyPlace, runBundle } from "./support.ts";

const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);
const EXAMPLE = new URL("../../examples/processors/brightest_spot.js", import.meta.url);

/** The same, typed, by default for whoever doesn't choose. */
const TYPED = `
interface Frame { readonly width: number }
export default {
  name: "typed",
  process: (frames: readonly Frame[]) => frames.map(({ width }) => ({ data: { width } })),
};`;

Deno.test("the bundle alone runs image processors of one's own, chosen by name or by setting", async () => {
  const place = await emptyPlace();
  const [web = 0, grpc = 0] = freePorts(2);
  const [example, typed] = [`${place.directory}/brightest_spot.js`, `${place.directory}/typed.ts`];
  await Deno.copyFile(EXAMPLE, example);
  await Deno.writeTextFile(typed, TYPED);
  const box = runBundle(
    place,
    ["--web-port", `${web}`, "--port", `${grpc}`, "--processors", "brightest_spot.js,./typed.ts"],
    { DEFAULT_PROCESSOR: "typed", WATCH_PROCESSOR: "brightest_spot" },
    [example, typed],
  );
  try {
    await box.line(/"event":"ready"/);
    const base = `http://127.0.0.1:${web}`;
    const body = await Deno.readFile(PHOTO);
    const send = async (query: string) => {
      const answer = await fetch(`${base}/api/v1/images${query}`, { method: "POST", body });
      assert.equal(answer.status, 200, box.output);
      return await answer.json();
    };
    const spot = await send("?processor=brightest_spot");
    assert.equal(spot.by, "brightest_spot");
    assert.equal(spot.boxes.xyxy.length, 1);
    assert.equal(spot.values.moved, 0);
    const shown = await fetch(base + spot.image_url);
    assert.deepEqual(new Uint8Array(await shown.arrayBuffer()), body, "the frame as it came");
    const usual = await send("");
    assert.equal(usual.by, "typed");
    assert.equal(usual.values.width, 600);

    const { processors } = await (await fetch(`${base}/api/v1/status`)).json();
    const names = processors.map(({ name }: { name: string }) => name);
    assert.deepEqual(names.slice(-2), ["brightest_spot", "typed"]);
    const page = await (await fetch(`${base}/`)).text();
    assert.match(page, /<option value="brightest_spot"[^>]*>\s*Brightest spot/);
    assert.equal(await box.stop("SIGTERM"), 0, box.output);
  } finally {
    await box.stop("SIGKILL");
    await place.remove();
  }
});

Deno.test("what can't be a processor, or be chosen, ends the start with a sentence", async () => {
  const place = await emptyPlace();
  try {
    const wrong = `${place.directory}/wrong.js`;
    await Deno.writeTextFile(wrong, "export const name = 'wrong';");
    const args = ["--web-port", "0", "--port", "0"];
    const file = runBundle(place, [...args, "--processors", "wrong.js"], {}, [wrong]);
    assert.equal(await file.status(), 1);
    assert.match(file.output, /framebox: PROCESSORS names wrong\.js.*default export/);
    const name = runBundle(place, [...args, "--ava-processor", "yolo"]);
    assert.equal(await name.status(), 1);
    assert.match(name.output, /framebox: AVA_PROCESSOR .*yolo.*there are workers, grey/);
  } finally {
    await place.remove();
  }
});
