/** The page through a real nginx, set up as operators do, well and badly. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { encodePicture } from "../../media/image/mod.ts";
import { Logger } from "../../base/log/mod.ts";
import { type Ends, Nginx, UPGRADE } from "../support/nginx.ts";
import { streamsOf } from "../support/ffmpeg.ts";
import { checkAccess } from "./access.ts";
import { anotherResultIsShown, frameIsAbove } from "./in_page.js";
import {
  examplePath,
  type PageTest,
  sessionOf,
  shownText,
  type TestProxy,
  withPage,
} from "./support.ts";

const PICTURE = examplePath("coffee.jpg");
const CLIP = examplePath("clip.mp4");
const PROBLEM = "#connection-problem";
/** The console's lines about answers that are refusals. */
const REFUSED = /Failed to load resource|WebSocket connection/;

type Server = (ends: Ends) => string;

/** nginx in front of framebox. */
function behind(server: Server, scheme: "http" | "https" = "http", host = "127.0.0.1") {
  return async (frameboxPort: number): Promise<TestProxy> => {
    const nginx = await Nginx.start(frameboxPort, server);
    return { url: `${scheme}://${host}:${nginx.port}`, stop: () => nginx.stop() };
  };
}

/** A server that passes everything on, with these lines besides. */
const passing =
  (lines: string, inServer = "client_max_body_size 0;"): Server => ({ port, framebox }) =>
    `server { listen ${port}; ${inServer} location / { proxy_pass http://${framebox}; ${lines} } }`;

/** The block of docs/proxy.md. */
async function documentedServer(): Promise<Server> {
  const page = await Deno.readTextFile(new URL("../../docs/proxy.md", import.meta.url));
  const block = /<!-- nginx -->\s*```nginx\n([\s\S]*?)```/.exec(page)?.[1];
  assert.ok(block);
  return ({ port, framebox, certificate, key }) =>
    block.replace("listen 443", `listen ${port}`)
      .replace("127.0.0.1:7860", framebox)
      .replace("/etc/ssl/box.lab.pem", certificate)
      .replace("/etc/ssl/box.lab.key", key);
}

/** A logger, and the lines that it was given. */
function recordedLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const log = new Logger({ level: "info", format: "text", write: (line) => lines.push(line) });
  return { log, lines };
}

/** Gives a picture and waits for its result. */
async function processImage(page: Page, file = PICTURE): Promise<void> {
  await page.setInputFiles("#image-file", file);
  await page.waitForFunction(anotherResultIsShown, "");
}

/** Clicks on a link; returns where the file is that came. */
async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(link)]);
  return await file.path();
}

/** What users do with the page: a picture, the camera, a video, an image set, and each one's downloads. */
async function useEverything({ page, context }: PageTest, base = ""): Promise<void> {
  await page.selectOption("#image-processor", "intensity");
  await processImage(page);
  await page.click("[data-result=image] [popovertarget=image-downloads]");
  const png = await Deno.readFile(await download(page, "[data-result=image] [data-part=png]"));
  assert.deepEqual([...png.subarray(1, 4)], [80, 78, 71]);
  await page.keyboard.press("Escape");
  const mat = await Deno.readFile(await download(page, "#data-download"));
  assert.equal(new TextDecoder().decode(mat.subarray(0, 6)), "MATLAB");
  await page.click("#data-details summary");
  await page.getByRole("treeitem").first().waitFor();

  await page.keyboard.press("t");
  const [theme] = await context.cookies(`${page.url()}api`);
  assert.deepEqual([theme?.name, theme?.path], ["theme", `${base}/`]);

  await page.keyboard.press("2");
  await page.waitForURL(`**${base}/camera`);
  await page.getByRole("button", { name: "Start camera" }).click();
  await page.waitForFunction(frameIsAbove, 5);
  await page.locator("#camera-stop").click();

  await page.keyboard.press("3");
  await page.setInputFiles("#video-file", CLIP);
  await page.locator("#video-player").waitFor();
  await page.click("[data-result=video] [popovertarget=video-downloads]");
  const video = await download(page, "[data-result=video] [data-part=mp4]");
  assert.equal((await streamsOf(video))[0], "video h264 640x360 150");
  await page.keyboard.press("Escape");

  await page.keyboard.press("4");
  await page.locator("#image-set-examples:enabled").click();
  await page.locator("#image-set-zip:visible").waitFor();
  await page.locator("#tab-image-set .cell[data-state=done]").nth(3).waitFor();
  const zip = await Deno.readFile(await download(page, "#image-set-zip"));
  assert.equal(new TextDecoder().decode(zip.subarray(0, 2)), "PK");

  await page.reload();
  assert.ok(await page.locator("html").getAttribute("data-theme"), "the cookie came back");
  await page.goBack();
  await page.waitForURL(`**${base}/video`);
  await page.locator("#tab-video").waitFor();
}

