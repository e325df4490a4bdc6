import assert from "node:assert/strict";
import type { Principal } from "../../auth/mod.ts";
import type { Outcome, ResultContent, Run } from "../../hub/mod.ts";
import { fieldOf, readElement, textOf } from "../../mat/mod.ts";
import { Picture, pictureIn, readPictureHeader } from "../../media/image/mod.ts";
import type { Route } from "../../oscar/manager/test_cluster.ts";
import { limit, within } from "../../tests/support/limit.ts";
import { listed, routesOf } from "../connections/test_clusters.ts";
import { withServices } from "./test_services.ts";

const PHOTO = Deno.readFileSync(
  new URL("../../web/assets/examples/astronaut_small.jpg", import.meta.url),
);
const PLANTS = { labels: ["Papaver", "Iris"], probabilities: [0.75, 0.25], model: "small" };

/** Routes of a cluster with one service `plants`. */
function plants(run: Route, others: Readonly<Record<string, unknown>> = {}): Record<string, Route> {
  const service = listed("plants", { environment: {}, ...others });
  return {
    ...routesOf(() => [service]),
    "GET /system/services/plants": () => Response.json(service),
    "POST /run/plants": run,
  };
}

/** An answer of a service that left one file. */
function answered(value: unknown): Response {
  const bytes = value instanceof Uint8Array
    ? value
    : new TextEncoder().encode(JSON.stringify(value));
  return new Response(`${bytes.toBase64()}\n`);
}

function sentIn({ body }: { readonly body: string }): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(body.replaceAll("\n", ""));
}

async function outcomeOf(run: Run, picture: Picture = Picture.fromFile(PHOTO)): Promise<Outcome> {
  const { outcome } = await run.push(picture);
  return await within(outcome, "the result");
}

function contentOf(outcome: Outcome): ResultContent {
  assert.ok(outcome.kind === "done", outcome.kind === "failed" ? outcome.error.message : "dropped");
  return outcome.content;
}

function reasonOf(outcome: Outcome): string | undefined {
  return outcome.kind === "failed" ? outcome.error.because?.code : outcome.kind;
}

/** Events of the hub have reached their listeners. */
async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

/** 300×100 pixels. */
function pixels(): Picture {
  return Picture.fromRaster({
    widthPx: 300,
    heightPx: 100,
    channels: 3,
    layout: "interleaved",
    order: "RGB",
    data: new Uint8Array(90_000).fill(128),
  });
}

Deno.test("a service is given the picture's file as it came, and its labels and data are the result", async () => {
  const sent: Uint8Array[] = [];
  const routes = plants((seen) => {
    sent.push(sentIn(seen));
    return answered(PLANTS);
  });
  await withServices(routes, async ({ login, start, audited }) => {
    await login("ana");
    const run = await start("ana", "lab/plants");
    const outcome = await outcomeOf(run);
    const content = contentOf(outcome);
    assert.equal(outcome.kind === "done" && outcome.processedBy, "lab/plants");
    assert.deepEqual(sent, [PHOTO]);
    assert.deepEqual(content.labels, [
      { label: "Papaver", probability: 0.75 },
      { label: "Iris", probability: 0.25 },
    ]);
    assert.deepEqual(content.data, { model: "small" });
    const [variable] = content.variables ?? [];
    assert.equal(variable?.name, "data_00000");
    const struct = readElement(variable!.element).value;
    assert.ok(struct.kind === "struct");
    assert.equal(textOf(fieldOf(struct, "model")), "small");
    const shown = pictureIn(content.payload)?.source;
    assert.ok(shown?.kind === "file" && shown.bytes === PHOTO);
    contentOf(await outcomeOf(run));
    assert.deepEqual(audited, ["service_run ana oscar lab/plants"]);
  });
});

