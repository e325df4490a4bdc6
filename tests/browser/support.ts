/** What the tests in a real browser share: a server in this process, and Chromium with a fake camera. */
import assert from "node:assert/strict";
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type JSHandle,
  type Locator,
  type Page,
} from "playwright-core";
import { type Logger, silentLogger } from "../../base/log/mod.ts";
import { type Framebox, startFramebox } from "../../main.ts";
import { loadSettings } from "../../base/settings/mod.ts";
import { LIMIT_MS } from "../support/limit.ts";
import { Child } from "../support/process.ts";
import { CuttableNetwork } from "./cuttable_network.ts";
import { announcementOf, recordAnnouncements } from "./in_announce.js";

import { pasteIntoPage, rememberedSession, transferOf } from "./in_page.js";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
/** Where the tests save what the page looks like. */
export const SCREENSHOTS: string = Deno.env.get("SCREENSHOTS") ?? ".ci/out/screenshots";
const EXAMPLES = new URL("../../web/assets/examples/", import.meta.url);

/**
 * The console's lines of browser and htmx about requests that were cut; and about an upload that is asked for its
 * place while what was sent before still arrives.
 */
const LOST = /ERR_|WebSocket|htmx:(sendError|afterRequest)|status of (409|423) .*\/uploads\//;
/**
 * The console's line about a picture that the page withdraws: it aborts the request and cancels the run by two
 * connections, so the answer may arrive before the browser has aborted. Any other 409 shows on the page.
 */
const WITHDRAWN = /status of 409 .*\/images\?/;

const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream=fps=30",
];

/** Settings of a test's framebox as environment variables; ports are free ones unless given. */
export type FrameboxEnv = Readonly<Record<string, string>>;

/** What a test does with the page. */
export interface PageTest {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Address of the page, without a path. */
  readonly url: string;
  readonly grpcPort: number;
  /** Address of framebox past the network that {@linkcode PageTest.cutNetwork} cuts. */
  readonly serverUrl: string;
  /** Saves what the page looks like now. */
  shot(name: string): Promise<void>;
  /** The page's own ten lines of Python, pasted and run; ended with the test. */
  startWorker(change?: (code: string) => string): Promise<Child>;
  /** Ends framebox and starts another one on the same ports. */
  restartFramebox(whileAway?: () => Promise<void>): Promise<void>;
  /** Cuts the browser's connections and lets it make no new one until the returned function is called. */
  cutNetwork(): () => void;
  /** Errors in the console that this test brings about on purpose. */
  expectConsole(pattern: RegExp): void;
}

/** How a test's page is made. */
export interface PageTestOptions {
  readonly env?: FrameboxEnv;
  readonly path?: string;
  /** Name under which the page is opened; loopback's address by default. */
  readonly host?: string;
  readonly context?: BrowserContextOptions;
  /** `deny`: the user refuses the camera. */
  readonly camera?: "allow" | "deny";
  readonly args?: readonly string[];
  /** Something between browser and server; given framebox's port, it returns where the page is. */
  readonly proxy?: (frameboxPort: number) => Promise<TestProxy>;
  /** Addresses of other servers to which the page may lead. */
  readonly others?: readonly string[];
  /** Gets framebox's log. */
  readonly log?: Logger;
}

