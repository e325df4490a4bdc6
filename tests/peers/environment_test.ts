// framebox as a process among variables, addresses and directories that belong to other programs.
import assert from "node:assert/strict";
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

/** A framebox with nothing of this process's environment but what starts Deno. */
function start(env: Record<string, string>, ...args: string[]): Child {
  const { HOME = "", PATH = "", DENO_DIR } = Deno.env.toObject();
  const base: Record<string, string> = { HOME, PATH, LOG_FORMAT: "json", NO_COLOR: "1" };
  if (DENO_DIR !== undefined) base.DENO_DIR = DENO_DIR;
  return new Child(Deno.execPath(), {
    args: ["run", "-P=server", "main.ts", ...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...base, ...env },
  });
}

/** Ports for the page and gRPC. */
function ports(): { web: number; env: { WEB_PORT: string; PORT: string } } {
  const [web = 0, grpc = 0] = freePorts(2);
  return { web, env: { WEB_PORT: `${web}`, PORT: `${grpc}` } };
}

async function inPlace(test: (place: string) => Promise<void>): Promise<void> {
  const place = await Deno.makeTempDir({ prefix: "framebox-place-" });
  try {
    await test(place);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

/** The last line of a server that doesn't start. */
async function refusal(env: Record<string, string>): Promise<string> {
  const framebox = start(env);
  assert.notEqual(await framebox.status(), 0);
  return framebox.output.split("\n").at(-1) ?? "";
}

async function postPhoto(base: string): Promise<Response> {
  const answer = await fetch(`${base}/api/v1/images`, {
    method: "POST",
    body: await Deno.readFile(PHOTO),
  });
  await answer.body?.cancel();
  return answer;
}

async function ready(base: string): Promise<number> {
  const answer = await fetch(`${base}/readyz`);
  await answer.body?.cancel();
  return answer.status;
}

Deno.test("links to services are ignored with a line each; a wrong port still ends the start", () =>
  inPlace(async (place) => {
    const link = "tcp://10.96.0.7:80";
    const [web = 0, grpc = 0] = freePorts(2);
    const env = { WEB_PORT: link, PORT: link, WEB_SERVICE_PORT: "80", DATA_DIR: place };
    const flags = ["--grpc-extra-ports", "0", "--drain-timeout-ms", "1000"];
    const settings = start(env, "settings");
    assert.equal(await settings.status(), 0);
    assert.match(settings.output, /^WEB_PORT +7860 +default$/m);
    assert.match(settings.output, /^PORT +8061 +default$/m);
    // Another server may have the usual ports here: the one that is not ignored is enough to be seen.
    const framebox = start({ ...env, PORT: `${grpc}` }, ...flags);
    const other = start({ ...env, WEB_PORT: `${web}` }, ...flags);
    try {
      const line = await framebox.line(/variable_ignored/);
      assert.match(line, /"variable":"WEB_PORT".*enableServiceLinks: false/);
      assert.match(await other.line(/variable_ignored/), /"variable":"PORT"/);
    } finally {
      await Promise.all([framebox.stop(), other.stop()]);
    }
    assert.match(await refusal({ ...env, WEB_PORT: "abc" }), /WEB_PORT needs a port/);
  }));

Deno.test("HOST=[::1] is the loopback address, for the page, gRPC and the health check", () =>
  inPlace(async (place) => {
    const { web, env } = ports();
    const all = { ...env, HOST: "[::1]", DATA_DIR: place };
    const framebox = start(all);
    try {
      const line = JSON.parse(await framebox.line(/"event":"ready"/));
      assert.equal(line.page, `http://[::1]:${web}/`);
      assert.equal(line.grpc, `[::1]:${env.PORT}`);
      assert.equal((await postPhoto(`http://[::1]:${web}`)).status, 200);
      (await Deno.connect({ hostname: "::1", port: Number(env.PORT) })).close();
      const health = start(all, "health");
      assert.equal(await health.status(), 0, health.output);
    } finally {
      assert.equal(await framebox.stop(), 0);
    }
  }));

Deno.test("a HOST that is no address of this machine ends the start with a sentence about HOST", () =>
  inPlace(async (place) => {
    const base = { ...ports().env, DATA_DIR: place, OPEN: "true" };
    const sentence = await refusal({ ...base, HOST: "203.0.113.1" });
    assert.match(sentence, /^framebox: HOST 203\.0\.113\.1 is no address of this machine/);
    const unknown = await refusal({ ...base, HOST: "no-such-name.invalid" });
    assert.match(unknown, /^framebox: HOST no-such-name\.invalid is a name that nobody knows/);
    const url = await refusal({ ...base, HOST: "http://127.0.0.1:80" });
    assert.match(url, /^framebox: The setting HOST needs .* is a URL/);
  }));

Deno.test("without DATA_DIR files are in the user's own directory; one of others is refused", () =>
  inPlace(async (place) => {
    const runtime = `${place}/run`;
    await Deno.mkdir(runtime, { mode: 0o700 });
    const framebox = start({ ...ports().env, XDG_RUNTIME_DIR: runtime, TMPDIR: place });
    try {
      await framebox.line(/"event":"ready"/);
      const line = JSON.parse(await framebox.line(/"event":"data_directory"/));
      assert.equal(line.path, `${runtime}/framebox`);
      assert.ok(line.free_mb >= 0);
      assert.equal((Deno.statSync(line.path).mode ?? 0) & 0o777, 0o700);
      assert.equal([...Deno.readDirSync(line.path)].length, 1);
    } finally {
      assert.equal(await framebox.stop(), 0);
    }
    const path = `${place}/framebox-${Deno.uid()}`;
    await Deno.symlink(runtime, path);
    const sentence = await refusal({ ...ports().env, TMPDIR: place });
    assert.ok(
      sentence.startsWith(`framebox: The data directory ${path} can't be used: it is a link`),
    );
    assert.match(sentence, /DATA_DIR/);
  }));

Deno.test("a data directory that is removed makes readyz fail, and comes back", () =>
  inPlace(async (place) => {
    const { web, env } = ports();
    const base = `http://127.0.0.1:${web}`;
    const framebox = start({ ...env, DATA_DIR: `${place}/data` });
    try {
      await framebox.line(/"event":"ready"/);
      assert.equal(await ready(base), 200);
      await Deno.remove(`${place}/data`, { recursive: true });
      assert.equal(await ready(base), 503);
      assert.equal(await ready(base), 200);
      await framebox.line(/data_directory_made_again/);
      await Deno.remove(`${place}/data`, { recursive: true });
      assert.equal((await postPhoto(base)).status, 200);
      assert.equal(await ready(base), 200);
    } finally {
      assert.equal(await framebox.stop(), 0);
    }
    assert.deepEqual([...Deno.readDirSync(`${place}/data`)], [], "what it made again goes with it");
  }));
