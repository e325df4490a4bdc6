/** What the tests of the Streams tab share: a page of a server that shows streams, and stream clients. */
import type { Locator, Page } from "playwright-core";
import { compileProtos } from "../peers/support.ts";
import { Child } from "../support/process.ts";
import { streamFrameIsAbove } from "./in_page.js";
import { examplePath, type PageTest, type PageTestOptions, withPage } from "./support.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
const STREAM_CLIENTS = new URL("python/", import.meta.url).pathname;
const CLIENTS = new URL("../peers/python/", import.meta.url).pathname;

/** Where the stream that is looked at is shown. */
export const RESULT = "[data-result=stream]";
/** The setting by which a server shows streams. */
export const SHOWN: Readonly<Record<string, string>> = { SHOW_STREAMS: "true" };

/** What a test does with a page and the stream clients that it starts. */
export interface StreamsTest extends PageTest {
  /** A stream client begins to send pictures by ImageTest; ended with the test. */
  imageTest(env?: Readonly<Record<string, string>>): Child;
  /** A stream client begins to send frames by MediaGraphExtension; ended with the test. */
  mediaGraph(env?: Readonly<Record<string, string>>): Child;
}

/** Opens the tab and runs a test. */
export async function withStreams(
  options: PageTestOptions,
  test: (t: StreamsTest) => Promise<void>,
): Promise<void> {
  const children: Child[] = [];
  const directory = await Deno.makeTempDir({ prefix: "framebox-streams-" });
  await compileProtos(directory);
  try {
    await withPage({ path: "/streams", ...options, env: { ...SHOWN, ...options.env } }, (t) => {
      const start = (script: string, env: Readonly<Record<string, string>>) => {
        const child = new Child(PYTHON, {
          args: [STREAM_CLIENTS + script],
          env: {
            SERVER: `127.0.0.1:${t.grpcPort}`,
            PYTHONPATH: `${directory}:${CLIENTS}`,
            PYTHONDONTWRITEBYTECODE: "1",
            ...env,
          },
        });
        children.push(child);
        return child;
      };
      return test({
        ...t,
        imageTest: (env = {}) =>
          start("image_test_client.py", { PICTURES: examplePath("coffee.jpg"), ...env }),
        mediaGraph: (env = {}) =>
          start("media_graph_client.py", {
            PICTURE: examplePath("coffee.jpg"),
            NAME: "bar/cup",
            ...env,
          }),
      });
    });
  } finally {
    // Asked first, so that they take their shared memory along.
    await Promise.all(children.map((child) => child.stop()));
    await Deno.remove(directory, { recursive: true });
  }
}

/** Waits for the result of a later frame of the stream that is looked at. */
export async function untilFrame(page: Page, least: number): Promise<void> {
  await page.locator(`${RESULT} [data-part=picture]`).waitFor();
  await page.waitForFunction(streamFrameIsAbove, least);
}

/** The lines of the streams that there are. */
export function lines(page: Page): Locator {
  return page.locator(".stream");
}
