/** Builds the bundle once for the tests of this folder, and runs it alone in an empty directory. */
import { Child } from "../support/process.ts";

const ROOT = new URL("../../", import.meta.url);

let building: Promise<Uint8Array> | undefined;

/** The bytes of a freshly built bundle. */
export function bundle(): Promise<Uint8Array> {
  building ??= build();
  return building;
}

async function build(): Promise<Uint8Array> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: ROOT,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return Deno.readFile(new URL("dist/framebox.js", ROOT));
}

/** A directory with the bundle in it, an empty one for its data and an empty cache of Deno's. */
export interface Place {
  readonly directory: string;
  readonly dataDir: string;
  readonly file: string;
  /** Environment without anything of this process's own settings or caches. */
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

/** Makes such a directory. */
export async function emptyPlace(): Promise<Place> {
  const directory = await Deno.makeTempDir({ prefix: "framebox-bundle-" });
  const dataDir = `${directory}/data`;
  await Deno.mkdir(dataDir);
  const file = `${directory}/framebox.js`;
  await Deno.writeFile(file, await bundle());
  return {
    directory,
    dataDir,
    file,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: directory,
      DENO_DIR: `${directory}/deno-cache`,
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
      DATA_DIR: dataDir,
    },
    remove: () => Deno.remove(directory, { recursive: true }),
  };
}

/**
 * The permissions that the README names for the bundle: its own file, its data, the network, ffmpeg.
 *
 * @param reads other files that settings name
 */
export function neededPermissions(place: Place, reads: readonly string[] = []): string[] {
  return [
    "--no-prompt",
    "--no-remote",
    "--no-npm",
    "--no-config",
    "--unstable-no-legacy-abort",
    "--allow-net",
    "--allow-env",
    `--allow-read=${[place.file, place.dataDir, ...reads].join(",")}`,
    `--allow-write=${place.dataDir}`,
    "--allow-run=ffmpeg,ffprobe",
  ];
}

/** Runs the bundle with only the permissions that it needs. */
export function runBundle(
  place: Place,
  args: readonly string[],
  env: Record<string, string> = {},
  reads: readonly string[] = [],
): Child {
  return new Child(Deno.execPath(), {
    args: ["run", ...neededPermissions(place, reads), place.file, ...args],
    cwd: place.directory,
    clearEnv: true,
    env: { ...place.env, ...env },
  });
}
