import assert from "node:assert/strict";
import { freePorts } from "../support/free_ports.ts";
import { testForms } from "./support.ts";

const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);
const EXAMPLE = new URL("../../docs/examples/processors/brightest_spot.js", import.meta.url);

/** The default of a caller that doesn't choose. */
const PLAIN = `
export default {
  name: "width",
  process: (frames) => frames.map(({ width }) => ({ data: { width } })),
};`;

/** The same, typed. */
const TYPED = `interface Frame { readonly width: number }
${PLAIN.replace("(frames)", "(frames: readonly Frame[])")}`;

testForms(
  "alone, it runs image processors of one's own, chosen by name or by setting",
  async (form, place) => {
    const [web = 0, grpc = 0] = freePorts(2);
    // The binary takes JavaScript alone.
    const [second, source] = form.name === "binary" ? ["width.js", PLAIN] : ["width.ts", TYPED];
    const [example, width] = [
      `${place.directory}/brightest_spot.js`,
      `${place.directory}/${second}`,
    ];
    await Deno.copyFile(EXAMPLE, example);
    await Deno.writeTextFile(width, source);
    const framebox = form.run(
      place,
      [
        "--web-port",
        `${web}`,
        "--port",
        `${grpc}`,
        "--processors",
        `brightest_spot.js,./${second}`,
      ],
      { DEFAULT_PROCESSOR: "width", WATCH_PROCESSOR: "brightest_spot" },
      { reads: [example, width] },
    );
    try {
      await framebox.line(/"event":"ready"/);
      const base = `http://127.0.0.1:${web}`;
      const body = await Deno.readFile(PHOTO);
      const send = async (query: string) => {
        const answer = await fetch(`${base}/api/v1/images${query}`, { method: "POST", body });
        assert.equal(answer.status, 200, framebox.output);
        return await answer.json();
      };
      const spot = await send("?processor=brightest_spot");
      assert.equal(spot.by, "brightest_spot");
      assert.equal(spot.boxes.xyxy.length, 1);
      assert.equal(spot.values.moved, 0);
      const shown = await fetch(base + spot.image_url);
      assert.deepEqual(new Uint8Array(await shown.arrayBuffer()), body, "the frame as it came");
      const usual = await send("");
      assert.equal(usual.by, "width");
      assert.equal(usual.values.width, 600);

      const { processors } = await (await fetch(`${base}/api/v1/status`)).json();
      const names = processors.map(({ name }: { name: string }) => name);
      assert.deepEqual(names.slice(-2), ["brightest_spot", "width"]);
      const page = await (await fetch(`${base}/`)).text();
      assert.match(page, /<option value="brightest_spot"[^>]*>\s*Brightest spot/);
      assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
    } finally {
      await framebox.stop("SIGKILL");
    }
  },
);

testForms(
  "what can't be a processor, or be chosen, ends the start with a sentence",
  async (form, place) => {
    const [wrong, typed] = [`${place.directory}/wrong.js`, `${place.directory}/width.ts`];
    await Deno.writeTextFile(wrong, "export const name = 'wrong';");
    await Deno.writeTextFile(typed, TYPED);
    const args = ["--web-port", "0", "--port", "0"];
    const faults: [string[], RegExp][] = [
      [["--processors", "wrong.js"], /framebox: PROCESSORS names wrong\.js.*default export/],
      [["--ava-processor", "yolo"], /framebox: AVA_PROCESSOR .*yolo.*there are workers, grey/],
    ];
    if (form.name === "binary") {
      const sentence = /framebox: PROCESSORS names width\.ts.*takes JavaScript alone.*a \.js file/;
      faults.push([["--processors", "width.ts"], sentence]);
    }
    for (const [more, sentence] of faults) {
      const framebox = form.run(place, [...args, ...more], {}, { reads: [wrong, typed] });
      // One that starts all the same is ended, and then its code is another one.
      const started = framebox.line(/"event":"ready"/).then(
        () => framebox.stop("SIGKILL"),
        () => {},
      );
      assert.equal(await framebox.status(), 1, framebox.output);
      await started;
      assert.match(framebox.output, sentence);
    }
  },
);
