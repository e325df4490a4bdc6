/**
 * `deno task bench [NAME…] [--against COMMIT] [--write]`: measures, prints a table, and with `--write`
 * puts it into docs/measurements.md. References run in the same run, because hosts differ: read the ratios.
 * With `--against` that commit is measured by turns with this tree, where a benchmark can.
 */
import { fillMarkers } from "../tools/markers.ts";
import { appendBenchmark, matBenchmark } from "./mat.ts";
import { browserBenchmark } from "./browser.ts";
import { cameraBenchmark } from "./camera.ts";
import { clusterCallsBenchmark } from "./cluster_calls.ts";
import { firstLoadBenchmark } from "./first_load.ts";
import { eightCamerasBenchmark } from "./eight_cameras.ts";
import { idleBenchmark } from "./idle.ts";
import { imageBenchmark } from "./image.ts";
import { jpegBenchmark } from "./jpeg.ts";
import { matWorkerBenchmark } from "./mat_worker.ts";
import { ingestStreamsBenchmark } from "./ingest_streams.ts";
import { videoBenchmark } from "./video.ts";
import { folderBenchmark } from "./watched_folder.ts";
import { loginCheckBenchmark } from "./login_check.ts";
import { servicesPageBenchmark } from "./services_page.ts";
import { asTable, type Row } from "./report.ts";
import { checkOut } from "./versions.ts";

const BENCHMARKS = [
  matBenchmark,
  appendBenchmark,
  jpegBenchmark,
  matWorkerBenchmark,
  imageBenchmark,
  cameraBenchmark,
  eightCamerasBenchmark,
  videoBenchmark,
  browserBenchmark,
  firstLoadBenchmark,
  folderBenchmark,
  clusterCallsBenchmark,
  servicesPageBenchmark,
  loginCheckBenchmark,
  ingestStreamsBenchmark,
  idleBenchmark,
];

const args = [...Deno.args];
const option = args.indexOf("--against");
const [, commit] = option < 0 ? [] : args.splice(option, 2);
const wanted = args.filter((argument) => !argument.startsWith("--"));
const unknown = wanted.filter((name) => !BENCHMARKS.some((each) => each.name === name));
if (unknown.length > 0) {
  await print(
    `There is no ${unknown.join(", ")}; there are ${BENCHMARKS.map((b) => b.name).join(", ")}.\n`,
  );
  Deno.exit(64);
}
if (option >= 0 && commit === undefined) {
  await print("--against needs a commit: --against f223e04.\n");
  Deno.exit(64);
}
const against = commit === undefined ? undefined : await checkOut(commit);
const rows: Row[] = [];
try {
  for (const benchmark of BENCHMARKS) {
    if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
    await print(`${benchmark.name} …\n`);
    const found = await benchmark.run(against);
    rows.push(...found);
    await print(`${asTable(found, { aims: true })}\n\n`);
  }
} finally {
  await against?.remove();
}
if (args.includes("--write")) {
  const document = new URL("../docs/measurements.md", import.meta.url);
  const where = `${navigator.hardwareConcurrency} cores, Deno ${Deno.version.deno}, ` +
    `${new Date().toISOString().slice(0, 10)}; written by \`deno task bench --write\`. ` +
    "Machines differ: read the ratios.";
  const bench = `${asTable(rows)}\n\n${where}`;
  await Deno.writeTextFile(document, fillMarkers(await Deno.readTextFile(document), { bench }));
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}
