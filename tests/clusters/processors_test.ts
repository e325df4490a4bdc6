// Services of clusters as processors of framebox; supervisor, MinIO, framebox and clients are real.
import assert from "node:assert/strict";
import { addUser } from "../../auth/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { FrameboxProcess, progress } from "../peers/framebox_process.ts";
import { picture, VideoFiles } from "../peers/video_files.ts";
import { scenario } from "../peers/media_graph_support.ts";
import { limit } from "../support/limit.ts";
import { ISSUER_CLIENT, IssuerBrowser, TestIssuer } from "../support/oidc/issuer.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR } from "../support/oscar/options.ts";
import {
  FAILING,
  GRAYIFY,
  OSCAR_FILES,
  PLANTS,
  SEVERAL,
  YOLO,
} from "../support/oscar/test_services.ts";
import { LiveClient } from "../../web/test_live_client.ts";
import { asOperator, logIn, process } from "./framebox_support.ts";
import { PHOTO } from "./support.ts";

const EXAMPLE = new URL("../../web/assets/examples/astronaut_small.jpg", import.meta.url).pathname;

interface Item {
  readonly name: string;
  readonly state: string;
  readonly error: { readonly reason: string } | null;
}

/** The image set of these pictures, when it has ended. */
async function imageSet(
  framebox: FrameboxProcess,
  processor: string,
  names: readonly string[],
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly run: string; readonly items: readonly Item[] }> {
  const session = await framebox.session();
  const client = await framebox.live(session);
  const body = JSON.stringify({ processor, total: names.length });
  const { run } = await (await framebox.call("POST", `${session}/image-sets`, { body })).json();
  const path = `${session}/runs/${run}`;
  client.send({ type: "watch", run });
  for (const name of names) {
    await framebox.call("POST", `${path}/images?name=${name}`, { body: PHOTO });
  }
  await framebox.call("POST", `${path}/finish`);
  await between();
  await progress(client, ({ run: of, phase }) => of === run && phase === "done");
  const { items } = await (await framebox.call("GET", `${path}/items`)).json();
  return { run: path, items };
}

for (const generation of ["3.0", "4.1"] as const) {
  Deno.test(`pictures go through services of a cluster, in both ways (${generation})`, async () => {
    await using cluster = await OscarCluster.start({
      generation,
      services: [PLANTS, GRAYIFY, YOLO, SEVERAL, OSCAR_FILES],
    });
    const rules =
      "*,grayify?mode=async,several-outputs?mode=async&input=picture,yolo-boxes?input=picture&resize=64";
    await FrameboxProcess.with(async (framebox) => {
      const plants = await process(framebox, "oscar/plants-classification");
      assert.equal(plants.processor, "oscar/plants-classification");
      assert.deepEqual(plants.labels.map(({ label }) => label).sort(), [
        "Iris (blue)",
        "Papaver (red)",
        "Salvia (green)",
      ]);
      const grey = await process(framebox, "oscar/grayify");
      const shown = await fetch(new URL(grey.image_url, framebox.api), { signal: limit() });
      const bytes = new Uint8Array(await shown.arrayBuffer());
      assert.equal(shown.headers.get("content-type"), "image/jpeg");
      assert.notDeepEqual(bytes, PHOTO);
      const several = await process(framebox, "oscar/several-outputs");
      assert.equal(several.values["width"], 128);
      // The boxes of the smaller picture are in pixels of the frame.
      const { boxes } = await process(framebox, "oscar/yolo-boxes") as unknown as {
        boxes: { xyxy: number[][] };
      };
      assert.ok(boxes.xyxy.length > 0);
      assert.ok(Math.max(...boxes.xyxy.flat()) > 64, JSON.stringify(boxes));
      const sized = await process(framebox, "oscar/ai4papi-labels");
      assert.ok(sized.labels.length > 0, JSON.stringify(sized));
    }, asOperator(cluster, rules));
  });
}

