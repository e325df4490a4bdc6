import assert from "node:assert/strict";
import { ruleFor } from "./cluster_services.ts";
import { loadSettings, SETTINGS } from "./mod.ts";

const load = (text: string) =>
  loadSettings([], (name) => name === "OSCAR_SERVICES" ? text : undefined).settings.oscarServices;

Deno.test("a service is its name, perhaps with its cluster and what is set for it", () => {
  const text =
    "*,plants,lab/yolo?input=picture&resize=1024&labels=predictions.labels&one-at-a-time&mode=async";
  const rules = load(text);
  assert.deepEqual(rules, [
    { cluster: undefined, service: "*" },
    { cluster: undefined, service: "plants" },
    {
      cluster: "lab",
      service: "yolo",
      input: "picture",
      resizePx: 1024,
      labels: "predictions.labels",
      isOneAtATime: true,
      mode: "async",
    },
  ]);
  assert.equal(SETTINGS.oscarServices.type.format(rules), text);
});

Deno.test("of several rules for a service the most exact counts", () => {
  const rules = load("*?resize=100,plants?resize=200,lab/*?resize=300,lab/plants?resize=400");
  assert.equal(ruleFor(rules, "lab", "plants")?.resizePx, 400);
  assert.equal(ruleFor(rules, "hall", "plants")?.resizePx, 200);
  assert.equal(ruleFor(rules, "lab", "other")?.resizePx, 300);
  assert.equal(ruleFor(rules, "hall", "other")?.resizePx, 100);
  assert.equal(ruleFor(load("lab/plants"), "hall", "plants"), undefined);
});

Deno.test("a wrong service ends the start with a sentence that names it", () => {
  const wrong: [string, RegExp][] = [
    ["a/b/c", /"a\/b\/c" names no service/],
    ["Lab/plants", /names no service/],
    ["pla nts", /names no service/],
    ["?input=picture", /names no service/],
    ["plants?input=photo", /has "input=photo"; there are input \(picture, text/],
    ["plants?resize=0", /has "resize=0".*16–10000/],
    ["plants?resize=1e3", /has "resize=1e3"/],
    ["plants?labels=a..b", /has "labels=a..b"/],
    ["plants?mode=later", /mode \(sync, async\)/],
    ["plants?one-at-a-time=no", /one-at-a-time/],
    ["plants?size=3", /has "size=3"/],
    ["plants,plants?resize=100", /is there twice/],
  ];
  for (const [text, sentence] of wrong) assert.throws(() => load(text), sentence, text);
});
