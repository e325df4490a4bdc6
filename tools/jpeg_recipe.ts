/**
 * How media/image/jpeg/wasm/jpeg.wasm is made: libjpeg-turbo's sources from a crate and our own files beside it,
 * compiled by Zig's clang from a wheel; the same bytes each time.
 *
 * Cargo fetches the crate, whose checksum is below, pip the wheel and checks it against requirements.txt.
 * Both are kept in a cache, some 450 MB.
 *
 * @module
 */

/** Where our sources are, and what is made of them. */
const FOLDER = new URL("../media/image/jpeg/wasm/", import.meta.url);
/** What the recipe makes. */
export const JPEG_WASM: URL = new URL("jpeg.wasm", FOLDER);
/** The checksums of it and of all that it is made from, as sha256sum(1) writes them. */
export const JPEG_CHECKSUMS: URL = new URL("SHA256SUMS", FOLDER);

/** Where what is fetched is kept, with what `.ci/run` keeps. */
export function recipeCache(): string {
  const home = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`;
  return `${home}/framebox-ci/jpeg-wasm`;
}

const CRATE = "turbojpeg-sys-1.2.0";
/** SHA-256 of the crate as its registry has it. */
const CRATE_SHA256 = "49b5a974bc59382d35927e3a07eef2ba9a24fe7227cefe52ec44b508e1b90f86";
const SOURCES = `${CRATE}/libjpeg-turbo/src`;

/** Files of libjpeg-turbo in which a picture's time is spent: compiled for speed, as our own are. */
const FAST = ["jdhuff", "jdphuff"];
/** Those that are compiled for size. */
const SMALL = [
  ...["jcapimin", "jcapistd", "jccoefct", "jccolor", "jcdctmgr", "jcinit", "jcmainct", "jcmarker"],
  ...["jcmaster", "jcomapi", "jcparam", "jcprepct", "jcsample", "jdapimin", "jdapistd", "jdcoefct"],
  ...["jdcolor", "jddctmgr", "jdinput", "jdmainct", "jdmarker", "jdmaster", "jdpostct", "jdsample"],
  ...["jfdctint", "jidctint", "jidctred", "jmemmgr", "jmemnobs", "jutils"],
];

const TARGET = ["-target", "wasm32-freestanding", "-msimd128", "-mno-bulk-memory"];
const COMPILE = [
  ...TARGET,
  ...["-c", "-std=c11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-fno-stack-protector"],
  ...["-DNO_GETENV", "-DNO_PUTENV", "-DUSE_CLZ_INTRINSIC"],
];
const FOR_SPEED = ["-O3"];
const FOR_SIZE = ["-Os", "-fno-vectorize", "-fno-unroll-loops"];
const LINK = [
  ...TARGET,
  ...["-O3", "-nostdlib", "-Wl,--no-entry", "-Wl,--gc-sections", "-Wl,--strip-all"],
  // Set back by jpeg_wasm_module.ts when a job fails.
  ...["-Wl,--export=__stack_pointer"],
  // One page less than WebAssembly allows is the most that Zig takes.
  ...["-Wl,-z,stack-size=65536", `-Wl,--max-memory=${65_535 * 65_536}`],
];

/**
 * Makes jpeg.wasm from its sources.
 *
 * @param cache a folder for what is fetched, made if it is missing
 * @throws {Error} with the output of the program that failed: cargo, pip or zig
 */
export async function buildJpegWasm(cache: string): Promise<Uint8Array> {
  await Deno.mkdir(cache, { recursive: true });
  const [crates, tools] = [await fetchCrates(cache), await fetchZig(cache)];
  const work = await Deno.makeTempDir({ prefix: "jpeg-wasm-" });
  try {
    return await compile(`${crates}/${SOURCES}`, `${tools}/ziglang/zig`, work);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function compile(sources: string, zig: string, work: string): Promise<Uint8Array> {
  const own = FOLDER.pathname;
  const caches = { ZIG_GLOBAL_CACHE_DIR: `${work}/zig`, ZIG_LOCAL_CACHE_DIR: `${work}/zig` };
  const jobs = [
    ...(await ownSources()).map((name) => ({ file: `${own}${name}`, flags: FOR_SPEED })),
    ...FAST.map((name) => ({ file: `${sources}/${name}.c`, flags: FOR_SPEED })),
    ...SMALL.map((name) => ({ file: `${sources}/${name}.c`, flags: FOR_SIZE })),
  ].map((job, i) => ({ ...job, object: `${work}/${i}.o` }));
  const left = [...jobs];
  const worker = async () => {
    for (let job = left.pop(); job; job = left.pop()) {
      const folders = [`-I${own}`, `-I${sources}`];
      await run(zig, ["cc", ...COMPILE, ...job.flags, ...folders, job.file, "-o", job.object], {
        env: caches,
      });
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, worker));
  const objects = jobs.map(({ object }) => object);
  await run(zig, ["cc", ...LINK, ...objects, "-o", `${work}/jpeg.wasm`], { env: caches });
  return await Deno.readFile(`${work}/jpeg.wasm`);
}

async function fetchCrates(cache: string): Promise<string> {
  return await kept(cache, "Cargo.toml", async (place) => {
    await Deno.copyFile(new URL("Cargo.toml", FOLDER), `${place}/Cargo.toml`);
    await run("cargo", ["vendor", "--versioned-dirs", "."], { cwd: place });
    const sums: unknown = JSON.parse(
      await Deno.readTextFile(`${place}/${CRATE}/.cargo-checksum.json`),
    );
    const isPinned = typeof sums === "object" && sums !== null && "package" in sums &&
      sums.package === CRATE_SHA256;
    if (!isPinned) throw new Error(`${CRATE} is not the crate whose checksum is ${CRATE_SHA256}.`);
  });
}

async function fetchZig(cache: string): Promise<string> {
  return await kept(cache, "requirements.txt", async (place) => {
    const list = new URL("requirements.txt", FOLDER).pathname;
    const options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-compile"];
    await run("python3", ["-m", "pip", "install", ...options, "--target", place, "-r", list], {});
  });
}

/** A folder of the cache, named by the file that says what is in it; it appears when it is whole. */
async function kept(
  cache: string,
  list: string,
  fetch: (place: string) => Promise<void>,
): Promise<string> {
  const sum = await sha256(await Deno.readFile(new URL(list, FOLDER)));
  const place = `${cache}/${list}-${sum.slice(0, 16)}`;
  if (await exists(place)) return place;
  const unfinished = await Deno.makeTempDir({ dir: cache, prefix: "unfinished-" });
  try {
    await fetch(unfinished);
    await Deno.rename(unfinished, place);
  } catch (error) {
    await Deno.remove(unfinished, { recursive: true });
    // Another run may have been quicker.
    if (!await exists(place)) throw error;
  }
  return place;
}

/** SHA-256 sums of jpeg.wasm and of all files that decide what is in it, one a line. */
export async function jpegChecksums(): Promise<string> {
  const recipe = new URL(import.meta.url);
  const files = [JPEG_WASM, recipe, ...(await inputs()).map((name) => new URL(name, FOLDER))];
  const lines = files.map(async (file) => {
    const name = file === recipe
      ? "../../../../tools/jpeg_recipe.ts"
      : file.pathname.split("/").pop();
    return `${await sha256(await Deno.readFile(file))}  ${name}\n`;
  });
  return (await Promise.all(lines)).join("");
}

async function inputs(): Promise<string[]> {
  const pins = ["Cargo.toml", "requirements.txt"];
  return [...pins, ...await ownFiles(/\.[ch]$/)];
}

function ownSources(): Promise<string[]> {
  return ownFiles(/\.c$/);
}

async function ownFiles(pattern: RegExp): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) if (pattern.test(name)) names.push(name);
  return names.sort();
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> },
): Promise<void> {
  const command = new Deno.Command(program, { ...options, args, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  const said = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
  if (!success) throw new Error(`${program} failed:\n${said}`);
}