/** See {@linkcode PageTestOptions.proxy}. */
export interface TestProxy {
  /** Address of the page, without a path. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Opens the page in a new browser, runs the test, and checks what holds for every test: no error in
 * the console (one that breaks the Content-Security-Policy shows there, too), no uncaught exception,
 * and no request to another host.
 */
export async function withPage(
  options: PageTestOptions,
  test: (t: PageTest) => Promise<void>,
): Promise<void> {
  const start = (env: FrameboxEnv) => startFramebox(settingsOf(env), options.log ?? silentLogger());
  let framebox: Framebox = await start(options.env ?? {});
  const ports = { WEB_PORT: String(framebox.webPort), PORT: String(framebox.grpcPorts[0]) };
  const network = new CuttableNetwork(framebox.webPort);
  const proxy = await options.proxy?.(network.port);
  const children: Child[] = [];
  const { camera = "allow", args = [] } = options;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    timeout: LIMIT_MS,
    args: [
      ...CHROMIUM_ARGS,
      ...(camera === "allow" ? ["--use-fake-ui-for-media-stream"] : ["--deny-permission-prompts"]),
      ...args,
    ],
  });
  const wrong: string[] = [];
  const expected: RegExp[] = [WITHDRAWN];
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options.context,
    });
    await context.addInitScript(recordAnnouncements);
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const url = proxy?.url ?? `http://${options.host ?? "127.0.0.1"}:${network.port}`;
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      wrong.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("request", (request) => {
      const own = [url, `blob:${url}`, ...options.others ?? []];
      if (!own.some((start) => request.url().startsWith(start))) {
        wrong.push(`a request to ${request.url()}`);
      }
    });
    const shot = async (name: string) => {
      await Deno.mkdir(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
    };
    await page.goto(url + (options.path ?? "/"));
    await test({
      page,
      context,
      url,
      grpcPort: Number(ports.PORT),
      serverUrl: `http://127.0.0.1:${ports.WEB_PORT}`,
      expectConsole: (pattern) => expected.push(pattern),
      cutNetwork: () => {
        expected.push(LOST);
        network.cut();
        return () => network.mend();
      },
      shot,
      startWorker: async (change = (code) => code) => {
        const code = await page.locator("[data-result=image] .hint code").textContent() ?? "";
        const child = new Child(PYTHON, { args: ["-c", change(code)] });
        children.push(child);
        return child;
      },
      restartFramebox: async (whileAway) => {
        expected.push(LOST);
        await framebox.stop(AbortSignal.timeout(1000));
        await whileAway?.();
        framebox = await start({ ...options.env, ...ports });
      },
    }).catch(async (cause) => {
      await shot(`failed-${framebox.webPort}`).catch(() => {});
      const shown = await page.locator("main").innerText().catch(() => "nothing");
      const output = children.map((child) => child.output).join("\n");
      throw new Error(`The page showed: ${shown}\nIts console: ${wrong}\nWorkers: ${output}`, {
        cause,
      });
    });
  } finally {
    await browser.close();
    await Promise.all(children.map((child) => child.stop("SIGKILL")));
    await proxy?.stop();
    await network.close();
    await framebox.stop(AbortSignal.timeout(1000));
  }
  assert.deepEqual(wrong.filter((line) => !expected.some((pattern) => pattern.test(line))), []);
}

/**
 * Waits until the page has announced it. An announcement goes away after some seconds, and the next one
 * takes its place: here it is found all the same, however late the test looks.
 *
 * @param place `toast` for the eye, `live-region` for screen readers
 * @returns the announcement
 */
export async function announced(
  page: Page,
  words: string | RegExp,
  place: "toast" | "live-region" = "toast",
): Promise<string> {
  const isPattern = words instanceof RegExp;
  const wanted = { place, words: isPattern ? words.source : words, isPattern };
  const found = await page.waitForFunction(announcementOf, wanted);
  return String(await found.jsonValue());
}

/** Path of one of the example pictures. */
export function examplePath(name: string): string {
  return new URL(name, EXAMPLES).pathname;
}

/** Drops a picture on a part of the page, as the browser does it. */
export async function drop(page: Page, selector: string, path: string): Promise<void> {
  const dataTransfer = await handOver(page, path);
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent(selector, event, { dataTransfer });
  }
}

/** Pastes a picture. */
export async function paste(page: Page, path: string): Promise<void> {
  await page.evaluate(pasteIntoPage, await handOver(page, path));
}

async function handOver(page: Page, path: string): Promise<JSHandle> {
  const bytes = (await Deno.readFile(path)).toBase64();
  return await page.evaluateHandle(transferOf, [bytes, path.slice(path.lastIndexOf("/") + 1)]);
}

/** The text that the page shows now, outside its live region. */
export function shownText(page: Page, sentence: string): Locator {
  return page.locator("main").getByText(sentence).filter({ visible: true }).first();
}

/** The page's session, once it has one. */
export async function sessionOf(page: Page): Promise<string> {
  const session = await page.waitForFunction(rememberedSession);
  return String(await session.jsonValue());
}

function settingsOf(env: FrameboxEnv): ReturnType<typeof loadSettings>["settings"] {
  const all: FrameboxEnv = { WEB_PORT: "0", PORT: "0", ...env };
  return loadSettings([], (name) => all[name]).settings;
}