Deno.test("a picture is made smaller where that is set, and its boxes are in pixels of the frame", async () => {
  const sizes: number[][] = [];
  const routes = plants((seen) => {
    const { format, widthPx, heightPx } = readPictureHeader(sentIn(seen));
    sizes.push([widthPx, heightPx]);
    assert.equal(format, "jpeg");
    return answered({ boxes: [[16, 16, 32, 64]], scores: [0.5], names: ["face"] });
  });
  const rules = [{ cluster: undefined, service: "plants", resizePx: 64 }];
  await withServices(routes, async ({ login, start }) => {
    await login("ana");
    const { boxes } = contentOf(await outcomeOf(await start("ana", "lab/plants")));
    assert.deepEqual(sizes, [[64, 64]]);
    assert.deepEqual(boxes?.xyxy, [[32, 32, 64, 128]]);
  }, { rules });
});

Deno.test("pixels are sent as a PNG, of a live stream as a JPEG, and a picture that is given back is shown", async () => {
  const formats: (string | undefined)[] = [];
  const routes = plants((seen) => {
    formats.push(readPictureHeader(sentIn(seen)).format);
    return answered(PHOTO);
  });
  await withServices(routes, async ({ login, start }) => {
    await login("ana");
    for (const policy of ["lossless", "latest"] as const) {
      const run = await start("ana", "lab/plants", { policy, kind: "stream" });
      const { payload } = contentOf(await outcomeOf(run, pixels()));
      assert.deepEqual([payload?.size?.widthPx, payload?.mediaType], [128, "image/jpeg"]);
    }
    assert.deepEqual(formats, ["png", "jpeg"]);
  });
});

Deno.test("a result without a picture shows the pixels as they were sent", async () => {
  await withServices(plants(() => new Response("a cow\n")), async ({ login, start }) => {
    await login("ana");
    const run = await start("ana", "lab/plants");
    const { text, payload } = contentOf(await outcomeOf(run, pixels()));
    assert.deepEqual([text, payload?.mediaType, payload?.size?.widthPx], [
      "a cow",
      "image/png",
      300,
    ]);
  });
});

Deno.test("a service that takes JSON with files is given the picture as its first file", async () => {
  const requests: unknown[] = [];
  const routes = plants((seen) => {
    const request = JSON.parse(new TextDecoder().decode(sentIn(seen)));
    if ("help" in request) {
      return new Response("usage: x\n\n  --photo PHOTO\n            Type: file\n");
    }
    requests.push(request);
    return answered(PLANTS);
  }, { script: "reads oscar-files" });
  await withServices(routes, async ({ login, start }) => {
    await login("ana");
    const run = await start("ana", "lab/plants");
    assert.equal(contentOf(await outcomeOf(run)).labels?.length, 2);
    assert.deepEqual(requests, [{
      "oscar-files": [{ key: "photo", file_format: "jpg", data: PHOTO.toBase64() }],
    }]);
  });
});

Deno.test("each user chooses from the services of their own login; others' frames fail with the reason", async () => {
  await withServices(plants(() => answered(PLANTS)), async (test) => {
    const { processors, login, start, clusters } = test;
    const ofPrincipal = (id: string) => {
      const principal: Principal = { id, roles: new Set(["user"]) };
      return processors.list(principal).map(({ name, kind }) => `${kind} ${name}`);
    };
    let changes = 0;
    const stop = processors.subscribe(() => changes++);
    await login("ana");
    assert.ok(changes > 0);
    stop();
    assert.deepEqual(ofPrincipal("ana"), ["cluster lab/plants"]);
    assert.deepEqual(ofPrincipal("rui"), []);
    assert.deepEqual(processors.list(undefined), []);
    const other = await outcomeOf(await start("rui", "lab/plants"));
    assert.equal(reasonOf(other), "cluster-login-needed");
    await clusters.disconnect("ana", "lab");
    assert.deepEqual(ofPrincipal("ana"), []);
    const later = await outcomeOf(await start("ana", "lab/plants"));
    assert.equal(reasonOf(later), "cluster-login-needed");
  });
});

