import assert from "node:assert/strict";
import { type CommandHost, runCommand } from "./command.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import { addresses, checkDenoVersion } from "./serve.ts";

function host(over: Partial<CommandHost> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const calls: unknown[] = [];
  const it: CommandHost = {
    version: "1.2.3",
    env: () => undefined,
    print: (line) => out.push(line),
    printError: (line) => err.push(line),
    serve: (settings) => {
      calls.push(["serve", settings.grpcPort]);
      return Promise.resolve(0);
    },
    health: () => Promise.resolve(0),
    login: (args, { operator, worker }) => {
      calls.push(["login", ...args, operator, worker]);
      return Promise.resolve(0);
    },
    inspectMat: (args) => {
      calls.push(["inspect", ...args]);
      return Promise.resolve(1);
    },
    ...over,
  };
  return { out, err, calls, it };
}

Deno.test("no command and serve run framebox with its settings", async () => {
  const { calls, it } = host();
  assert.equal(await runCommand([], it), 0);
  assert.equal(await runCommand(["serve", "-p", "9000"], it), 0);
  assert.deepEqual(calls, [["serve", 8061], ["serve", 9000]]);
});

Deno.test("mat inspect passes its files on and returns its exit code", async () => {
  const { calls, it } = host();
  assert.equal(await runCommand(["mat", "inspect", "--json", "a.mat", "b.mat"], it), 1);
  assert.deepEqual(calls, [["inspect", "--json", "--", "a.mat", "b.mat"]]);
});

Deno.test("login passes its arguments and roles on; others take no roles", async () => {
  const { calls, err, it } = host();
  assert.equal(await runCommand(["login", "add", "ana", "--operator"], it), 0);
  assert.deepEqual(calls, [["login", "add", "ana", true, false]]);
  assert.equal(await runCommand(["serve", "--worker"], it), 64);
  assert.match(err.join(), /framebox login add/);
});

Deno.test("help and version answer even where a setting is wrong", async () => {
  const { out, it } = host({ env: () => "nonsense" });
  assert.equal(await runCommand(["--help"], it), 0);
  assert.equal(await runCommand(["--version"], it), 0);
  assert.match(out[0] ?? "", /WORKER_TOKEN/);
  assert.equal(out[1], "framebox 1.2.3");
});

Deno.test("settings prints every value with its source", async () => {
  const { out, it } = host({ env: (name) => name === "PORT" ? "9001" : undefined });
  assert.equal(await runCommand(["settings"], it), 0);
  assert.match(out[0] ?? "", /^PORT +9001 +environment$/m);
});

Deno.test("an unknown command or a wrong setting ends with a sentence and exit code 64", async () => {
  const { err, it } = host();
  assert.equal(await runCommand(["fly"], it), 64);
  assert.equal(await runCommand(["--port", "x"], it), 64);
  assert.match(err[0] ?? "", /no command "fly"/);
  assert.match(err[1] ?? "", /--port needs a port/);
});

Deno.test("a failure of framebox is one sentence and exit code 1", async () => {
  const { err, it } = host({
    serve: () => Promise.reject(new FrameboxError("FAILED_PRECONDITION", "Port 1 is in use.")),
  });
  assert.equal(await runCommand([], it), 1);
  assert.deepEqual(err, ["framebox: Port 1 is in use."]);
});

Deno.test("a Deno too old for gRPC is refused with the version that is needed", () => {
  checkDenoVersion("2.9.6");
  checkDenoVersion("3.0.0-rc.1");
  checkDenoVersion("2.7.14");
  assert.throws(() => checkDenoVersion("2.7.13"), /needs 2\.7\.14 or newer/);
});

Deno.test("the address of the page in the log is where the page is", () => {
  const box = { webPort: 7860, grpcPorts: [8061, 5001] };
  const at = (host: string, basePath: string, tlsCert = "") =>
    addresses({ host, basePath, tlsCert }, box);
  assert.deepEqual(at("127.0.0.1", ""), {
    page: "http://127.0.0.1:7860/",
    grpc: "127.0.0.1:8061,127.0.0.1:5001",
  });
  assert.equal(at("::1", "/tools/box", "box.pem").page, "https://[::1]:7860/tools/box/");
});
