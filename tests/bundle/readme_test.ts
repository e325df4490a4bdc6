// The README's commands for users, typed: the start command, the pasted worker, the curl call.
import assert from "node:assert/strict";
import { decodePicture } from "../../media/image/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";

const ROOT = new URL("../../", import.meta.url);
const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const PHOTO = new URL("web/assets/examples/coffee.jpg", ROOT);

const readme = await Deno.readTextFile(new URL("README.md", ROOT));

/** The first fenced block of a language that holds a text. */
function block(language: string, holding: string): string {
  for (const [, kind, code = ""] of readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    if (kind === language && code.includes(holding)) return code.trim();
  }
  throw new Error(`The README has no ${language} block with ${holding}.`);
}

Deno.test("the README's start command, its pasted worker and its curl call work as described", async () => {
  const [web = 0, grpc = 0] = freePorts(2);
  const place = await Deno.makeTempDir({ prefix: "framebox-readme-" });
  const start = block("sh", "task start");
  const here = (text: string) => text.replaceAll("7860", `${web}`).replaceAll("8061", `${grpc}`);
  // npm does not pass signals on; a terminal's Ctrl+C reaches the whole group, so framebox gets one.
  const framebox = new Child("/usr/bin/setsid", {
    args: ["/bin/sh", "-c", `exec ${start}`],
    cwd: ROOT,
    env: { WEB_PORT: `${web}`, PORT: `${grpc}`, DATA_DIR: `${place}/data`, LOG_FORMAT: "json" },
  });
  let worker: Child | undefined;
  try {
    await framebox.line(/"event":"ready"/);

    // Typed in the sources, it leaves nothing there.
    const toPlace = here(block("sh", "curl")).replace("> edges.jpg", `> ${place}/edges.jpg`);
    const curl = new Child("/bin/sh", { args: ["-c", toPlace], cwd: ROOT });
    assert.equal(await curl.status(), 0, curl.output);
    const edges = await decodePicture(await Deno.readFile(`${place}/edges.jpg`));
    assert.deepEqual([edges.widthPx, edges.heightPx], [600, 400]);

    await Deno.writeTextFile(`${place}/worker.py`, here(block("python", "submit")));
    worker = new Child(PYTHON, { args: ["worker.py"], cwd: place });
    await framebox.line(/"event":"worker_came"/);
    const answer = await fetch(`http://127.0.0.1:${web}/api/v1/images?processor=workers`, {
      method: "POST",
      headers: { accept: "image/png" },
      body: await Deno.readFile(PHOTO),
    });
    assert.equal(answer.status, 200);
    const mirrored = await decodePicture(new Uint8Array(await answer.arrayBuffer()));
    const sent = await decodePicture(await Deno.readFile(PHOTO));
    const row = (
      raster: typeof sent,
      x: number,
    ) => [...raster.data.subarray((200 * 600 + x) * 3, (200 * 600 + x) * 3 + 3)];
    for (const x of [0, 17, 300, 599]) assert.deepEqual(row(mirrored, x), row(sent, 599 - x));
    assert.equal(await Deno.stat(`${place}/data`).then((data) => data.isDirectory), true);
  } finally {
    await worker?.stop("SIGKILL");
    const group = `-${framebox.pid}`;
    await new Deno.Command("/bin/kill", { args: ["-INT", "--", group], stderr: "null" }).output();
    await framebox.status();
    await Deno.remove(place, { recursive: true });
  }
});
