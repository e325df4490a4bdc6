/** A watched folder: files a second, and what is lost when framebox is killed in between. */
import { encodePicture, type Raster } from "../media/image/mod.ts";
import { FolderPlace } from "../tests/support/folder_place.ts";
import { residentMb } from "./framebox_process.ts";
import { reference } from "./python_process.ts";
import type { Benchmark, Row } from "./report.ts";
import { short } from "./stats.ts";

const FILES = 2000;
const KILLS = 3;

/** All at once, and with framebox killed three times. */
export const folderBenchmark: Benchmark = { name: "folder", run };

async function run(): Promise<Row[]> {
  const pictures = await Promise.all(Array.from({ length: 16 }, (_, i) => smallPicture(i)));
  const { own, early, late } = await atOnce(pictures);
  const python = await inPython(pictures);
  const { done, twice, seconds } = await killed(pictures);
  return [{
    what: `watched folder, ${FILES} JPEGs of 160×120 that are there, grey, files a second`,
    framebox: short(own),
    reference: `${short(python)}: a Python loop with OpenCV, nothing synced, no restarts`,
    ratio: short(own / python),
  }, {
    what: "… resident memory at a tenth of the files / at the end",
    framebox: `${short(early)} / ${short(late)} MB`,
    reference: "the same at both: names wait, not pictures",
    ratio: short(late / early),
  }, {
    what: `… framebox killed (SIGKILL) ${KILLS} times in between: lost / made twice`,
    framebox: `${FILES - done} / ${twice}, ${short(seconds)} s with ${KILLS + 1} starts`,
    reference: "0 / 0",
    ratio: "–",
  }];
}

async function atOnce(pictures: readonly Uint8Array[]) {
  const place = await filled(pictures);
  try {
    const server = await place.start("grey");
    await place.has(FILES / 10, ".jpg");
    const early = residentMb(server.pid);
    const line = await server.line(/"event":"folder_batch_over"/, 300_000);
    return { own: Number(JSON.parse(line).files_per_second), early, late: residentMb(server.pid) };
  } finally {
    await place.remove();
  }
}

async function inPython(pictures: readonly Uint8Array[]): Promise<number> {
  const place = await filled(pictures);
  try {
    await Deno.mkdir(place.output);
    const { files_per_second = NaN } = await reference(
      "folder_reference.py",
      place.input,
      place.output,
    );
    return files_per_second;
  } finally {
    await place.remove();
  }
}

async function killed(pictures: readonly Uint8Array[]) {
  const place = await filled(pictures);
  try {
    const start = performance.now();
    let server = await place.start("grey");
    for (let i = 1; i <= KILLS; i++) {
      await place.has(i * FILES / (KILLS + 1), ".jpg");
      await server.stop("SIGKILL");
      server = await place.start("grey");
    }
    await place.has(FILES, ".jpg");
    await server.line(/"event":"folder_batch_over"/);
    const seconds = (performance.now() - start) / 1000;
    await server.stop("SIGTERM");
    const journal = await Deno.readTextFile(`${place.output}/.framebox/journal`);
    const lines = journal.trim().split("\n");
    const names = new Set(lines.map((line) => JSON.parse(line)[0]));
    const there = place.results(".jpg").filter((name) => names.has(name));
    return { done: there.length, twice: lines.length - names.size, seconds };
  } finally {
    await place.remove();
  }
}

async function filled(pictures: readonly Uint8Array[]): Promise<FolderPlace> {
  const place = await FolderPlace.make();
  for (let i = 0; i < FILES; i++) {
    const picture = pictures[i % pictures.length] ?? new Uint8Array();
    await Deno.writeFile(`${place.input}/${String(i).padStart(5, "0")}.jpg`, picture);
  }
  return place;
}

function smallPicture(seed: number): Promise<Uint8Array> {
  const [widthPx, heightPx] = [160, 120];
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * (seed + 3) >> 4) + (i % 3) * 40;
  const raster: Raster = {
    widthPx,
    heightPx,
    channels: 3,
    layout: "interleaved",
    order: "RGB",
    data,
  };
  return encodePicture(raster, "jpeg");
}
