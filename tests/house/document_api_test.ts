// What documents claim of the HTTP API, the live socket and the gRPC services: addresses, methods, fields, statuses.
import assert from "node:assert/strict";
import { HTTP_STATUS } from "../../base/errors/mod.ts";
import { type Code, codeSpans, mentions, readDocuments } from "../../tools/documents.ts";
import { filesBelow } from "../../tools/tree.ts";
import { BUILT_IN_NAMES } from "../../processors/mod.ts";
import { withFramebox } from "../../web/test_framebox.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

const documents = await readDocuments(ROOT);
const spans = documents.flatMap(codeSpans);
const spansOf = (path: string) => spans.filter((span) => span.path === path);

/** Words in the contract of the API that are none of its own. */
const OTHER_WORDS: readonly string[] = [...BUILT_IN_NAMES, "deflate", "br", "zstd"];

const found = (uses: readonly Code[]) =>
  uses.map(({ path, line, text }) => `${path}:${line}: ${text}`);

/** Addresses with any name in their braces. */
const anyName = (path: string) => path.replace(/\{\w+\}/g, "{}");

/** Words of a span that name a field, a parameter or a value: alone, or in quotes as JSON has them. */
function fieldsOf(span: Code): Code[] {
  const names = /^[a-z][a-z0-9_]*$/.test(span.text)
    ? [span.text]
    : [...span.text.matchAll(/"([a-z][a-z0-9_]*)"/g)].map(([, name = ""]) => name);
  return names.map((text) => ({ ...span, text }));
}

Deno.test("each call of the API that a document names is in the OpenAPI document", () =>
  withFramebox(async (framebox) => {
    const { paths } = await framebox.document();
    const methods = new Map(
      Object.entries(paths).map(([path, on]) => [anyName(path), Object.keys(on)]),
    );
    const call =
      /((?:GET|HEAD|POST|PUT|PATCH|DELETE) …?\/[\w{}./-]*[\w}]|(?:\/api\/v1|…)\/[\w{}./-]*[\w}])/g;
    const named = documents.flatMap((document) => mentions(document, call));
    const wrong = named.filter(({ text }) => {
      const [method, path] = text.includes(" ") ? text.split(" ") : ["", text];
      const end = anyName(path ?? "").replace(/^…/, "");
      const isSame = path?.startsWith("…")
        ? (known: string) => known.endsWith(end)
        : (known: string) => known === end;
      return ![...methods].some(([known, on]) =>
        isSame(known) && (method === "" || on.includes(method?.toLowerCase() ?? ""))
      );
    });
    assert.ok(named.length > 25, `${named.length} calls`);
    assert.deepEqual(found(wrong), []);
  }));

Deno.test("each field of the API that its contract names is in the OpenAPI document", () =>
  withFramebox(async (framebox) => {
    const known = JSON.stringify(await framebox.document());
    const named = spansOf("docs/contracts/http-api.md").flatMap(fieldsOf);
    const wrong = named.filter(({ text }) =>
      !known.includes(`"${text}"`) && !OTHER_WORDS.includes(text)
    );
    assert.ok(named.length > 25, `${named.length} fields`);
    assert.deepEqual(found(wrong), []);
  }));

Deno.test("the API's contract has each code of an error with its HTTP status", async () => {
  const page = await read("docs/contracts/http-api.md");
  const named = [...page.matchAll(/`([A-Z_]+)` \| (\d+)/g)].map((
    [, code, status],
  ) => [code, Number(status)]);
  assert.deepEqual(Object.fromEntries(named), HTTP_STATUS);
});

Deno.test("each word of the live socket's contract is one of its messages or parameters", () =>
  withFramebox(async (framebox) => {
    const { paths } = await framebox.document();
    const socket = paths["/api/v1/sessions/{session}/live"];
    const messages = await read("web/wire/live.ts");
    const known = JSON.stringify(socket) + messages;
    const named = spansOf("docs/contracts/live-socket.md").flatMap(fieldsOf);
    const wrong = named.filter(({ text }) => !new RegExp(`\\b${text}\\b`).test(known));
    assert.ok(named.length > 40, `${named.length} words`);
    assert.deepEqual(found(wrong), []);
    const events = [...messages.matchAll(/\bevent: "(\w+)"/g)].map(([, event = ""]) => event);
    assert.ok(events.length > 10);
    const missing = events.filter((event) => !named.some(({ text }) => text === event));
    assert.deepEqual(missing, [], "statuses that the contract doesn't name");
  }));

Deno.test("each message, field and method that a table of the contracts has is in the .proto files", async () => {
  const protos = (await Promise.all((await filesBelow(ROOT, "protos", /\.proto$/)).map(read)))
    .join("\n");
  const fields = documents.flatMap((document) =>
    mentions(document, /`((?:repeated )?[\w.]+ \w+ = \d+)`/g)
  );
  const wrong = fields.filter(({ text }) => !protos.includes(`${text};`));
  assert.ok(fields.length > 5, `${fields.length} fields`);
  assert.deepEqual(found(wrong), []);
});
