import assert from "node:assert/strict";
import { ignoredWarning, loadSettings, SETTING_NAMES, SETTINGS, valuesText } from "./mod.ts";

const load = (env: Record<string, string>, args: string[] = []) =>
  loadSettings(args, (name) => env[name]);

Deno.test("a link to a service in a setting's name is ignored, and reported with what to do", () => {
  const links = [
    "tcp://10.0.0.1:80",
    "udp://10.0.0.1:53",
    "sctp://10.0.0.1:1",
    "tcp://[fd00::1]:80",
  ];
  for (const link of links) {
    const loaded = load({
      WEB_PORT: link,
      PORT: link,
      HOST: link,
      OPEN: link,
      MAX_UPLOAD_MB: link,
    });
    assert.deepEqual(loaded.settings, load({}).settings);
    assert.deepEqual(
      loaded.ignored.map(({ variable }) => variable),
      ["HOST", "WEB_PORT", "PORT", "OPEN", "MAX_UPLOAD_MB"],
    );
    assert.match(valuesText(loaded), /^WEB_PORT +7860 +default$/m);
    for (const each of loaded.ignored) {
      const warning = ignoredWarning(each);
      assert.ok(warning.startsWith(`${each.variable}=${link} `), warning);
      assert.match(warning, /enableServiceLinks: false/);
    }
  }
});

Deno.test("a flag wins over a link without a word", () => {
  const loaded = load({ WEB_PORT: "tcp://10.0.0.1:80" }, ["--web-port", "80"]);
  assert.equal(loaded.settings.webPort, 80);
  assert.deepEqual(loaded.ignored, []);
});

Deno.test("any other wrong value still ends the start", () => {
  const wrong = ["abc", "", "10.0.0.1:80", "http://10.0.0.1:80", "tcp://", "tcp://10.0.0.1", "-1"];
  wrong.push("tcp://10.0.0.1:80/path", "tcp://a b:80", " tcp://10.0.0.1:80");
  for (const text of wrong) {
    assert.throws(() => load({ WEB_PORT: text }), /WEB_PORT needs a port/, text);
    assert.throws(() => load({ PORT: text }), /PORT needs a port/, text);
  }
  assert.throws(() => load({}, ["--web-port", "tcp://10.0.0.1:80"]), /--web-port needs a port/);
});

Deno.test("no setting has a name for which Kubernetes makes a number or an address", () => {
  // <NAME>_SERVICE_HOST, <NAME>_SERVICE_PORT[_<port's name>], <NAME>_PORT_80_TCP[_PROTO|_PORT|_ADDR].
  const made = /._SERVICE_(HOST|PORT(_.+)?)$|._PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/;
  assert.ok(made.test("WEB_SERVICE_PORT_HTTP") && made.test("WEB_PORT_80_TCP_ADDR"));
  for (const name of SETTING_NAMES) assert.doesNotMatch(SETTINGS[name].env, made);
});
