import assert from "node:assert/strict";
import { echo, TestDirectory, testOutput } from "../../clusters/calls/test_directory.ts";
import { withFramebox } from "../../web/test_framebox.ts";
import type { CallJson } from "../../web/wire/mod.ts";
import { clusterOf, outputOf, serviceOf } from "../../web/client/services/test_services.ts";
import { LIMIT_MS } from "../support/limit.ts";
import { checkAccess } from "./access.ts";
import { documentWidth } from "./in_page.js";
import {
  callCountIs,
  cameraIsSeen,
  focusedService,
  pictureIsLoaded,
  stateIsInUpperHalf,
} from "./in_services.js";
import { entriesOf, type ServicesApi } from "./services_api.ts";
import { type ServicesTest, withServices } from "./services_support.ts";
import { announced, drop, examplePath, shownText, withPage } from "./support.ts";

const RUN = "#service-run";
const FIELD = "#service-form textarea";
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "dark" } as const;

/** A cluster that is logged in at, and services of all kinds. */
function connected(api: ServicesApi): void {
  api.clusters = [clusterOf("lab", { state: "connected", user: "ana" })];
  const noSync = { possible: false, obstacle: "no-backend" } as const;
  api.services = [
    serviceOf("lab/plants", { title: "Plant classification" }),
    serviceOf("lab/yolo", { title: "YOLO", output: "boxes" }),
    serviceOf("lab/cowsay", { input: "text", output: "text" }),
    serviceOf("lab/tts", { input: "text", output: "audio", sync: noSync, preferred: "async" }),
    serviceOf("lab/kokoro", { input: "json", output: "audio" }),
    serviceOf("lab/dogs", { title: "Dog breed", input: "json-files", output: "json" }),
    serviceOf("lab/stt", { input: "audio", output: "text" }),
  ];
}

/** Waits until something was called, and gives the newest call. */
async function called({ page, api }: ServicesTest, n = 1): Promise<CallJson> {
  await page.waitForFunction(callCountIs, n);
  return api.newest;
}

Deno.test("one logs in at a cluster, sees its services, finds one, and logs out", async () => {
  const prepare = (api: ServicesApi) => {
    connected(api);
    api.clusters = [clusterOf("lab")];
  };
  await withServices({ api: prepare, context: { colorScheme: "light" } }, async (t) => {
    const { page, api, shot } = t;
    t.expectConsole(/status of 401 .*\/clusters\/lab\/login/);
    await shownText(page, "Log in at lab").waitFor();
    await shownText(page, "Log in at a cluster to see its services.").waitFor();
    await shot("services-login");
    await checkAccess(t, { themes: true });
    await page.getByLabel("User").fill("ana");
    await page.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await shownText(page, "The cluster refuses this login").waitFor();
    await page.getByLabel("Password").fill("secret");
    await page.keyboard.press("Enter");
    await announced(page, "Logged in at lab.");
    await page.locator(".service-card").nth(6).waitFor();
    await shownText(page, "as ana").waitFor();
    await shownText(page, "7 services").waitFor();
    await shot("services-cards");
    await checkAccess(t, { themes: true });
    await page.locator("#main").focus();
    await page.keyboard.press("/");
    await page.keyboard.type("plant");
    await shownText(page, "1 service").waitFor();
    await page.getByLabel("Search by name").fill("");
    await page.selectOption("#services-filter", "text");
    await shownText(page, "2 services").waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await shownText(page, "Log in at a cluster to see its services.").waitFor();
    assert.equal(api.clusters[0]?.user, null);
  });
});

Deno.test("a cluster that is away is a line with its reason, and the others' services are there", async () => {
  const message = "The cluster uni does not answer; try again when it is back.";
  const prepare = (api: ServicesApi) => {
    connected(api);
    const details = { cluster: "uni" };
    const problem = { code: "UNAVAILABLE", reason: "cluster-away", details, message };
    api.clusters.push(clusterOf("uni", { state: "away", user: "ana", problem }));
  };
  await withServices({ api: prepare, context: { locale: "es-ES" } }, async (t) => {
    const { page, api } = t;
    await page.locator(".service-card").first().waitFor();
    await shownText(page, "El clúster uni no responde").waitFor();
    api.clusters[1] = clusterOf("uni", { state: "connected", user: "ana" });
    await page.getByRole("button", { name: "Intentar de nuevo" }).click();
    await page.locator('.cluster[data-state="connected"]').nth(1).waitFor();
  });
});

