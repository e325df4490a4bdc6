// A process that really runs out of file descriptors. Linux and macOS only: `ulimit`.
import assert from "node:assert/strict";
import { within } from "../../tests/support/limit.ts";

const SCRIPT = new URL("./test_hungry_server.ts", import.meta.url).pathname;

/** The process, its lines, and its port. */
async function hungry(relistenMs: number) {
  const run = `ulimit -n 128 && exec "$0" run --allow-all --no-check "$1" ${relistenMs}`;
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", run, Deno.execPath(), SCRIPT],
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const input = child.stdin.getWriter();
  let output = "";
  /** Resolves to what follows a text, once it was printed. */
  const line = async (text: string) => {
    while (!new RegExp(`${text}.*\\n`).test(output)) {
      const { value, done } = await within(lines.read(), `"${text}"`);
      assert.ok(!done, `it ended without "${text}":\n${output}`);
      output += value;
    }
    const [found = "", rest = ""] = new RegExp(`${text}(.*)\\n`).exec(output) ?? [];
    output = output.slice(output.indexOf(found) + found.length);
    return rest;
  };
  const port = Number(await line("port "));
  return {
    child,
    line,
    port,
    next: () => input.write(new TextEncoder().encode("\n")),
    input,
    lines,
  };
}

/** What the server sends. Under load a port may be taken for lost, and a connection be reset. */
async function answer(port: number): Promise<string> {
  for (let tries = 10;; tries--) {
    try {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      const chunk = new Uint8Array(16);
      const length = await connection.read(chunk);
      return new TextDecoder().decode(chunk.subarray(0, length ?? 0));
    } catch (caught) {
      if (tries === 0) throw caught;
    }
  }
}

Deno.test("a process that was out of file descriptors takes connections again", async () => {
  const { child, line, port, next, input, lines } = await hungry(60_000);
  assert.equal(await answer(port), "here");
  await next();
  await line("hungry");
  // The system takes the connection; the process can't, and Deno listens no more.
  const lost = await Deno.connect({ hostname: "127.0.0.1", port });
  await line("listener_lost");
  await next();
  await line("listener_back");
  assert.equal(await answer(port), "here");
  lost.close();
  child.kill("SIGKILL");
  await child.status;
  await input.close().catch(() => {});
  await lines.cancel();
});

Deno.test("a process that stays out of file descriptors gives its port up and ends", async () => {
  const { child, line, port, next, input, lines } = await hungry(200);
  assert.equal(await answer(port), "here");
  await next();
  await line("hungry");
  const lost = await Deno.connect({ hostname: "127.0.0.1", port });
  await line("given up");
  assert.equal((await child.status).code, 75);
  lost.close();
  await input.close().catch(() => {});
  await lines.cancel();
});