Deno.test("a login stays as long as a run of its user is open, with no page there", async () => {
  await withServices(plants(() => answered(PLANTS)), async ({ login, start, clusters, clock }) => {
    await login("ana");
    const connection = clusters.connection("ana", "lab");
    const run = await start("ana", "lab/plants");
    await settled();
    clock.advance(1e6);
    assert.equal(connection?.ended.aborted, false);
    contentOf(await outcomeOf(run));
    clock.advance(1e6);
    assert.equal(connection?.ended.aborted, false);
    run.finish();
    await settled();
    clock.advance(1000);
    assert.ok(connection?.ended.aborted);
  });
});

Deno.test("a login that ends in the middle of a call fails the frame with that reason", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const routes = plants(() => {
    asked.resolve();
    return answer.promise;
  });
  await withServices(routes, async ({ login, start, clusters }) => {
    await login("ana");
    const outcome = outcomeOf(await start("ana", "lab/plants"));
    await within(asked.promise, "the call");
    await clusters.disconnect("ana", "lab");
    assert.equal(reasonOf(await outcome), "cluster-login-needed");
    answer.resolve(answered(PLANTS));
  });
});

Deno.test("a script that fails fails its frame in words, once", async () => {
  let calls = 0;
  const routes = plants(() => {
    calls++;
    return new Response('Traceback (most recent call last):\n  File "x"\nValueError: no model\n');
  });
  await withServices(routes, async ({ login, start }) => {
    await login("ana");
    const outcome = await outcomeOf(await start("ana", "lab/plants"));
    assert.equal(reasonOf(outcome), "service-failed");
    assert.match(outcome.kind === "failed" ? outcome.error.message : "", /ValueError: no model/);
    assert.equal(calls, 1);
  });
});

Deno.test("a cluster that is away for a moment costs no frame of an image set", async () => {
  let calls = 0;
  const routes = plants(() =>
    calls++ === 0 ? new Response(null, { status: 401 }) : answered(PLANTS)
  );
  let isAway = true;
  await withServices({
    ...routes,
    // A token that is refused is asked for again.
    "GET /system/services/plants": (seen) => {
      if (!isAway) return routes["GET /system/services/plants"]?.(seen);
      isAway = false;
      return new Response("bad gateway", { status: 502 });
    },
  }, async ({ login, start }) => {
    await login("ana");
    assert.equal(contentOf(await outcomeOf(await start("ana", "lab/plants"))).labels?.length, 2);
    isAway = true;
    calls = 0;
    const live = await start("ana", "lab/plants", { policy: "latest", kind: "camera" });
    assert.equal(reasonOf(await outcomeOf(live)), "cluster-away");
  });
});

Deno.test("how far a call is are the stages of its frame, and a run that ends cancels it", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const routes = plants(() => {
    asked.resolve();
    return answer.promise;
  });
  await withServices(routes, async ({ login, start }) => {
    await login("ana");
    const run = await start("ana", "lab/plants");
    const stages: string[] = [];
    run.subscribe((event) => {
      if (event.type === "stage") stages.push(event.progress.stage);
    });
    const outcome = outcomeOf(run);
    await within(asked.promise, "the call");
    run.cancel("over");
    assert.equal((await outcome).kind, "dropped");
    assert.deepEqual(stages, ["queued", "uploading", "waiting"]);
    answer.resolve(answered(PLANTS));
  });
});

Deno.test("the operator's services are for all users, and for framebox's own runs", async () => {
  const operator = { cluster: "lab", user: "oscar", password: "pass-of-oscar-ñ" };
  const rules = [{ cluster: undefined, service: "*" }];
  await withServices(
    plants(() => answered(PLANTS)),
    async ({ clusters, processors, start, hub }) => {
      assert.ok(processors.expects("lab/plants"));
      assert.ok(!processors.expects("hall/plants"));
      await clusters.start(limit());
      assert.ok(!processors.expects("lab/other"));
      assert.deepEqual(processors.list(undefined).map(({ name }) => name), ["lab/plants"]);
      contentOf(await outcomeOf(await start("rui", "lab/plants")));
      const own = await hub.openSession();
      const run = own.start({ kind: "images", policy: "lossless", processor: "lab/plants" });
      contentOf(await outcomeOf(run));
    },
    { operator, rules },
  );
});
