import assert from "node:assert/strict";
import {
  checkSettings,
  grpcPorts,
  helpText,
  isLoopbackAddress,
  loadSettings,
  markdownTable,
  SETTING_NAMES,
  SETTINGS,
  valuesText,
} from "./mod.ts";

function load(args: string[], env: Record<string, string> = {}, allowed: string[] = []) {
  return loadSettings(args, (name) => env[name], allowed);
}

Deno.test("a flag wins over the environment, and that over the default", () => {
  const env = { PORT: "9001", WEB_PORT: "9002" };
  const { settings, sources } = load(["-p", "9000"], env);
  assert.deepEqual([settings.grpcPort, settings.webPort, settings.host], [9000, 9002, "127.0.0.1"]);
  assert.deepEqual(
    [sources.grpcPort, sources.webPort, sources.host],
    ["flag", "environment", "default"],
  );
});

Deno.test("a flag's value may be attached or follow, and a switch needs none", () => {
  assert.equal(load(["--web-port=0"]).settings.webPort, 0);
  assert.equal(load(["--web-port", "1"]).settings.webPort, 1);
  assert.equal(load(["--open", "serve"]).settings.open, true);
  assert.deepEqual(load(["--open", "serve"]).operands, ["serve"]);
});

Deno.test("a wrong value is a sentence that names the setting and what would be right", () => {
  assert.throws(() => load([], { PORT: "eighty" }), /PORT needs a port.*"eighty"/);
  assert.throws(() => load(["--port", "65536"]), /--port needs a port/);
  assert.throws(() => load(["--affinity", "loose"]), /one of strict, none/);
  assert.throws(() => load(["--nope"]), /no flag --nope/);
  assert.throws(() => load(["--port"]), /--port needs a value/);
});

Deno.test("the bound on what submit gives is auto, 0, or a sensible number of bytes", () => {
  const bytes = (text: string) => load([], { SUBMIT_MAX_BYTES: text }).settings.submitMaxBytes;
  assert.equal(load([]).settings.submitMaxBytes, "auto");
  assert.deepEqual(["auto", "0", "4096", "4000000"].map(bytes), ["auto", 0, 4096, 4_000_000]);
  for (const text of ["-1", "1", "4095", "Auto", "4 MB", "99999999999"]) {
    assert.throws(() => bytes(text), /SUBMIT_MAX_BYTES needs auto, 0, or a whole number from 4096/);
  }
});

Deno.test("a wrong secret is not repeated in the sentence, and a right one is not shown", () => {
  assert.throws(() => load([], { WORKER_TOKEN: "two words" }), (error: Error) => {
    assert.ok(!error.message.includes("two words"));
    return true;
  });
  const shown = valuesText(load([], { WORKER_TOKEN: "0123456789abcdef" }));
  assert.match(shown, /WORKER_TOKEN +\(set\) +environment/);
  assert.ok(!shown.includes("0123456789abcdef"));
});

Deno.test("a password may be a phrase in any script, is never shown, and needs its user", () => {
  const env = { AVA_USERNAME: "kamera", AVA_PASSWORD: "größer als 4 Wörter" };
  const loaded = load(["-b", "8"], env);
  assert.deepEqual([loaded.settings.avaPassword, loaded.settings.avaBatchSize], [
    env.AVA_PASSWORD,
    8,
  ]);
  checkSettings(loaded.settings);
  const shown = valuesText(loaded);
  assert.match(shown, /AVA_PASSWORD +\(set\) +environment/);
  assert.ok(!shown.includes("Wörter"));
  assert.throws(
    () => checkSettings(load([], { AVA_PASSWORD: "alone" }).settings),
    /AVA_PASSWORD is set alone/,
  );
});

Deno.test("switches of a command are kept apart, and -- ends the flags", () => {
  const { switches, operands } = load(["mat", "inspect", "--json", "--", "--odd.mat"], {}, [
    "--json",
  ]);
  assert.ok(switches.has("--json"));
  assert.deepEqual(operands, ["mat", "inspect", "--odd.mat"]);
});

Deno.test("a host beyond loopback needs a token or OPEN", () => {
  assert.throws(() => checkSettings(load([], { HOST: "0.0.0.0" }).settings), /WORKER_TOKEN/);
  checkSettings(load([], { HOST: "0.0.0.0", OPEN: "true" }).settings);
  checkSettings(load([], { HOST: "0.0.0.0", WORKER_TOKEN: "s3cret" }).settings);
  assert.ok(isLoopbackAddress("127.0.0.2") && !isLoopbackAddress("127.0.0.1.example.org"));
});

