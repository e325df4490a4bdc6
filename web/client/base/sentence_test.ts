import assert from "node:assert/strict";
import "./test_dom.ts";
import { foreign, sentenceOf, write } from "./sentence.ts";
import { inSentences } from "./announce.ts";

const place = () => document.createElement("p");
const GERMAN = foreign("Es geht nicht.");
const SERVERS = { text: "No es posible.", lang: "es" } as const;

Deno.test("the page's own words have no language of their own, others have theirs", () => {
  const element = place();
  write(element, SERVERS);
  assert.deepEqual([element.textContent, element.getAttribute("lang")], ["No es posible.", "es"]);
  write(element, GERMAN);
  assert.deepEqual([element.textContent, element.getAttribute("lang")], ["Es geht nicht.", ""]);
  for (const own of ["It works.", sentenceOf("It works.")]) {
    write(element, own);
    assert.deepEqual([element.textContent, element.getAttribute("lang")], ["It works.", null]);
  }
});

Deno.test("of several sentences each has its language, and empty ones leave no blank", () => {
  const element = place();
  write(element, "", "It failed.", SERVERS, { text: "", lang: "es" }, "Try again.");
  assert.equal(element.innerHTML, 'It failed. <span lang="es">No es posible.</span> Try again.');
  assert.equal(element.getAttribute("lang"), null);
  write(element, SERVERS, "Try again.");
  assert.equal(element.innerHTML, '<span lang="es">No es posible.</span> Try again.');
  assert.equal(element.getAttribute("lang"), null);
  write(element, "", SERVERS);
  assert.deepEqual([element.innerHTML, element.getAttribute("lang")], ["No es posible.", "es"]);
  write(element);
  assert.deepEqual([element.innerHTML, element.getAttribute("lang")], ["", null]);
});

Deno.test("a title and what stands below it are spoken as two sentences", () => {
  assert.deepEqual(inSentences("It failed", SERVERS), ["It failed.", SERVERS]);
  assert.deepEqual(inSentences("Failed?", "Try again."), ["Failed?", "Try again."]);
  assert.deepEqual(inSentences("Working", ""), ["Working", ""]);
  assert.deepEqual(inSentences("", "Try again."), ["", "Try again."]);
});
