import assert from "node:assert/strict";
import { withFramebox } from "../test_framebox.ts";

const REQUEST = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
const LAST = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

/** All that the server answers to this until it closes the connection. */
async function exchange(port: number, text: string): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const writer = connection.writable.getWriter();
  writer.write(new TextEncoder().encode(text)).catch(() => {});
  let answer = "";
  try {
    for await (const chunk of connection.readable.values({ preventCancel: true })) {
      answer += new TextDecoder().decode(chunk);
    }
  } catch {
    // It was cut.
  }
  return answer;
}

Deno.test("requests that are sent ahead are answered in their order", () =>
  withFramebox(async (framebox) => {
    const answers = (await exchange(framebox.server.port, REQUEST.repeat(400) + LAST)).split(
      "HTTP/1.1 200 OK",
    ).slice(1);
    assert.equal(answers.length, 401);
    assert.ok(answers.slice(0, 400).every((answer) => answer.endsWith("\r\n\r\nok\n")));
    assert.match(answers[400]!, /\r\n\r\nready\n?$/);
  }));

Deno.test("a connection far ahead of its answers is cut, and others are answered", () =>
  withFramebox(async (framebox) => {
    const answers = (await exchange(framebox.server.port, REQUEST.repeat(5000) + LAST)).split(
      "HTTP/1.1 200 OK",
    ).slice(1);
    assert.ok(answers.length < 1000, `${answers.length} answers`);
    assert.match(await exchange(framebox.server.port, LAST), /\r\n\r\nready\n?$/);
  }));