Deno.test("a picture goes to a service; where it is and what comes of it is shown live", async () => {
  await withServices({ api: connected, context: { colorScheme: "light" } }, async (t) => {
    const { page, api, shot } = t;
    await page.getByRole("link", { name: "Plant classification" }).click();
    assert.ok(page.url().endsWith("/services/lab/plants"));
    await drop(page, "#main", examplePath("coffee.jpg"));
    await page.locator(".given-files li").waitFor();
    await shot("services-form");
    await checkAccess(t, { themes: true });
    await page.click(RUN);
    const call = await called(t);
    assert.deepEqual(api.received[0]?.query, {
      ...{ service: "lab/plants", mode: "sync", input: "picture", name: "coffee.jpg" },
    });
    assert.deepEqual(api.received[0]?.body, await Deno.readFile(examplePath("coffee.jpg")));
    const since = new Date().toISOString();
    const half = call.total_bytes / 2;
    api.change(call, { state: "uploading", sent_bytes: half, since });
    await shownText(page, "Uploading to the cluster, 50 %").waitFor();
    const because = { reason: "full", details: {}, message: "The cluster is full." };
    api.change(call, { state: "waiting", because, since });
    await shownText(page, "Waits in the cluster").waitFor();
    await shownText(page, "The cluster is full.").waitFor();
    const ago = new Date(Date.now() - 40_000).toISOString();
    api.change(call, { state: "running", because: null, since: ago });
    await shownText(page, "Runs since 4").waitFor();
    await shot("services-running");
    await checkAccess(t, { themes: true });
    const labels = [{ label: "Rosa canina", probability: 0.82 }, { label: "Bellis perennis" }];
    const output = outputOf(call, "coffee.json", { kind: "data", labels });
    const data_url = `${output.url}/data`;
    const value = { labels: ["Rosa canina"], probabilities: [0.82], meta: { net: "<b>x</b>" } };
    api.files.set(data_url, { type: "application/json", body: JSON.stringify({ value }) });
    api.finish(call, [{ ...output, data_url }], { data_url: "/data.mat" });
    await shownText(page, "Done in 2.5 s").waitFor();
    await shownText(page, "82.0 %").waitFor();
    await announced(page, "coffee.jpg: Done in 2.5 s.", "live-region");
    await page.getByRole("treeitem", { name: /^meta/ }).click();
    await page.getByRole("treeitem", { name: /<b>x<\/b>/ }).waitFor();
    await page.getByRole("link", { name: "data.mat" }).waitFor();
    await shot("services-labels");
    await checkAccess(t, { themes: true });
  });
});

Deno.test("boxes lie over the input, pictures are compared with it, archives are a gallery", async () => {
  await withServices({ api: connected, path: "/services/lab/yolo" }, async (t) => {
    const { page, api, shot } = t;
    await page.setInputFiles("#service-form input[type=file]", examplePath("coffee.jpg"));
    await page.click(RUN);
    const call = await called(t);
    const file = async (path: string, name: string) => {
      api.files.set(path, { type: "image/jpeg", body: await Deno.readFile(examplePath(name)) });
    };
    const numbers = { conf: [0.9], cls: [0], id: [null], names: ["cup"] };
    const boxes = { xyxy: [[60, 40, 300, 300]], ...numbers };
    const found = outputOf(call, "boxes.json", { output: 0, kind: "file", boxes });
    const size = { width: 600, height: 400 };
    const drawn = outputOf(call, "drawn.jpg", { output: 1, kind: "picture", ...size });
    const zip = outputOf(call, "parts.zip", { output: 2, kind: "archive" });
    const entries_url = `${zip.url}/entries`;
    const entries = entriesOf(entries_url, ["a/cat.jpg", "notes.txt"]);
    api.files.set(entries_url, { type: "application/json", body: JSON.stringify(entries) });
    await file(`${entries_url}/0`, "chelsea.jpg");
    await file(drawn.url, "rocket.jpg");
    api.finish(call, [found, { ...drawn, shown_url: `${drawn.url}?shown=1` }, {
      ...zip,
      entries_url,
    }]);
    await page.locator('#services-pictures canvas.boxes[data-count="1"]').waitFor();
    await page.getByRole("button", { name: "Show a/cat.jpg" }).waitFor();
    await shot("services-boxes");
    await checkAccess(t, { themes: true });
    await page.getByRole("button", { name: "Show drawn.jpg" }).click();
    await page.getByRole("img", { name: "Result drawn.jpg" }).waitFor();
    await page.locator("#main").focus();
    await page.keyboard.press("c");
    await page.locator("#services-pictures .compare").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "notes.txt" }).waitFor();
  });
});