Deno.test("behind the documented proxy everything works", async () => {
  await withPage({
    proxy: behind(await documentedServer(), "https", "box.lab"),
    env: { ALLOWED_HOSTS: "box.lab", TRUSTED_PROXIES: "loopback" },
    args: ["--host-resolver-rules=MAP box.lab 127.0.0.1"],
    context: { ignoreHTTPSErrors: true },
  }, async (t) => {
    await useEverything(t);
    await t.page.goto(`${t.url}/api`);
    assert.ok((await t.page.locator("pre").first().innerText()).includes(`${t.url}/api/v1/images`));
  });
});

Deno.test("below a path that the proxy passes on everything works", () =>
  withPage({
    proxy: behind(({ port, framebox }) =>
      `server { listen ${port}; client_max_body_size 0;
         location /tools/box { proxy_pass http://${framebox}; proxy_set_header Host $http_host; ${UPGRADE} } }`
    ),
    path: "/tools/box",
    env: { BASE_PATH: "/tools/box" },
  }, (t) => useEverything(t, "/tools/box")));

Deno.test("below a path that the proxy strips and forwards in a header everything works", () =>
  withPage({
    proxy: behind(({ port, framebox }) =>
      `server { listen ${port}; client_max_body_size 0;
         location /box/ { proxy_pass http://${framebox}/; proxy_set_header Host $http_host; ${UPGRADE}
           proxy_set_header X-Forwarded-Prefix /box; } }`
    ),
    path: "/box/",
    env: { TRUSTED_PROXIES: "127.0.0.1" },
  }, async (t) => {
    await useEverything(t, "/box");
    await t.page.keyboard.press("1");
    await t.page.click("[data-result=image] .code-button");
    await t.page.locator("#code-text", { hasText: `${t.url}/box/api/v1/images` }).waitFor();
  }));

const TLS = (lines: string): Server => ({ port, framebox, certificate, key }) =>
  `server { listen ${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};
     client_max_body_size 0; location / { proxy_pass http://${framebox}; ${lines} } }`;

const WRONG_HOSTS: [string, Server, "http" | "https"][] = [
  ["rewrites the Host header", passing(UPGRADE), "http"],
  ["leaves out the port", passing(`proxy_set_header Host $host; ${UPGRADE}`), "http"],
  ["leaves out the port behind TLS", TLS(`proxy_set_header Host $host; ${UPGRADE}`), "https"],
];

for (const [what, server, scheme] of WRONG_HOSTS) {
  Deno.test(`behind a proxy that ${what} the page names the value, and with it works`, async () => {
    const { log, lines } = recordedLog();
    let value = "";
    const context = { ignoreHTTPSErrors: true };
    await withPage({ proxy: behind(server, scheme), log, context }, async (t) => {
      const { page } = t;
      t.expectConsole(REFUSED);
      value = new URL(page.url()).host;
      await page.locator(PROBLEM, { hasText: `ALLOWED_HOSTS=${value}` }).waitFor();
      await t.shot(`proxy-refused-${scheme}`);
      await checkAccess(t);
      await page.setInputFiles("#image-file", PICTURE);
      await shownText(page, `ALLOWED_HOSTS=${value}`).waitFor();
      await page.keyboard.press("2");
      await page.getByRole("button", { name: "Start camera" }).click();
      await page.locator("[data-result=camera]", { hasText: `ALLOWED_HOSTS=${value}` }).waitFor();
    });
    const refused = lines.filter((line) => line.includes("web_address_refused"));
    assert.equal(refused.length, 1, refused.join("\n"));
    assert.ok(refused[0]?.includes(`ALLOWED_HOSTS=${value}`));
    const port = Number(value.split(":")[1]);
    const again: Server = (ends) => server({ ...ends, port });
    await withPage({
      proxy: async (frameboxPort) => {
        const nginx = await Nginx.start(frameboxPort, again);
        return { url: `${scheme}://${value}`, stop: () => nginx.stop() };
      },
      env: { ALLOWED_HOSTS: value },
      context,
    }, (t) => useEverything(t));
  });
}

Deno.test("under a name that framebox doesn't know the user reads what to do", async () => {
  const { log, lines } = recordedLog();
  await withPage({
    proxy: behind(passing(`proxy_set_header Host framebox_upstream; ${UPGRADE}`)),
    context: { locale: "pt-BR" },
    log,
  }, async (t) => {
    t.expectConsole(REFUSED);
    await t.page.getByRole("heading", { name: "framebox não está neste endereço" }).waitFor();
    await t.page.getByText("ALLOWED_HOSTS=framebox_upstream").waitFor();
    await t.shot("proxy-unknown-host");
    await checkAccess(t);
  });
  assert.equal(lines.filter((line) => line.includes("web_address_refused")).length, 1);
});

