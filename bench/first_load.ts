/** How long the first load of the page takes, and how many bytes it transfers. */
import { randomBytes } from "node:crypto";
import type { Browser } from "playwright-core";
import { type FirstLoad, firstLoad } from "../tests/support/first_load.ts";
import { startFrameboxProcess } from "./framebox_process.ts";
import { startChromium } from "./chromium.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, short } from "./stats.ts";

const LOADS = 15;
const WARM_UP = 3;
const MAX_KB = 85;

/**
 * First load in Chromium with an empty cache. The reference is one file of as many bytes as the page
 * brings over the wire, served by `Deno.serve`: what a browser needs for a page that does nothing.
 */
export const firstLoadBenchmark: Benchmark = { name: "first-load", run };

async function run(): Promise<Row[]> {
  const framebox = await startFrameboxProcess();
  const browser = await startChromium();
  try {
    const page = `http://${framebox.web}/`;
    const { bytes, requests, pictureBytes } = await firstLoad(browser, page);
    const file = staticPage(bytes);
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => new Response(file, { headers: { "content-type": "text/html" } }),
    );
    const reference = `http://127.0.0.1:${server.addr.port}/`;
    const [ours, theirs] = await loads(browser, page, reference);
    await server.shutdown();
    const kb = bytes / 1000;
    return [
      {
        what: `first load in Chromium, empty cache, ${requests} requests: over the wire, without ` +
          `${short(pictureBytes / 1000)} kB of examples' pictures`,
        framebox: `${short(kb)} kB`,
        reference: `${MAX_KB} kB: the most that it may be`,
        ratio: short(kb / MAX_KB),
      },
      row("first paint p50", "firstPaintMs", ours, theirs, kb),
      row("all loaded p50", "loadMs", ours, theirs, kb),
    ];
  } finally {
    await browser.close();
    await framebox.stop();
  }
}

/** Both by turns, so that other load of the host affects both. */
async function loads(
  browser: Browser,
  page: string,
  reference: string,
): Promise<[FirstLoad[], FirstLoad[]]> {
  const ours: FirstLoad[] = [];
  const theirs: FirstLoad[] = [];
  for (let i = 0; i < WARM_UP + LOADS; i++) {
    ours.push(await firstLoad(browser, page));
    theirs.push(await firstLoad(browser, reference));
  }
  return [ours.slice(WARM_UP), theirs.slice(WARM_UP)];
}

function row(
  what: string,
  name: "firstPaintMs" | "loadMs",
  ours: readonly FirstLoad[],
  theirs: readonly FirstLoad[],
  kb: number,
): Row {
  const [mine, other] = [ours, theirs].map((all) => median(all.map((load) => load[name])));
  return {
    what: `first load in Chromium, empty cache: ${what}`,
    framebox: `${short(mine ?? NaN)} ms`,
    reference: `${short(other ?? NaN)} ms: one static file of ${short(kb)} kB, Deno.serve`,
    ratio: short((mine ?? NaN) / (other ?? NaN)),
  };
}

/** A page of this many incompressible bytes: a line to read, and a comment. */
function staticPage(bytes: number): string {
  const head = `<!DOCTYPE html><html lang="en"><title>static</title><p>A static page.</p><!--`;
  return `${head}${randomBytes(bytes).toString("hex").slice(0, bytes - head.length - 3)}-->`;
}