Deno.test("several inputs are lines with what becomes of each; failed ones go again, done ones are one ZIP", async () => {
  await withServices({ api: connected, path: "/services/lab/plants" }, async (t) => {
    const { page, api, shot } = t;
    const names = ["coffee", "chelsea", "rocket"];
    const files = names.map((name) => examplePath(`${name}.jpg`));
    await page.setInputFiles("#service-form input[type=file]", files);
    await page.click(RUN);
    await called(t, 3);
    const [first, second, third] = [...api.calls.values()];
    assert.ok(first && second && third);
    const error = { code: "INTERNAL", message: "The service lab/plants failed: no leaf." };
    api.logs.set(third.call, "Traceback\nValueError: no leaf\n");
    api.finish(third, [], { state: "failed", error, has_log: true });
    api.finish(first, [outputOf(first, "a.txt", { kind: "text", text: "one" })]);
    api.finish(second, [outputOf(second, "b.txt", { kind: "text", text: "two" })]);
    await shownText(page, "3 of 3 done, 1 failed").waitFor();
    const zip = page.getByRole("link", { name: "All as ZIP" });
    assert.match(await zip.getAttribute("href") ?? "", /calls\.zip\?calls=call-\d,call-\d$/);
    await page.locator(".call-open", { hasText: third.input.name }).click();
    await shownText(page, "ValueError: no leaf").waitFor();
    await shot("services-many");
    await checkAccess(t, { themes: true });
    await page.getByRole("button", { name: "Failed ones again" }).click();
    await shownText(page, "2 of 3 done").waitFor();
    await page.getByRole("button", { name: `Cancel ${third.input.name}` }).click();
    await announced(page, `${third.input.name} is cancelled.`);
    await page.getByRole("button", { name: `Remove ${third.input.name}` }).click();
    await shownText(page, "2 of 2 done").waitFor();
  });
});

Deno.test("a text is sent by Ctrl Enter, and an answer that reads in two ways is shown in both", async () => {
  await withServices({ api: connected, path: "/services/lab/cowsay" }, async (t) => {
    const { page, api } = t;
    await page.locator(FIELD).fill("moo");
    await page.keyboard.press("Control+Enter");
    const call = await called(t);
    assert.equal(new TextDecoder().decode(api.received[0]?.body), "moo");
    const text = "<script>alert(1)</script> test";
    const other = outputOf(call, "answer.bin", { output: 1, kind: "file", bytes: 3 });
    api.finish(call, [outputOf(call, "answer.txt", { kind: "text", text })], { other });
    await shownText(page, text).waitFor();
    await page.getByRole("button", { name: "Decoded" }).click();
    await shownText(page, "answer.bin").waitFor();
    await checkAccess(t);
    await page.getByRole("button", { name: "As text" }).click();
    await shownText(page, text).waitFor();
    await page.locator("#main").focus();
    await page.keyboard.press("1");
    await page.locator("#tab-image").waitFor();
    await page.keyboard.press("5");
    await shownText(page, text).waitFor();
    assert.ok(page.url().endsWith("/services/lab/cowsay"));
  });
});

