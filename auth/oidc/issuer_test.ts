import assert from "node:assert/strict";
import { Logger } from "../../base/log/mod.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { Issuer } from "./issuer.ts";

const read = (name: string) =>
  Deno.readTextFileSync(new URL(`../../web/testdata/${name}.pem`, import.meta.url));
const [ca, cert, key] = [read("ca_cert"), read("localhost_cert"), read("localhost_key")];
const NEVER = new AbortController().signal;

interface Given {
  readonly issuer: Issuer;
  readonly clock: ManualClock;
  readonly lines: string[];
  /** Its metadata, or how it fails. */
  answer: (url: string) => Response | Promise<Response>;
  asked: number;
}

const wellKnown = (issuer: string) =>
  Response.json({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
  });

/** Runs with an issuer at https://localhost. */
async function withIssuer(test: (given: Given) => Promise<void>, caPem: string | undefined = ca) {
  const lines: string[] = [];
  const log = new Logger({ level: "debug", format: "text", write: (line) => lines.push(line) });
  const clock = new ManualClock();
  const state: Pick<Given, "answer" | "asked"> = { answer: wellKnown, asked: 0 };
  const options = { hostname: "localhost", port: 0, cert, key, onListen: () => {} };
  const server = Deno.serve(options, (request) => {
    state.asked++;
    return state.answer(new URL(request.url).origin);
  });
  const { port } = server.addr;
  const issuer = new Issuer(
    { issuer: `https://localhost:${port}`, clientId: "x", clientSecret: "hidden", caPem },
    { log, clock },
  );
  try {
    await test(Object.assign(state, { issuer, clock, lines }));
  } finally {
    await issuer.close();
    await server.shutdown();
    log.flush();
  }
}

const ask = ({ issuer }: Given, signal = NEVER) =>
  issuer.ask((configuration) => configuration.serverMetadata().token_endpoint, signal);

Deno.test("an issuer whose authority is named is trusted, and asked for its metadata once an hour", () =>
  withIssuer(async (given) => {
    const found = await Promise.all([ask(given), ask(given)]);
    assert.match(found[0] ?? "", /^https:\/\/localhost:\d+\/token$/);
    assert.equal(given.asked, 1);
    given.clock.advance(3_600_000);
    await ask(given);
    assert.equal(given.asked, 2);
  }));

Deno.test("one whose authority is not known is away, in words", () =>
  withIssuer(async (given) => {
    await assert.rejects(ask(given), {
      code: "UNAVAILABLE",
      message: /localhost:\d+ doesn't answer/,
    });
    assert.equal(given.asked, 0);
  }, ""));

Deno.test("one that fails is away, and is asked again; one that is another is wrong", () =>
  withIssuer(async (given) => {
    given.answer = () => new Response("no", { status: 502 });
    await assert.rejects(ask(given), { code: "UNAVAILABLE" });
    given.answer = () => wellKnown("https://other.lab");
    await assert.rejects(ask(given), { code: "UNAUTHENTICATED", message: /didn't succeed/ });
    given.answer = () =>
      new Response("<p>Welcome</p>", { headers: { "content-type": "text/html" } });
    await assert.rejects(ask(given), { code: "UNAUTHENTICATED" });
    given.answer = wellKnown;
    assert.ok(await ask(given));
  }));

Deno.test("an answer without an end is not kept", () =>
  withIssuer(async (given) => {
    let pieces = 0;
    given.answer = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            pieces++;
            controller.enqueue(new Uint8Array(65_536).fill(32));
          },
        }),
        { headers: { "content-type": "application/json" } },
      );
    await assert.rejects(ask(given), { code: "UNAUTHENTICATED" });
    assert.ok(pieces < 200, `${pieces}`);
  }));

Deno.test("a caller that leaves doesn't keep the others from the answer", () =>
  withIssuer(async (given) => {
    const released = Promise.withResolvers<void>();
    given.answer = async (url) => {
      await released.promise;
      return wellKnown(url);
    };
    const leaves = new AbortController();
    const left = assert.rejects(ask(given, leaves.signal), { name: "AbortError" });
    const stays = ask(given);
    leaves.abort();
    await left;
    released.resolve();
    assert.ok(await stays);
    assert.ok(!given.lines.join().includes("oidc_failed"));
  }));