Deno.test("where no WebSocket comes through the page shows it, and pictures work", () =>
  withPage({ proxy: behind(passing("proxy_set_header Host $http_host;")) }, async (t) => {
    const { page } = t;
    t.expectConsole(REFUSED);
    await page.locator(PROBLEM, { hasText: "A proxy in front may not let WebSockets through" })
      .waitFor();
    await page.locator(PROBLEM, { hasText: "proxy_set_header Upgrade $http_upgrade;" }).waitFor();
    await processImage(page);
    await t.shot("proxy-no-websocket");
    await checkAccess(t, { themes: true });
    await page.reload();
    await processImage(page);
    await page.keyboard.press("2");
    await page.getByRole("button", { name: "Start camera" }).click();
    await page.locator("[data-result=camera]", { hasText: "may not let WebSockets through" })
      .waitFor();
  }));

Deno.test("what is too large for a proxy is reported with its limit, and uploads continue in smaller parts", () =>
  withPage({
    proxy: behind(
      passing(`proxy_set_header Host $http_host; ${UPGRADE}`, "client_max_body_size 128k;"),
    ),
  }, async (t) => {
    const { page } = t;
    t.expectConsole(/413|Failed to load resource/);
    const picture = { name: "large.png", mimeType: "image/png", buffer: await noise(512) };
    await page.setInputFiles("#image-file", picture);
    await shownText(page, "A proxy in front takes no more than 128 kB in one request").waitFor();
    await t.shot("proxy-too-large");
    await page.getByRole("button", { name: "Scale down to fit" }).click();
    await page.waitForFunction(anotherResultIsShown, "");

    await page.keyboard.press("3");
    await page.setInputFiles("#video-file", CLIP);
    await page.locator("#video-player").waitFor();

    await page.keyboard.press("4");
    await page.locator("#image-set-examples:enabled").waitFor();
    await page.setInputFiles("#image-set-files", [picture]);
    await page.locator("#tab-image-set [title*='A proxy in front takes no more than 128 kB']")
      .waitFor();
  }));

Deno.test("a proxy that waits too short for a worker is named, not the worker", () =>
  withPage({
    proxy: behind(passing(`proxy_set_header Host $http_host; ${UPGRADE} proxy_read_timeout 1s;`)),
    env: { RESULT_TIMEOUT_MS: "3000" },
  }, async (t) => {
    const { page } = t;
    t.expectConsole(/./);
    await page.selectOption("#image-processor", "workers");
    await page.setInputFiles("#image-file", PICTURE);
    await shownText(page, "A proxy in front answered 504").waitFor();
  }));

Deno.test("a result that a proxy did not wait for is shown when it is there", () =>
  withPage({
    proxy: behind(passing(`proxy_set_header Host $http_host; ${UPGRADE} proxy_read_timeout 1s;`)),
  }, async (t) => {
    const { page } = t;
    t.expectConsole(/./);
    await page.selectOption("#image-processor", "workers");
    const given = page.waitForResponse((response) => response.status() === 504);
    await page.setInputFiles("#image-file", PICTURE);
    await given;
    await t.startWorker();
    await page.waitForFunction(anotherResultIsShown, "");
  }));

Deno.test("while framebox behind a proxy is away the page shows it, and continues when it is back", () =>
  withPage({
    proxy: behind(passing(`proxy_set_header Host $http_host; ${UPGRADE}`)),
  }, async (t) => {
    const { page } = t;
    await sessionOf(page);
    await t.restartFramebox(async () => {
      t.expectConsole(/502|404/);
      await page.locator(PROBLEM, { hasText: "A proxy in front answered 502" }).waitFor();
      await page.setInputFiles("#image-file", PICTURE);
      await shownText(page, "A proxy in front answered 502").waitFor();
    });
    await page.locator(PROBLEM).waitFor({ state: "hidden" });
    await page.waitForFunction(anotherResultIsShown, "");
  }));

/** A picture that no encoder makes small. */
async function noise(sidePx: number) {
  const data = new Uint8Array(sidePx * sidePx * 3);
  for (let at = 0; at < data.length; at += 65_536) {
    crypto.getRandomValues(data.subarray(at, at + 65_536));
  }
  const raster = { widthPx: sidePx, heightPx: sidePx, channels: 3, data } as const;
  const file = await encodePicture({ ...raster, layout: "interleaved", order: "RGB" }, "png");
  const { Buffer } = await import("node:buffer");
  return Buffer.from(file);
}
