/**
 * What users run, built once for the tests of this folder and run alone in an empty directory: the
 * bundle and, where `DENORT_BIN` names Deno's runtime, the binary that is compiled of it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Child } from "../support/process.ts";

const ROOT = new URL("../../", import.meta.url);

/** The binary, as `deno task compile` makes it. */
const BINARY = new URL("dist/framebox", ROOT);

const built = new Map<string, Promise<void>>();

/** The bytes of a freshly built bundle. */
export async function bundle(): Promise<Uint8Array> {
  await once("build");
  return await Deno.readFile(new URL("dist/framebox.js", ROOT));
}

/** Runs a task that builds something, once for all callers. */
function once(task: "build" | "compile"): Promise<void> {
  const building = built.get(task) ?? run(task);
  built.set(task, building);
  return building;
}

async function run(task: string): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", task],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
}

/** A directory with the bundle in it, empty ones for its data and temporary files, an empty cache of Deno's. */
export interface Place {
  readonly directory: string;
  readonly dataDir: string;
  /** What the system's temporary directory is for it. */
  readonly temporary: string;
  readonly file: string;
  /** Environment without anything of this process's own settings or caches. */
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

/** Makes such a directory. */
export async function emptyPlace(): Promise<Place> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-bundle-" });
  const dataDir = `${directory}/data`;
  const temporary = `${directory}/tmp`;
  for (const each of [dataDir, temporary]) await Deno.mkdir(each);
  const file = `${directory}/framebox.js`;
  await Deno.writeFile(file, await bundle());
  return {
    directory,
    dataDir,
    temporary,
    file,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: directory,
      DENO_DIR: `${directory}/deno-cache`,
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
      DATA_DIR: dataDir,
      TMPDIR: temporary,
    },
    remove: () => Deno.remove(directory, { recursive: true }),
  };
}

/** Files and folders besides its own that settings name. */
export interface Paths {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
}

/**
 * The permissions that docs/deployment.md names for the bundle: its own file, its data, the network, ffmpeg,
 * libturbojpeg.
 *
 * @param paths what settings name besides
 */
export function neededPermissions(place: Place, { reads = [], writes = [] }: Paths = {}): string[] {
  return [
    "--no-prompt",
    "--no-remote",
    "--no-npm",
    "--no-config",
    "--allow-net",
    "--allow-env",
    `--allow-read=${[place.file, place.dataDir, ...reads, ...writes].join(",")}`,
    `--allow-write=${[place.dataDir, ...writes].join(",")}`,
    "--allow-run=ffmpeg,ffprobe",
    "--allow-ffi",
  ];
}

/** Runs the bundle with only the permissions that it needs. */
export function runBundle(
  place: Place,
  args: readonly string[],
  env: Record<string, string> = {},
  paths: Paths = {},
): Child {
  return new Child(Deno.execPath(), {
    args: ["run", ...neededPermissions(place, paths), place.file, ...args],
    cwd: place.directory,
    clearEnv: true,
    env: { ...place.env, ...env },
  });
}

/** A form in which users run framebox. */
export interface Form {
  readonly name: "bundle" | "binary";
  /** Starts it in a place. */
  run(
    place: Place,
    args: readonly string[],
    env?: Record<string, string>,
    paths?: Paths,
  ): Child;
}

const FORMS: readonly Form[] = [
  { name: "bundle", run: runBundle },
  {
    name: "binary",
    run: (place, args, env = {}) =>
      new Child(BINARY.pathname, {
        args: [...args],
        cwd: place.directory,
        clearEnv: true,
        env: { ...place.env, ...env },
      }),
  },
];

/** A test of the bundle and, where there is a runtime to compile it with, one of the binary. */
export function testForms(name: string, test: (form: Form, place: Place) => Promise<void>): void {
  for (const form of FORMS) {
    if (form.name === "binary" && !Deno.env.get("DENORT_BIN")) continue;
    Deno.test(`${form.name}: ${name}`, async () => {
      if (form.name === "binary") await once("compile");
      const place = await emptyPlace();
      try {
        await test(form, place);
        const left = await Array.fromAsync(Deno.readDir(place.temporary));
        assert.deepEqual(left.map((entry) => entry.name), [], "left in the temporary directory");
      } finally {
        await place.remove();
      }
    });
  }
}
