import assert from "node:assert/strict";
import net from "node:net";
import { listenError } from "./mod.ts";

/** The error of `node:net`. */
function byNode(host: string, port: number): Promise<unknown> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

/** The error of `Deno.serve`. */
async function byDeno(host: string, port: number): Promise<unknown> {
  try {
    const options = { hostname: host, port, onListen: () => {} };
    await Deno.serve(options, () => new Response()).shutdown();
    return undefined;
  } catch (caught) {
    return caught;
  }
}

/** The sentence for either. */
async function sentences(host: string, port: number): Promise<string[]> {
  const caught = await Promise.all([byNode(host, port), byDeno(host, port)]);
  return caught.map((error) => {
    assert.ok(error instanceof Error, `${host}:${port} can be listened on`);
    const reported = listenError(error, { host, port, portSetting: "WEB_PORT" });
    assert.equal(reported.code, "FAILED_PRECONDITION");
    assert.equal(reported.cause, error);
    return reported.message;
  });
}

Deno.test("an address of another machine is reported as such, with HOST and its value", async () => {
  // The documentation's own addresses (RFC 5737, RFC 3849): no host has them.
  for (const host of ["203.0.113.1", "2001:db8::1"]) {
    for (const sentence of await sentences(host, 0)) {
      assert.ok(sentence.startsWith(`HOST ${host} is no address of this machine`), sentence);
    }
  }
});

Deno.test("an unknown name is reported as such", async () => {
  for (const sentence of await sentences("no-such-name.invalid", 0)) {
    assert.match(sentence, /^HOST no-such-name\.invalid is a name that nobody knows/);
  }
});

Deno.test("a port that is in use is reported with the setting that it is from", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  for (const sentence of await sentences("127.0.0.1", port)) {
    assert.match(sentence, new RegExp(`^Port ${port} is in use on 127.0.0.1; set WEB_PORT`));
  }
});

Deno.test("other causes have sentences of their own, and what is unknown names both settings", () => {
  const sentenceOf = (code: string) =>
    listenError(Object.assign(new Error("x"), { code }), {
      host: "::1",
      port: 80,
      portSetting: "PORT",
    }).message;
  assert.match(sentenceOf("EACCES"), /may not listen on port 80; set PORT to one above 1023/);
  assert.match(
    sentenceOf("EMFILE"),
    /^\[::1\]:80 can't be opened: .*no file descriptors left.*ulimit/,
  );
  assert.match(sentenceOf("EAFNOSUPPORT"), /HOST ::1 is no address of this machine/);
  assert.match(sentenceOf("EWHATEVER"), /^\[::1\]:80 can't be opened; HOST .* and PORT/);
  assert.match(
    listenError("odd", { host: "h", port: 1, portSetting: "PORT" }).message,
    /h:1 can't/,
  );
});
