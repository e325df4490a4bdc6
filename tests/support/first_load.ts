/** Opens an address with an empty cache, as on a first visit, and measures. */
import type { Browser } from "playwright-core";

/** What a first load took. */
export interface FirstLoad {
  /** Bytes over the wire, headers included, without the examples' pictures. */
  readonly bytes: number;
  /** Without those for the examples' pictures. */
  readonly requests: number;
  /** Of the examples' small pictures, which come after the first paint. */
  readonly pictureBytes: number;
  /** From the start of the navigation to the first text or picture on the screen. */
  readonly firstPaintMs: number;
  /** Until everything that the document names is there. */
  readonly loadMs: number;
}

interface Timing {
  readonly firstPaintMs: number;
  readonly loadMs: number;
}

/** What the page itself has measured; as text, because it runs in the browser. */
const TIMING = `({
  firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  loadMs: performance.getEntriesByType("navigation")[0].loadEventEnd,
})`;

const EXAMPLES = /\/examples\//;

/** Loads `url` once; resolves when the network has nothing more to do. */
export async function firstLoad(browser: Browser, url: string): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    await debug.send("Network.enable");
    let bytes = 0;
    let requests = 0;
    let pictureBytes = 0;
    const pictures = new Set<string>();
    debug.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (EXAMPLES.test(request.url)) pictures.add(requestId);
    });
    debug.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (pictures.has(requestId)) {
        pictureBytes += encodedDataLength;
        return;
      }
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.waitForFunction(
      `performance.getEntriesByName("first-contentful-paint").length > 0`,
    );
    const timing: Timing = await page.evaluate(TIMING);
    return { bytes, requests, pictureBytes, ...timing };
  } finally {
    await context.close();
  }
}
