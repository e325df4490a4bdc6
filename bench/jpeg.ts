/** A 720p JPEG read and written by the codec that framebox brings, beside the system's library. */
import { findTurbojpeg } from "../media/image/jpeg/find_turbojpeg.ts";
import type { JpegCodec } from "../media/image/jpeg/jpeg_codec.ts";
import { readJpegHeader } from "../media/image/jpeg/jpeg_header.ts";
import { WasmJpegCodec } from "../media/image/jpeg/jpeg_wasm_codec.ts";
import { TurbojpegCodec } from "../media/image/jpeg/turbojpeg_codec.ts";
import { FRAME, jpegFrames } from "./pictures.ts";
import type { Benchmark, Row } from "./report.ts";
import { median, short } from "./stats.ts";

const WARM_UP = 20;
const RUNS = 100;
const QUALITY = 85;

/** One thread, no pool: what the codec alone takes. */
export const jpegBenchmark: Benchmark = { name: "jpeg", run };

async function run(): Promise<Row[]> {
  const [bytes = new Uint8Array()] = await jpegFrames(1);
  const file = { bytes, ...readJpegHeader(bytes) };
  const library = await findTurbojpeg("auto");
  const embedded = new WasmJpegCodec();
  const system = library === undefined ? undefined : new TurbojpegCodec(library);
  const data = await embedded.decode(file, (pixels) => pixels.data, { owned: true });
  const source = {
    ...FRAME,
    channels: 3 as const,
    fill: (target: Uint8Array) => target.set(data),
    data,
  };
  const jobs: [string, (codec: JpegCodec) => Promise<unknown>][] = [
    ["read", (codec) => codec.decode(file, () => {})],
    ["read at half its size", (codec) => codec.decode(file, () => {}, { scaleDenominator: 2 })],
    ["written", (codec) => codec.encode(source, QUALITY)],
  ];
  const rows: Row[] = [];
  for (const [name, job] of jobs) {
    const times: { own: number[]; theirs: number[] } = { own: [], theirs: [] };
    for (let i = 0; i < WARM_UP + RUNS; i++) {
      const own = await timed(() => job(embedded));
      const theirs = system ? await timed(() => job(system)) : NaN;
      if (i >= WARM_UP) times.own.push(own), times.theirs.push(theirs);
    }
    const [own, theirs] = [median(times.own), median(times.theirs)];
    rows.push({
      what: `JPEG 720p ${name} by the embedded codec, p50`,
      framebox: `${short(own)} ms`,
      reference: `${short(theirs)} ms: the system's libturbojpeg`,
      ratio: short(own / theirs),
    });
  }
  system?.close();
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
