/** How long the tab Services takes to list and draw a hundred services. */
import { startChromium } from "./chromium.ts";
import { openServices } from "./in_services.js";
import { startFrameboxProcess } from "./framebox_process.ts";
import { LOGIN, startPlainCluster } from "./plain_cluster.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, quantile, short } from "./stats.ts";

const SERVICES = 100;
const ROUNDS = 15;
const WARM_UP = 3;
const MAX_MS = 200;

/** From a click on the tab, whose script is loaded then, until all cards are painted. */
export const servicesPageBenchmark: Benchmark = { name: "services-page", run };

async function run(): Promise<Row[]> {
  const names = Array.from({ length: SERVICES }, (_, i) => `service-${i + 1}`);
  await using cluster = startPlainCluster(names);
  const framebox = await startFrameboxProcess({
    OSCAR_ENDPOINT: cluster.address,
    OSCAR_USER: LOGIN.user,
    OSCAR_PASSWORD: LOGIN.password,
    OSCAR_SERVICES: "*",
  });
  const browser = await startChromium();
  const drawn: number[] = [];
  const listed: number[] = [];
  try {
    for (let i = 0; i < WARM_UP + ROUNDS; i++) {
      const page = await browser.newPage();
      await page.goto(`http://${framebox.web}/`, { waitUntil: "networkidle" });
      const ms = await page.evaluate(openServices, SERVICES);
      await page.close();
      const start = performance.now();
      await (await fetch(`${cluster.address}/system/services`)).json();
      const listMs = performance.now() - start;
      if (i < WARM_UP) continue;
      drawn.push(ms);
      listed.push(listMs);
    }
  } finally {
    await browser.close();
    await framebox.stop();
  }
  return [{
    what: `${SERVICES} services, from a click on the tab until all are painted, p50 (p90)`,
    framebox: `${short(median(drawn))} ms (${short(quantile(drawn, 0.9))})`,
    reference: `${short(median(listed))} ms: the cluster's own list, without a page`,
    ratio: `${short(median(drawn))} of ${MAX_MS} ms, the most that is wanted`,
  }];
}
