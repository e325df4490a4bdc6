/**
 * Damages JPEGs and gives them to both codecs, in a process that a fault of the library may end.
 *
 *   jpeg_fuzz.ts FIRST COUNT
 *
 * Each damaged file has a seed, from FIRST on; the same seed gives the same file. It fails when the codecs
 * disagree on whether a file can be read, naming the seed. If the process dies, the seed that it had begun is
 * the last one that it printed.
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { seeded } from "../../media/image/test_pictures.ts";
import { corpus, decodeWith } from "./jpeg_codecs.ts";

const LIMITS = { maxBytes: 1_000_000, maxPixels: 100_000 };
const CODES = ["INVALID_ARGUMENT", "RESOURCE_EXHAUSTED"];

type Next = () => number;

/** The small ones: damage matters more than size. */
const FILES = [...corpus().values()].filter((file) => file.length < 10_000);

/** Offsets of all markers, stuffed bytes left out. */
function markers(file: Uint8Array): number[] {
  const found = [];
  for (
    let at = file.indexOf(0xff);
    at >= 0 && at < file.length - 3;
    at = file.indexOf(0xff, at + 1)
  ) {
    if (file[at + 1] !== 0) found.push(at);
  }
  return found;
}

const DAMAGES: readonly ((file: Uint8Array<ArrayBuffer>, next: Next) => Uint8Array<ArrayBuffer>)[] =
  [
    function cut(file, next) {
      return file.slice(0, next() % file.length);
    },
    function flipBits(file, next) {
      for (let i = next() % 8; i >= 0; i--) file[next() % file.length]! ^= 1 << (next() % 8);
      return file;
    },
    function setBytes(file, next) {
      const from = next() % file.length;
      file.fill(next() & 255, from, from + next() % 40);
      return file;
    },
    function flipHeader(file, next) {
      file[2 + next() % Math.min(600, file.length - 2)] = next() & 255;
      return file;
    },
    function changeLength(file, next) {
      const all = markers(file);
      const at = all[next() % all.length] ?? 0;
      file[at + 2] = next() % 4 === 0 ? next() & 255 : 0;
      file[at + 3] = next() & 255;
      return file;
    },
    function swapMarkers(file, next) {
      const all = markers(file);
      const one = all[next() % all.length] ?? 0;
      const other = all[next() % all.length] ?? 0;
      [file[one + 1], file[other + 1]] = [file[other + 1]!, file[one + 1]!];
      return file;
    },
    function doubleOrDrop(file, next) {
      const from = next() % file.length;
      const to = Math.min(file.length, from + next() % 200);
      const part = file.slice(from, to);
      const middle = next() % 2 === 0 ? [...part, ...part] : [];
      return Uint8Array.from([...file.subarray(0, from), ...middle, ...file.subarray(to)]);
    },
    function changeFrame(file, next) {
      const frame = file.findIndex((byte, i) =>
        byte === 0xff && [0xc0, 0xc2].includes(file[i + 1]!)
      );
      file[frame + 4 + next() % 16] = next() % 2 === 0 ? next() % 8 : next() & 255;
      return file;
    },
  ];

function damaged(seed: number): Uint8Array {
  const next = seeded(seed);
  const file = FILES[next() % FILES.length]!.slice();
  return DAMAGES[next() % DAMAGES.length]!(file, next);
}

async function outcome(codec: "libturbojpeg" | "WebAssembly", file: Uint8Array): Promise<string> {
  try {
    const { widthPx, heightPx } = await decodeWith(codec, file, { limits: LIMITS });
    return `${widthPx}×${heightPx}`;
  } catch (error) {
    if (error instanceof FrameboxError && CODES.includes(error.code)) return error.message;
    throw error;
  }
}

const [first = 1, count = 1000] = Deno.args.map(Number);
const counts = { refused: 0, decoded: 0 };
const disagreements: string[] = [];
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
for (let seed = first; seed < first + count; seed++) {
  print(String(seed));
  const file = damaged(seed);
  const [library, wasm] = [await outcome("libturbojpeg", file), await outcome("WebAssembly", file)];
  if (library !== wasm) {
    disagreements.push(`seed ${seed}: libturbojpeg ${library}; WebAssembly ${wasm}`);
  }
  if (/^\d+×\d+$/.test(library)) counts.decoded++;
  else counts.refused++;
}
for (const each of disagreements) print(each);
print(JSON.stringify(counts));
if (disagreements.length > 0) Deno.exit(1);