Deno.test("thirty pictures go through an asynchronous service while its storage restarts, and are each their own", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [GRAYIFY],
    jobsAtOnce: 4,
  });
  await FrameboxProcess.with(async (framebox) => {
    const names = Array.from({ length: 30 }, (_, i) => `picture-${i}.jpg`);
    const { run, items } = await imageSet(framebox, "oscar/grayify", names, async () => {
      // Another user of the cluster makes a service: MinIO restarts.
      await cluster.put({ ...GRAYIFY, name: "other" });
    });
    assert.deepEqual(items.map(({ state }) => state), names.map(() => "done"));
    assert.deepEqual(items.map(({ name }) => name).sort(), [...names].sort());
    const { job } = await (await framebox.call("GET", run)).json();
    assert.deepEqual([job.done, job.failed], [30, 0]);
  }, asOperator(cluster, "grayify?mode=async"));
});

Deno.test("a script that fails fails its pictures in words, and the others are done", async () => {
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [{ ...FAILING, script: "#!/bin/sh\npython3 -c 'raise ValueError(\"no model\")'\n" }],
  });
  await FrameboxProcess.with(async (framebox) => {
    const { items } = await imageSet(framebox, "oscar/failing", ["a.jpg"]);
    assert.deepEqual(items.map(({ state, error }) => [state, error?.reason]), [
      ["failed", "service-failed"],
    ]);
  }, asOperator(cluster, "failing?input=picture"));
});

Deno.test("a camera is seen through a synchronous service, with how far a frame is", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [PLANTS] });
  await FrameboxProcess.with(async (framebox) => {
    const session = await framebox.session();
    const client = await framebox.live(
      session,
      "?processor=oscar/plants-classification&policy=latest&credit=100",
    );
    client.send(new Uint8Array(PHOTO));
    const stage = await client.status("stage");
    assert.ok(["uploading", "waiting"].includes(String(stage.stage)), JSON.stringify(stage));
    const { message, picture } = await client.result();
    assert.equal(message.processor, "oscar/plants-classification");
    assert.equal((message.labels as unknown[]).length, 3);
    assert.ok(picture);
    client.send(new Uint8Array(PHOTO));
    assert.equal((await client.result()).message.frame, 1);
  }, asOperator(cluster));
});

Deno.test("a video goes through a service frame by frame, and is a video again", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [GRAYIFY] });
  await VideoFiles.with(async (files) => {
    const file = await Deno.readFile(await files.make("a.mp4", picture(1, "160x120", 5)));
    await FrameboxProcess.with(async (framebox) => {
      const session = await framebox.session();
      const client = await framebox.live(session);
      const upload = await framebox.announce(session, file.length);
      await framebox.sendRest(upload, file);
      const run = await framebox.startVideo(session, upload, "oscar/grayify");
      client.send({ type: "watch", run: run.split("/").at(-1) });
      const done = await progress(client, ({ phase }) => phase === "done");
      assert.equal(done.done, 5);
    }, asOperator(cluster));
  });
});