Deno.test("half of TLS is refused", () => {
  assert.throws(
    () => checkSettings(load([], { TLS_CERT: "a.pem" }).settings),
    /TLS_CERT is set alone/,
  );
});

Deno.test("a gRPC port that is given twice is one port", () => {
  const env = { GRPC_EXTRA_PORTS: "5001,50051,50051" };
  for (
    const [args, ports] of [
      [[], [8061, 5001, 50051]],
      [["-p", "5001", "-b", "1"], [5001, 50051]],
      [["-p", "50051"], [50051, 5001]],
    ] as const
  ) {
    const { settings } = load([...args], env);
    checkSettings(settings);
    assert.deepEqual(grpcPorts(settings), ports);
  }
  const anyFree = load(["-p", "0"], { GRPC_EXTRA_PORTS: "0,5001,0" }).settings;
  assert.deepEqual(grpcPorts(anyFree), [0, 0, 5001, 0]);
});

Deno.test("the page's port that is a gRPC port, too, is refused", () => {
  for (
    const [args, twice] of [
      [["--grpc-extra-ports", "5001,7860"], 7860],
      [["-p", "7860"], 7860],
      [["--web-port", "8061"], 8061],
    ] as const
  ) {
    const wanted = new RegExp(`Port ${twice} is given twice: WEB_PORT`);
    assert.throws(() => checkSettings(load([...args]).settings), wanted);
  }
  checkSettings(load(["-p", "0", "--web-port", "0"]).settings);
});

Deno.test("every default is a value that its own type reads, and every setting is listed", () => {
  const help = helpText();
  const table = markdownTable();
  for (const name of SETTING_NAMES) {
    const setting = SETTINGS[name];
    assert.deepEqual(
      setting.type.parse(setting.type.format(setting.default)),
      setting.default,
      name,
    );
    assert.ok(help.includes(setting.env) && table.includes(`\`${setting.env}\``), name);
    assert.match(setting.help, /\.$/);
  }
});

Deno.test("half of a watched folder is refused", () => {
  for (const env of ["WATCH_INPUT", "WATCH_OUTPUT"]) {
    const { settings } = loadSettings([], (name) => name === env ? "/some/folder" : undefined);
    assert.throws(() => checkSettings(settings), /needs both WATCH_INPUT and WATCH_OUTPUT/);
  }
});

Deno.test("the profile for Graphene changes defaults only, and is named as their source", () => {
  const { settings, sources } = load(["--graphene"], { SHARED_FOLDER_PATH: "/mnt/all/" });
  assert.deepEqual(
    [settings.webPort, settings.grpcPort, settings.submitMaxBytes],
    [8062, 8061, 4_000_000],
  );
  assert.deepEqual(
    [settings.watchInput, settings.watchOutput],
    ["/mnt/all/framebox/input", "/mnt/all/framebox/output"],
  );
  assert.deepEqual(
    [sources.webPort, sources.watchInput, sources.graphene, sources.host],
    ["profile", "profile", "flag", "default"],
  );
  assert.match(valuesText(load([], { GRAPHENE: "true" })), /^WEB_PORT +8062 +profile$/m);
});

Deno.test("what is given by flag or environment wins over the profile", () => {
  const env = { GRAPHENE: "true", WEB_PORT: "7000", SUBMIT_MAX_BYTES: "0" };
  const { settings, sources } = load(["-p", "9000"], env);
  assert.deepEqual([settings.webPort, settings.grpcPort, settings.submitMaxBytes], [7000, 9000, 0]);
  assert.deepEqual([sources.webPort, sources.grpcPort], ["environment", "flag"]);
  assert.deepEqual([settings.watchInput, settings.watchOutput], ["", ""]);
  const own = { ...env, SHARED_FOLDER_PATH: "/mnt/all", WATCH_INPUT: "/in", WATCH_OUTPUT: "/out" };
  const watched = load([], own).settings;
  assert.deepEqual([watched.watchInput, watched.watchOutput], ["/in", "/out"]);
});

Deno.test("without the profile a shared folder has no effect", () => {
  const { settings, sources } = load([], { SHARED_FOLDER_PATH: "/mnt/all" });
  assert.deepEqual([settings.webPort, settings.watchInput], [7860, ""]);
  assert.equal(Object.values(sources).includes("profile"), false);
});
