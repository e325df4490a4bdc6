import assert from "node:assert/strict";
import { loadSettings, valuesText } from "./mod.ts";

const load = (text: string) =>
  loadSettings([], (name) => name === "ALLOWED_HOSTS" ? text : undefined);
const read = (text: string) => load(text).settings.allowedHosts;
const host = (name: string, port = "", isWildcard = false) => ({ name, port, isWildcard });

Deno.test("allowed hosts are names, names with a port, and all names below one", () => {
  assert.deepEqual(read(""), []);
  assert.deepEqual(read("box.lab, box.lab:8443,*.box.lab,framebox_upstream"), [
    host("box.lab"),
    host("box.lab", "8443"),
    host("box.lab", "", true),
    host("framebox_upstream"),
  ]);
});

Deno.test("an allowed host is kept as browsers write it", () => {
  assert.deepEqual(
    read("Box.Lab.,[2001:0db8::0001]:8443,10.0.0.5:080,bücher.example,*.Box.Lab:8443"),
    [
      host("box.lab"),
      host("[2001:db8::1]", "8443"),
      host("10.0.0.5", "80"),
      host("xn--bcher-kva.example"),
      host("box.lab", "8443", true),
    ],
  );
  assert.match(valuesText(load("*.Box.Lab:8443,a")), /ALLOWED_HOSTS +\*\.box\.lab:8443,a +env/);
});

Deno.test("what can never match ends the start with the entry and what would be right", () => {
  const wrong: [string, RegExp][] = [
    [
      "https://box.lab/",
      /ALLOWED_HOSTS needs host names.*"https:\/\/box\.lab\/" is an address, not a name: write box\.lab\./,
    ],
    [
      "a,http://box.lab:8443/x?y",
      /"http:\/\/box\.lab:8443\/x\?y" is an address.*: write box\.lab:8443/,
    ],
    ["box.lab/page", /: write box\.lab/],
    ["box.lab/", /: write box\.lab/],
    ["user@box.lab", /"user@box\.lab" is an address.*: write box\.lab/],
    ["//", /"\/\/" is an address, not a name\./],
    ["box.lab other.lab", /"box\.lab other\.lab" has a space/],
    ["*", /"\*" has a \* that can match nothing/],
    ["box.*", /can match nothing/],
    ["*box.lab", /can match nothing/],
    ["*.*.lab", /can match nothing/],
    ["*.", /"\*\." (is no host name|has a \*)/],
    ["*.10.0.0.5", /has nothing below it/],
    ["*.[::1]", /has nothing below it/],
    ["2001:db8::1", /is written in brackets: \[2001:db8::1\]/],
    ["box.lab:", /port that is none of 1–65535/],
    ["box.lab:0", /port that is none/],
    ["box.lab:65536", /port that is none/],
    ["box.lab:https", /port that is none/],
    ["a..b", /"a\.\.b" is no host name/],
    [".box.lab", /is no host name/],
    ["[::1", /is no host name/],
    ["[box]", /is no host name/],
    ["a%b", /is no host name/],
    ["a'b", /is no host name/],
    [`${"a".repeat(64)}.lab`, /is no host name/],
    ["1.2.3.4.5", /is no host name/],
  ];
  for (const [text, sentence] of wrong) assert.throws(() => load(text), sentence, text);
});