Deno.test("JSON is checked as it is typed; files with parameters become one request", async () => {
  const prepare = (api: ServicesApi) => {
    connected(api);
    const plain = { choices: null, default: null, required: false } as const;
    api.parameters = [
      { ...plain, name: "files", type: "file", help: "Photo.", required: true },
      { ...plain, name: "top", type: "integer", help: "How many.", default: "5" },
      { ...plain, name: "least", type: "number", help: "Probability.", required: true },
    ];
  };
  await withServices({ api: prepare, path: "/services/lab/kokoro" }, async (t) => {
    const { page, api, shot } = t;
    const field = page.locator(FIELD);
    await field.fill('{"a": 1,\n "b" 2}');
    await shownText(page, "Line 2, column 6: a colon is missing here").waitFor();
    await page.click(RUN);
    await field.fill('{"a":[1]}');
    await shownText(page, "This is JSON.").waitFor();
    await page.getByRole("button", { name: "Format" }).click();
    assert.equal(await field.inputValue(), '{\n  "a": [\n    1\n  ]\n}');
    assert.equal(api.received.length, 0);
    await page.goBack();
    await page.goto(`${t.url}/services/lab/dogs`);
    await page.setInputFiles("#service-form input[type=file]", examplePath("chelsea.jpg"));
    await shownText(page, "chelsea.jpg,").waitFor();
    await page.click(RUN);
    await shownText(page, "least is required.").waitFor();
    await page.getByLabel("least").fill("0.5");
    await page.getByText("What is sent").click();
    await shownText(page, '"least": 0.5').waitFor();
    await shot("services-parameters");
    await checkAccess(t, { themes: true });
    await page.click(RUN);
    await called(t);
    const sent = JSON.parse(new TextDecoder().decode(api.received[0]?.body));
    const { data, ...file } = sent["oscar-files"][0];
    assert.deepEqual(file, { key: "files", file_format: "jpg" });
    assert.deepEqual(Uint8Array.fromBase64(data), await Deno.readFile(examplePath("chelsea.jpg")));
    assert.deepEqual([sent.least, sent.top], [0.5, undefined]);
    assert.equal(api.received[0]?.query["name"], "chelsea.json");
  });
});

Deno.test("closing the page loses nothing: another page of the same browser finds calls that still run", async () => {
  await withServices({ api: connected, path: "/services/lab/cowsay" }, async (t) => {
    const { page, api, context } = t;
    await page.locator(FIELD).fill("moo");
    await page.click(RUN);
    const call = await called(t);
    const other = await context.newPage();
    other.setDefaultTimeout(LIMIT_MS);
    await page.goto("about:blank");
    await other.goto(`${t.url}/services`);
    await other.locator(".call-row", { hasText: "Waits for its turn" }).waitFor();
    api.finish(call, [outputOf(call, "answer.txt", { kind: "text", text: "moo!" })]);
    await other.locator(".call-row", { hasText: "Done in 2.5 s" }).locator(".call-open").click();
    await shownText(other, "moo!").waitFor();
    assert.ok(other.url().endsWith("/services/lab/cowsay"));
    await other.locator(FIELD).fill("moo again");
    await other.click(RUN);
    await other.locator("#service-calls .call-row").nth(1).waitFor();
    assert.equal(new Set([...api.calls.values()].map(({ session }) => session)).size, 1);
    await other.goto(`${t.url}/`);
    await page.goto(`${t.url}/`);
  });
});

