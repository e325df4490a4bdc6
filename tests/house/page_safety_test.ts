import assert from "node:assert/strict";
import { findUnsafe } from "../../tools/page_safety.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);
const faultsIn = (source: string, file = "web/client/live/socket.ts") => findUnsafe(file, source);

Deno.test("the page's scripts build nothing from text, name no other host, and address the server by url.ts", async () => {
  const files = (await filesBelow(ROOT, "web/client", /\.ts$/))
    .filter((file) => !/(_test|\/test_\w+)\.ts$/.test(file));
  assert.ok(files.length > 100);
  const found = await Promise.all(
    files.map(async (file) => findUnsafe(file, await Deno.readTextFile(new URL(file, ROOT)))),
  );
  assert.deepEqual(found.flat(), []);
});

Deno.test("the page's styles ask no other host for anything", async () => {
  const files = [
    ...await filesBelow(ROOT, "web/assets/css", /\.css$/),
    ...await filesBelow(ROOT, "web/client", /\.css$/),
  ];
  assert.ok(files.length > 8);
  for (const file of files) {
    const rules = (await Deno.readTextFile(new URL(file, ROOT))).replace(/\/\*.*?\*\//gs, "");
    assert.doesNotMatch(rules, /(?:url\(|@import)\s*["']?(?:\w+:)?\/\//, file);
  }
});

Deno.test("code from text is found", () => {
  const faults = [
    "eval(code);",
    "const run = globalThis.eval;",
    "new Function(code);",
    "Function('a', code);",
    "setTimeout('run()', 1);",
    "setInterval(`run()`, 1);",
    "(async () => {}).constructor(code)();",
    "link.setAttribute('onclick', code);",
    "await import(`./${name}.ts`);",
  ];
  for (const source of faults) assert.equal(faultsIn(source).length, 1, source);
  assert.deepEqual(faultsIn("setTimeout(() => run(), 1); await import('./tab.ts');"), []);
  assert.deepEqual(faultsIn("await import(address);", "web/client/tabs/lazy_tab.ts"), []);
});

Deno.test("elements from text are found", () => {
  const faults = [
    "place.innerHTML = words;",
    "place['outerHTML'] = words;",
    "place?.insertAdjacentHTML('beforeend', words);",
    "document.write(words);",
    "document.writeln(words);",
    "Object.assign(place, { innerHTML: words });",
    "new DOMParser().parseFromString(words, 'text/html');",
    "range.createContextualFragment(words);",
  ];
  for (const source of faults) assert.equal(faultsIn(source).length, 1, source);
  assert.deepEqual(faultsIn("place.textContent = words; writer.write(words);"), []);
  // A type is no code, and neither is a comment.
  assert.deepEqual(faultsIn("type A = HTMLElement['innerHTML']; /* eval(code) */"), []);
});

Deno.test("another host is found, this computer and words about the page's own are none", () => {
  for (
    const source of ["f('https://example.com/a');", "f(`see http://${'a'} wss://example.com`);"]
  ) {
    assert.equal(faultsIn(source).length, 1, source);
  }
  assert.deepEqual(faultsIn("f(`http://localhost:${port}`, `https://${location.host}`);"), []);
});

Deno.test("an address that is made past url.ts is found", () => {
  const faults = [
    "const address = '/api/v1/sessions';",
    "const address = `/assets/${name}`;",
    "fetch('status');",
    "fetch(`${location.origin}/status`);",
    "fetch(location.origin + path);",
    "new WebSocket('live');",
    "request.open('POST', '/images');",
    "navigator.sendBeacon(`left?${query}`);",
  ];
  for (const source of faults) assert.equal(faultsIn(source).length, 1, source);
  const right = "fetch(serverUrl(`/api/v1/${a}`)); new WebSocket(socketUrl('/api/v1/live'));" +
    "fetch(`${this.address}/pause`); request.open('PATCH', url); dialog.open();";
  assert.deepEqual(faultsIn(right), []);
  assert.deepEqual(findUnsafe("web/client/code/fill_in.ts", "f('/api/v1');"), []);
});
