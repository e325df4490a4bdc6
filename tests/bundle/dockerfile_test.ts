// No container engine runs where CI does: the Dockerfile's own commands are run outside one, with the
// environment that it sets. Only the ports, the paths /app and /data, and the user are this machine's.
import assert from "node:assert/strict";
import { Child } from "../support/process.ts";
import { freePorts } from "../support/free_ports.ts";
import { parseDockerfile } from "./dockerfile.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

Deno.test("the Dockerfile's build, start and health commands work as they stand", async () => {
  const parts = parseDockerfile(await Deno.readTextFile(`${ROOT}Dockerfile`));
  assert.equal(parts.user, "framebox");
  assert.deepEqual(parts.exposed, [7860, 8061, 5001, 50051]);
  assert.equal(parts.env.HOST, "0.0.0.0");
  assert.equal(parts.env.GRPC_EXTRA_PORTS, "5001,50051");

  const place = await Deno.makeTempDir({ prefix: "framebox-image-" });
  await Deno.mkdir(`${place}/data`);
  try {
    for (const command of parts.buildCommands) {
      const built = new Child("/bin/sh", { args: ["-c", command], cwd: ROOT });
      assert.equal(await built.status(), 0, built.output);
    }
    await Deno.copyFile(`${ROOT}dist/framebox.js`, `${place}/framebox.js`);
    const here = (word: string) =>
      word.replace(/^deno$/, Deno.execPath()).replace("/app/", `${place}/`)
        .replace("/data", `${place}/data`);
    const [web = 0, grpc = 0, extra = 0, other = 0] = freePorts(4);
    const env = {
      ...Object.fromEntries(Object.entries(parts.env).map(([name, value]) => [name, here(value)])),
      PATH: Deno.env.get("PATH") ?? "",
      WEB_PORT: `${web}`,
      PORT: `${grpc}`,
      GRPC_EXTRA_PORTS: `${extra},${other}`,
    };
    const run = ([command = "", ...args]: readonly string[]) =>
      new Child(here(command), { args: args.map(here), cwd: place, clearEnv: true, env });

    const early = run(parts.healthcheck);
    assert.equal(await early.status(), 1, "healthy before it was started");
    const box = run(parts.entrypoint);
    try {
      await box.line(/"event":"ready"/);
      await box.line(/whoever reaches this box may use it/);
      const health = run(parts.healthcheck);
      assert.equal(await health.status(), 0, health.output);
      const answer = await fetch(`http://127.0.0.1:${web}/api/v1/images`, {
        method: "POST",
        body: await Deno.readFile(PHOTO),
      });
      assert.equal(answer.status, 200);
      await answer.body?.cancel();
      for (const port of [grpc, extra, other]) {
        (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      }
      assert.equal(await box.stop("SIGTERM"), 0, box.output);
    } finally {
      await box.stop("SIGKILL");
    }
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});
