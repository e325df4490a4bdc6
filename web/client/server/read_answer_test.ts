import assert from "node:assert/strict";
import "../base/test_page.ts";
import { text } from "../base/text.ts";
import { AnswerError } from "./answer_error.ts";
import { isItems, isRun, isSession } from "./api_shapes.ts";
import { isUnknown, ProxyError, refusal } from "./proxy.ts";
import { readAnswer } from "./read_answer.ts";

const html = (status: number) => new Response("<html>Welcome</html>", { status });

Deno.test("an answer is what it should be", async () => {
  const answer = await readAnswer(Response.json({ session: "s1", more: 1 }), isSession);
  assert.equal(answer.session, "s1");
});

Deno.test("a page in the place of an answer is a proxy's", async () => {
  await assert.rejects(readAnswer(html(200), isSession), (error) => {
    assert.ok(error instanceof ProxyError && !error.isPassing);
    assert.equal(error.sentence.text, "A proxy in front answered 200 instead of the server.");
    return true;
  });
});

Deno.test("an answer with other fields is one of another version", async () => {
  const run = { run: "r1", kind: "video", processor: "grey", job: null, video: null };
  assert.equal((await readAnswer(Response.json(run), isRun)).run, "r1");
  for (const other of [{}, [], "r1", null, { ...run, run: 1 }, { ...run, job: "x" }]) {
    await assert.rejects(readAnswer(Response.json(other), isRun), (error) => {
      assert.ok(error instanceof ProxyError);
      assert.equal(error.sentence.text, text.places.otherVersion);
      return true;
    });
  }
});

Deno.test("of a list each item is looked at", () => {
  const item = {
    ...{ item: 0, key: null, name: "a", change: 1, state: "done" },
    ...{ labels: [], variables: [], remarks: [], error: null },
  };
  assert.ok(isItems({ items: [item, item], last: 2, more: false }));
  assert.ok(!isItems({ items: [item, { ...item, state: 1 }], last: 2, more: false }));
});

Deno.test("a refusal of the server has its words, one of a proxy those of the page", () => {
  const body = JSON.stringify({ error: { code: "NOT_FOUND", message: "There is no such run." } });
  const own = refusal(404, body);
  assert.ok(!(own instanceof ProxyError));
  assert.deepEqual([own.status, own.code, own.message], [
    404,
    "NOT_FOUND",
    "There is no such run.",
  ]);
  assert.deepEqual(own.sentence, { text: "There is no such run.", lang: "en" });
  for (const other of ["", "<html>", "null", "{}", '{"error":"x"}', '{"error":{"code":"X"}}']) {
    const refused = refusal(502, other);
    assert.ok(refused instanceof ProxyError && refused.isPassing, other);
    assert.match(refused.message, /^A proxy in front answered 502: the server behind it is away/);
  }
  const tooLarge = refusal(413, "<html>", 3 * 2 ** 20).message;
  assert.match(tooLarge, /this is 3 MB\. In nginx: client_max_body_size 3m;$/);
});

Deno.test("only the server itself reports that it doesn't know something", async () => {
  const error = { code: "NOT_FOUND", message: "There is no such session." };
  assert.ok(await isUnknown(Response.json({ error }, { status: 404 })));
  assert.ok(!await isUnknown(html(404)));
  assert.ok(!await isUnknown(Response.json({ error }, { status: 403 })));
  assert.ok(AnswerError.of(403, error) instanceof AnswerError);
});