Deno.test("on a phone, in Portuguese and by keyboard: a service is opened, called and left", async () => {
  await withServices({ api: connected, context: { ...PHONE, locale: "pt-BR" } }, async (t) => {
    const { page, api, shot } = t;
    await page.locator(".service-card").first().waitFor();
    assert.ok(await page.evaluate(documentWidth) <= 390);
    await checkAccess(t, { themes: true });
    await page.getByRole("link", { name: "cowsay" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(FIELD).fill("muu");
    assert.ok(await page.evaluate(documentWidth) <= 390);
    await checkAccess(t, { themes: true });
    await page.keyboard.press("Control+Enter");
    await shownText(page, "Espera a vez").waitFor();
    const call = api.newest;
    api.finish(call, [outputOf(call, "answer.txt", { kind: "text", text: "muu\n".repeat(80) })]);
    await shownText(page, "Pronto em 2,5 s").waitFor();
    await page.waitForFunction(stateIsInUpperHalf);
    assert.ok(await page.evaluate(documentWidth) <= 390);
    await shot("services-phone");
    await checkAccess(t, { themes: true });
    await page.locator("#main").focus();
    await page.keyboard.press("Escape");
    await page.locator("#services-overview").waitFor();
    assert.equal(await page.evaluate(focusedService), "lab/cowsay");
    await page.goBack();
    await page.locator("#service-page").waitFor();
    assert.ok(page.url().endsWith("/services/lab/cowsay"));
  });
});

Deno.test("a hundred services are drawn at once", async () => {
  const prepare = (api: ServicesApi) => {
    connected(api);
    const services = Array.from({ length: 100 }, (_, i) => serviceOf(`lab/service-${i}`));
    api.services = services;
  };
  await withServices({ api: prepare }, async ({ page }) => {
    await page.locator(".service-card").nth(99).waitFor({ state: "attached" });
    await shownText(page, "100 services").waitFor();
  });
});

Deno.test("against the server's own API: one logs in, a picture and a text come back as what they are", async () => {
  const plain = { input: "picture", output: "picture" } as const;
  const clusters = new TestDirectory({
    grey: { run: echo, offered: { ...plain } },
    labels: {
      run: () => ({
        outputs: [
          testOutput("labels.json", '{"labels": ["rose", "daisy"], "probabilities": [0.9, 0.1]}'),
        ],
      }),
      offered: { ...plain, output: "labels" },
    },
    cowsay: {
      run: (input) => ({ outputs: [testOutput("answer.txt", `< ${input.name} >`)], log: "a log" }),
      offered: { input: "text", output: "text" },
    },
  });
  await withFramebox(async (framebox) => {
    const proxy = () => Promise.resolve({ url: framebox.url(""), stop: () => Promise.resolve() });
    await withPage({ path: "/services", proxy }, async (t) => {
      const { page, shot } = t;
      await page.getByLabel("User").fill("ana");
      await page.getByLabel("Password").fill("secret");
      await page.keyboard.press("Enter");
      await page.locator(".service-card").nth(2).waitFor();
      const give = async (service: string) => {
        await page.locator(`[data-service="lab/${service}"]`).click();
        await page.setInputFiles("#service-form input[type=file]", examplePath("coffee.jpg"));
        await page.click(RUN);
        await page.locator("#services-status .lead", { hasText: /^Done in/ }).waitFor();
      };
      await give("grey");
      await page.getByRole("img", { name: "Result coffee.jpg" }).waitFor();
      await page.waitForFunction(pictureIsLoaded);
      await page.getByRole("button", { name: "Compare with the input" }).click();
      await page.locator("#services-pictures .compare img").waitFor();
      await shot("services-real-picture");
      await page.goBack();
      await give("labels");
      await shownText(page, "90.0 %").waitFor();
      await page.getByRole("columnheader", { name: "probabilities" }).waitFor();
      await page.goBack();
      await page.locator('[data-service="lab/cowsay"]').click();
      await page.locator(FIELD).fill("moo");
      await page.click(RUN);
      await shownText(page, "< text.txt >").waitFor();
      await page.getByText("Log", { exact: true }).click();
      await shownText(page, "a log").waitFor();
      await page.goBack();
      await page.locator("#services-history .call-row").nth(2).waitFor();
      await page.reload();
      await page.locator("#services-history .call-row", { hasText: "Done in" }).nth(2).waitFor();
      await page.getByRole("button", { name: "Remove text.txt" }).click();
      await page.locator("#services-history .call-row").nth(2).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Log out" }).click();
      await shownText(page, "Log in at a cluster to see its services.").waitFor();
    });
  }, { clusters, builtIns: true });
});

Deno.test("a picture is taken by the camera, and a sound is recorded as a WAV of 16 kHz", async () => {
  await withServices({ api: connected, path: "/services/lab/yolo" }, async (t) => {
    const { page, api, shot } = t;
    await page.getByRole("button", { name: "Use the camera" }).click();
    await page.getByRole("button", { name: "Take the picture" }).waitFor();
    await page.waitForFunction(cameraIsSeen);
    await shot("services-camera");
    await checkAccess(t);
    await page.keyboard.press("Enter");
    await page.locator(".given-files li", { hasText: "camera.jpg" }).waitFor();
    await page.getByRole("button", { name: "Remove camera.jpg" }).click();
    await page.locator(".given-files li").waitFor({ state: "detached" });
    await page.selectOption("#service-kind", "audio");
    await page.getByRole("button", { name: "Record" }).click();
    await page.getByRole("button", { name: /^Stop, [1-9]/ }).click();
    await page.locator(".given-files li", { hasText: "recording.wav" }).waitFor();
    await page.click(RUN);
    await called(t);
    const { query, body } = api.received[0] ?? {};
    assert.deepEqual([query?.["input"], query?.["name"]], ["audio", "recording.wav"]);
    const view = new DataView(body?.buffer ?? new ArrayBuffer(44));
    assert.equal(new TextDecoder().decode(body?.slice(0, 4)), "RIFF");
    assert.deepEqual([view.getUint16(22, true), view.getUint32(24, true)], [1, 16_000]);
    assert.ok(view.getUint32(40, true) > 16_000, "less than half a second");
  });
});
