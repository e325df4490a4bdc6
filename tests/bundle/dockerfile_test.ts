// No container engine runs where CI does: the Dockerfile's own commands are run outside one, with the
// environment that it sets. Only the ports, the paths /app and /data, and the user are the test's.
import assert from "node:assert/strict";
import { checkSettings, grpcPorts, loadSettings } from "../../base/settings/mod.ts";
import { Child } from "../support/process.ts";
import { freePorts } from "../support/free_ports.ts";
import { type DockerfileParts, parseDockerfile } from "./dockerfile.ts";
import { bundle } from "./support.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);
const DOCKERFILE = await Deno.readTextFile(`${ROOT}Dockerfile`);
const USUAL = parseDockerfile(DOCKERFILE);
const GRAPHENE = parseDockerfile(DOCKERFILE, "graphene");

/** Runs an image's commands in a directory that stands for its file system. */
interface Image {
  readonly place: string;
  run(
    command: readonly string[],
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Child;
}

async function withImage(
  parts: DockerfileParts,
  test: (image: Image) => Promise<void>,
): Promise<void> {
  const place = await Deno.makeTempDir({ prefix: "framebox-image-" });
  await Deno.mkdir(`${place}/data`);
  await Deno.writeFile(`${place}/framebox.js`, await bundle());
  const here = (word: string) =>
    word.replace(/^deno$/, Deno.execPath()).replace("/app/", `${place}/`)
      .replace("/data", `${place}/data`);
  const own = Object.entries(parts.env).map(([name, value]) => [name, here(value)]);
  const started: Child[] = [];
  try {
    await test({
      place,
      run([command = "", ...rest], args = [], env = {}) {
        const child = new Child(here(command), {
          args: [...rest.map(here), ...args],
          cwd: place,
          clearEnv: true,
          env: { ...Object.fromEntries(own), PATH: Deno.env.get("PATH") ?? "", ...env },
        });
        started.push(child);
        return child;
      },
    });
  } finally {
    await Promise.all(started.map((child) => child.stop("SIGKILL")));
    await Deno.remove(place, { recursive: true });
  }
}

/** Gives the page's port a picture and expects its result. */
async function answers(web: number, query = ""): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${web}/api/v1/images${query}`, {
    method: "POST",
    body: await Deno.readFile(PHOTO),
  });
  assert.equal(answer.status, 200, await answer.text());
}

async function isOpen(port: number): Promise<boolean> {
  return await Deno.connect({ hostname: "127.0.0.1", port })
    .then((connection) => (connection.close(), true), () => false);
}

Deno.test("the Dockerfile's build, start and health commands work as they stand", async () => {
  assert.equal(USUAL.user, "framebox");
  assert.deepEqual(USUAL.exposed, [7860, 8061, 5001, 50051]);
  assert.equal(USUAL.env.HOST, "0.0.0.0");
  assert.equal(USUAL.env.GRPC_EXTRA_PORTS, "5001,50051");
  for (const command of USUAL.buildCommands) {
    const built = new Child("/bin/sh", { args: ["-c", command], cwd: ROOT });
    assert.equal(await built.status(), 0, built.output);
  }
  await withImage(USUAL, async ({ place, run }) => {
    await Deno.copyFile(`${ROOT}dist/framebox.js`, `${place}/framebox.js`);
    const [web = 0, grpc = 0, extra = 0, other = 0] = freePorts(4);
    const env = {
      WEB_PORT: `${web}`,
      PORT: `${grpc}`,
      GRPC_EXTRA_PORTS: `${extra},${other}`,
    };
    const early = run(USUAL.healthcheck, [], env);
    assert.equal(await early.status(), 1, "healthy before it was started");
    const framebox = run(USUAL.entrypoint, [], env);
    await framebox.line(/"event":"ready"/);
    await framebox.line(/everyone who reaches this server may use it/);
    const health = run(USUAL.healthcheck, [], env);
    assert.equal(await health.status(), 0, health.output);
    await answers(web);
    for (const port of [grpc, extra, other]) assert.ok(await isOpen(port));
    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
  });
});

/** What the old systems' documents write after `docker run` and after the image's name. */
const OLD_COMMANDS = [
  { published: [8061, 7860], args: [], grpc: [8061, 5001, 50051] },
  { published: [5001], args: ["-p", "5001", "-b", "1"], grpc: [5001, 50051] },
  { published: [50051], args: [], grpc: [8061, 5001, 50051] },
] as const;

Deno.test("the commands of the old systems' documents are right for the image's environment", () => {
  for (const { published, args, grpc } of OLD_COMMANDS) {
    const { settings } = loadSettings(args, (name) => USUAL.env[name]);
    checkSettings(settings);
    assert.deepEqual(grpcPorts(settings), grpc);
    for (const port of published) {
      assert.ok([settings.webPort, ...grpcPorts(settings)].includes(port), `${port}`);
      assert.ok(USUAL.exposed.includes(port), `${port}`);
    }
    assert.equal(settings.avaBatchSize, 1);
  }
});

Deno.test("the image starts with -p and one of its extra ports, as Azure's documents have it", () =>
  withImage(USUAL, async ({ run }) => {
    const [web = 0, extra = 0, other = 0] = freePorts(3);
    // As in the image, with other numbers: 5001 and 50051 may be in use here.
    assert.equal(USUAL.env.GRPC_EXTRA_PORTS?.replace("5001", "A").replace("50051", "B"), "A,B");
    const env = { WEB_PORT: `${web}`, GRPC_EXTRA_PORTS: `${extra},${other}` };
    const framebox = run(USUAL.entrypoint, ["-p", `${extra}`, "-b", "1"], env);
    await framebox.line(/"event":"ready"/);
    const listening = await framebox.line(/"event":"grpc_listening"/);
    assert.ok(listening.includes(`"ports":"${extra},${other}"`), listening);
    for (const port of [extra, other]) assert.ok(await isOpen(port));
    await answers(web);
    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
  }));

Deno.test("an image for Graphene opens its two ports, and its health is asked there", () =>
  withImage(GRAPHENE, async ({ run }) => {
    assert.ok(GRAPHENE.user && GRAPHENE.user !== "root");
    assert.deepEqual(GRAPHENE.exposed, [8061, 8062]);
    assert.deepEqual(GRAPHENE.inRoot, [
      "protos/graphene/model.proto",
      "protos/graphene/license.json",
    ]);
    assert.deepEqual(GRAPHENE.healthcheck, USUAL.healthcheck);
    assert.deepEqual(GRAPHENE.entrypoint, USUAL.entrypoint);
    const settings = run(GRAPHENE.entrypoint, ["settings"], { SHARED_FOLDER_PATH: "/shared/" });
    assert.equal(await settings.status(), 0, settings.output);
    const value = (name: string) => new RegExp(`^${name} +(.*)$`, "m").exec(settings.output)?.[1];
    assert.match(value("WEB_PORT") ?? "", /^8062 +profile$/);
    assert.match(value("PORT") ?? "", /^8061 +profile$/);
    assert.match(value("GRPC_EXTRA_PORTS") ?? "", /^\(none\) +default$/);
    assert.match(value("SUBMIT_MAX_BYTES") ?? "", /^4000000 +profile$/);
    assert.match(value("WATCH_INPUT") ?? "", /^\/shared\/framebox\/input +profile$/);
    assert.match(value("WATCH_OUTPUT") ?? "", /^\/shared\/framebox\/output +profile$/);
  }));

Deno.test("the image for Graphene watches the shared folder and saves there", () =>
  withImage(GRAPHENE, async ({ place, run }) => {
    const [web = 0, grpc = 0] = freePorts(2);
    const shared = `${place}/shared`;
    await Deno.mkdir(shared);
    const env = {
      WEB_PORT: `${web}`,
      PORT: `${grpc}`,
      SHARED_FOLDER_PATH: shared,
      WATCH_PROCESSOR: "grey",
    };
    const framebox = run(GRAPHENE.entrypoint, [], env);
    await framebox.line(/"event":"ready"/);
    const watched = await framebox.line(/"event":"folder_watched"/);
    assert.ok(watched.includes(`${shared}/framebox/input"`), watched);
    const output = `${shared}/framebox/output`;
    assert.ok(watched.includes(`${output}"`), watched);
    using saved = Deno.watchFs(output);
    await Deno.copyFile(PHOTO, `${shared}/framebox/input/cup.jpg`);
    for await (const { paths } of saved) if (paths.includes(`${output}/cup.jpg`)) break;
    const health = run(GRAPHENE.healthcheck, [], env);
    assert.equal(await health.status(), 0, health.output);
    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
  }));
