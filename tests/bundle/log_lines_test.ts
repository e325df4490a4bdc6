// With LOG_FORMAT=json programs read the log: no line of Deno's or of a library may stand between.
import assert from "node:assert/strict";
import { freePorts } from "../support/free_ports.ts";
import { testForms } from "./support.ts";
import { LIMIT_MS } from "../support/limit.ts";

const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

/** Longest that framebox may keep a connection which sends no more. */

/** Holds a frame until the listener on a port closes the connection. */
const heldBy = (port: number) => `
export default {
  name: "held",
  process: async (frames) => {
    using link = await Deno.connect({ hostname: "127.0.0.1", port: ${port} });
    await link.read(new Uint8Array(1));
    return frames.map(() => ({ text: "let go" }));
  },
};`;

testForms("every line that it prints is JSON, whatever its clients do", async (form, place) => {
  using holder = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const held = `${place.directory}/held.js`;
  await Deno.writeTextFile(held, heldBy((holder.addr as Deno.NetAddr).port));
  const [web = 0, grpc = 0] = freePorts(2);
  const framebox = form.run(
    place,
    ["--web-port", `${web}`, "--port", `${grpc}`, "--processors", held],
    { LOG_FORMAT: "json", LOG_LEVEL: "debug" },
    { reads: [held] },
  );
  try {
    await framebox.line(/"event":"ready"/);
    const base = `http://127.0.0.1:${web}`;
    const photo = await Deno.readFile(PHOTO);
    const send = async (query: string, body: Uint8Array<ArrayBuffer>) => {
      const answer = await fetch(`${base}/api/v1/images?${query}`, { method: "POST", body });
      await answer.body?.cancel();
      return answer.status;
    };

    // Answered, with large and small bodies, and refused.
    for (let i = 0; i < 3; i++) assert.equal(await send("processor=grey", photo), 200);
    assert.ok(await send("processor=grey", new TextEncoder().encode("no picture")) >= 400);
    assert.equal(await send("processor=nobody", photo), 400);
    assert.equal(await send("processor=workers&timeout_ms=1", photo), 504);
    for (const path of ["/", "/healthz", "/api/v1/status", "/nowhere"]) {
      await (await fetch(base + path)).body?.cancel();
    }

    // Aborted while the processor holds it, and released afterwards.
    const aborting = new AbortController();
    const { signal } = aborting;
    const aborted = fetch(`${base}/api/v1/images?processor=held`, {
      method: "POST",
      body: photo,
      signal,
    }).catch((error) => error);
    using link = await holder.accept();
    aborting.abort();
    assert.equal((await aborted).name, "AbortError");
    link.close();

    // A socket that shows a frame, and one that never comes about.
    await brokenOff(web, "GET /api/v1/sessions/none/live HTTP/1.1\r\nHost: localhost\r\n");
    const { session } = await (await fetch(`${base}/api/v1/sessions`, { method: "POST" })).json();
    await showOne(`ws://127.0.0.1:${web}/api/v1/sessions/${session}/live?processor=grey`, photo);

    // Uploads that break off, what is no HTTP, and what is no gRPC.
    const head = (length: number) =>
      `POST /api/v1/images HTTP/1.1\r\nHost: 127.0.0.1:${web}\r\nContent-Length: ${length}\r\n\r\n`;
    await brokenOff(web, `${head(1_000_000)}only the beginning`);
    await brokenOff(web, `${head(10)}half`);
    await brokenOff(web, "this is no HTTP\r\n\r\n");
    await brokenOff(grpc, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assert.equal(await send("processor=grey", photo), 200);
    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
    const wrong = framebox.output.split("\n").filter((line) => !isEvent(line));
    assert.deepEqual(wrong, [], framebox.output);
    assert.match(framebox.output, /"event":"ended"/);
  } finally {
    await framebox.stop("SIGKILL");
  }
});

/** Whether a line is an object with what each of ours has. */
function isEvent(line: string): boolean {
  try {
    const { time, level, event } = JSON.parse(line);
    return [time, level, event].every((each) => typeof each === "string");
  } catch {
    return false;
  }
}

/** Sends what is no whole request, ends sending and waits until framebox has hung up. */
async function brokenOff(port: number, text: string): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  const limit = setTimeout(() => connection.close(), LIMIT_MS);
  try {
    await connection.closeWrite();
    const buffer = new Uint8Array(1024);
    while (await connection.read(buffer) !== null);
  } catch (error) {
    // It may hang up without a word.
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  } finally {
    clearTimeout(limit);
  }
}

/** Shows one frame over a socket and closes it. */
async function showOne(address: string, photo: Uint8Array<ArrayBuffer>): Promise<void> {
  const socket = new WebSocket(address);
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  const shown = Promise.withResolvers<void>();
  socket.addEventListener("open", () => socket.send(photo));
  socket.addEventListener("message", ({ data }) => {
    if (typeof data !== "string") shown.resolve();
  });
  socket.addEventListener("close", () => shown.reject(new Error("closed before a result came")));
  await shown.promise;
  socket.close();
  await closed;
}
