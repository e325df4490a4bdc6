// OSCAR's own client, oscar-python, takes the stand-in for a cluster; so it is one.
import assert from "node:assert/strict";
import { mediaTypeOf } from "../../oscar/answer/mod.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR } from "../support/oscar/options.ts";
import { oscarPython } from "../support/oscar/python_packages.ts";
import { COWSAY, GRAYIFY, LOGGED } from "../support/oscar/test_services.ts";
import { JobEnds, PHOTO } from "./support.ts";

const SCRIPT = new URL("python/oscar_client.py", import.meta.url).pathname;

/** What a step of the script finds. */
type Found = Record<string, unknown>;

async function step(name: string, cluster: OscarCluster, ...args: string[]): Promise<Found> {
  const { user, password } = ADMINISTRATOR;
  const { code, stdout, stderr } = await new Deno.Command(await oscarPython(), {
    args: ["-W", "ignore", SCRIPT, name, cluster.address, user, password, ...args],
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

for (const generation of ["3.0", "4.1"] as const) {
  Deno.test(`oscar-python uses a cluster of ${generation}`, async () => {
    const isNew = generation === "4.1";
    const ends = new JobEnds();
    const services = [GRAYIFY, { ...LOGGED, script: GRAYIFY.script }, COWSAY];
    await using cluster = await OscarCluster.start({ generation, services, onJob: ends.onJob });
    const directory = await Deno.makeTempDir({ prefix: "oscar-client-" });
    await using _ = {
      [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
    };
    const photo = `${directory}/photo.jpg`;
    await Deno.writeFile(photo, PHOTO);

    const { info, config, cow, ...begun } = await step("begin", cluster, directory, photo);
    assert.deepEqual(begun, {
      health: "Ok",
      services: ["grayify", "logged", "cowsay"],
      answered: true,
      type: "application/json",
      refused: 401,
    });
    assert.equal((info as Found).version, isNew ? "v4.1.2" : "v3.0.0");
    assert.deepEqual(Object.keys(config as Found).slice(0, 2), ["config", "minio_provider"]);
    assert.match(String(cow), /< hello >/);

    assert.equal(await ends.next("logged"), "Succeeded");
    const { keys, jobs, log, removed, left } = await step("finish", cluster, directory, photo);
    assert.deepEqual([keys, removed], [["out/", "out/photo.jpg"], 204]);
    const [job] = Object.values((isNew ? (jobs as Found).jobs : jobs) as Record<string, Found>);
    assert.equal(job?.status, "Succeeded");
    assert.match(String(log), /Uploading file 'out\/photo.jpg' to bucket 'logged'/);
    assert.deepEqual(left, isNew ? { jobs: {} } : {});
    const output = await Deno.readFile(photo);
    assert.equal(mediaTypeOf(output)?.mediaType, "image/jpeg");
    assert.notDeepEqual(output, PHOTO);

    assert.deepEqual(await step("change", cluster), {
      created: 201,
      updated: 204,
      memory: "256Mi",
      same_token: isNew,
      text: "said\n",
      queued: 201,
      removed: 204,
      services: ["grayify", "logged", "cowsay"],
    });
  });
}