Deno.test("users of an issuer that the cluster knows are connected by their login at framebox", async () => {
  const tokens = new Set<string>();
  await using cluster = await OscarCluster.start({
    generation: "4.1",
    services: [PLANTS],
    isUser: (token) => tokens.add(token).has(token),
  });
  const [issuerPort = 0] = freePorts(1);
  await FrameboxProcess.with(async (framebox) => {
    const page = `http://127.0.0.1:${framebox.webPort}`;
    const issuer = await TestIssuer.start({
      callbacks: [`${page}/login/oidc/callback`],
      port: issuerPort,
    });
    try {
      const browser = new IssuerBrowser();
      await browser.go(`${page}/login/oidc`, "ana+lab");
      const own = browser.cookies.get(new URL(page).host) ?? [];
      const cookie = [...own].map((pair) => pair.join("=")).join("; ");
      const headers = { cookie };
      const { session } = await (await framebox.call("POST", "/sessions", { headers })).json();
      const socket = `${framebox.api.replace("http", "ws")}/sessions/${session}/live`;
      const client = new LiveClient(socket, headers);
      try {
        // The page connects the user; the list comes in the background.
        for (;;) {
          const { processors } = await client.status("processors");
          if (JSON.stringify(processors).includes("oscar/plants-classification")) break;
        }
      } finally {
        client.close();
        await client.closed;
      }
      const plants = await process(framebox, "oscar/plants-classification", { cookie });
      assert.equal(plants.labels.length, 3);
      assert.ok(tokens.size > 0);
      for (const token of tokens) assert.ok(!framebox.child.output.includes(token));
    } finally {
      await issuer.stop();
    }
  }, {
    OSCAR_ENDPOINT: cluster.address,
    OSCAR_LOGIN: "oidc",
    OIDC_ISSUER: `http://127.0.0.1:${issuerPort}`,
    OIDC_CLIENT_ID: ISSUER_CLIENT.id,
    OIDC_CLIENT_SECRET: ISSUER_CLIENT.secret,
  });
});

Deno.test("a client of MediaGraphExtension names a service, and gets its labels", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [PLANTS] });
  await FrameboxProcess.with(async (framebox) => {
    const output = await scenario(framebox, "ava_service.py", "service", {
      PROCESSOR: "oscar/plants-classification",
      PICTURE: EXAMPLE,
    });
    assert.match(output, /^0 Papaver \(red\)$/m);
    assert.match(output, /^2 Papaver \(red\)$/m);
  }, asOperator(cluster));
});

Deno.test("users log in by a cluster: one sees its services and may call them, another user doesn't", async () => {
  await using cluster = await OscarCluster.start({ generation: "4.1", services: [PLANTS] });
  const directory = await Deno.makeTempDir();
  try {
    const users = `${directory}/users.json`;
    await addUser(users, { name: "rui", password: "rui's own password", roles: ["user"] });
    await FrameboxProcess.with(async (framebox) => {
      await assert.rejects(
        logIn(framebox, "cluster:lab", { ...ADMINISTRATOR, password: "hunter2" }),
        /The name or the password is not right/,
      );
      const cookie = await logIn(framebox, "cluster:lab", ADMINISTRATOR);
      const plants = await process(framebox, "lab/plants-classification", { cookie });
      assert.equal(plants.labels.length, 3);
      const other = await logIn(framebox, "users", { user: "rui", password: "rui's own password" });
      const of = async (cookie: string) =>
        await (await framebox.call("GET", "/status", { headers: { cookie } })).text();
      assert.match(await of(cookie), /lab\/plants-classification/);
      assert.doesNotMatch(await of(other), /plants/);
      await assert.rejects(
        process(framebox, "lab/plants-classification", { cookie: other }),
        /no-such-processor/,
      );
      assert.doesNotMatch(framebox.child.output, /pass-of-oscar|hunter2/);
    }, { OSCAR_ENDPOINT: `lab=${cluster.address}`, LOGIN_USERS: users });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a cluster that is away at the start is no failure, and a request that names its service is refused in words", async () => {
  const [port = 0] = freePorts(1);
  await FrameboxProcess.with(async (framebox) => {
    const { processors } = await (await framebox.call("GET", "/status")).json();
    assert.ok(!processors.some(({ kind }: { kind: string }) => kind === "cluster"));
    const answer = await fetch(`${framebox.api}/images?processor=oscar/plants`, {
      method: "POST",
      body: PHOTO,
      signal: limit(),
    });
    assert.equal((await answer.json()).error.reason, "no-such-processor");
    assert.match(framebox.child.output, /"event":"cluster_not_listed".*does not answer/);
  }, {
    OSCAR_ENDPOINT: `http://127.0.0.1:${port}`,
    OSCAR_USER: ADMINISTRATOR.user,
    OSCAR_PASSWORD: ADMINISTRATOR.password,
    OSCAR_SERVICES: "*",
  });
});
