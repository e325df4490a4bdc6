/**
 * An interpreter with what runs in OSCAR's containers, and OSCAR's own client. Packages are fetched at the first use and
 * kept for later ones.
 *
 * @module
 */

/** The supervisor names versions that are no longer there, so it is installed without what it asks for. */
const SUPERVISOR = "faas-supervisor==1.5.8";
const PACKAGES = [
  "oscar-python==2.2.0",
  "boto3==1.44.8",
  "pyyaml==6.0.4",
  "requests==2.34.2",
  "webdavclient3==3.14.7",
  // Has the `distutils` that Python 3.12 no longer has.
  "setuptools==80.9.0",
];

let installed: Promise<string> | undefined;

/** Path of the interpreter. */
export function oscarPython(): Promise<string> {
  return installed ??= install();
}

async function install(): Promise<string> {
  const python = Deno.env.get("PYTHON") ?? "/usr/bin/python3";
  const version = await run(python, "--version");
  const caches = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`;
  const place = `${caches}/framebox-ci/oscar-python-${await shortHash([
    version,
    SUPERVISOR,
    ...PACKAGES,
  ])}`;
  if (await exists(place)) {
    // Old ones are removed by their age.
    await Deno.utime(place, new Date(), new Date());
    return `${place}/bin/python3`;
  }
  await Deno.mkdir(`${caches}/framebox-ci`, { recursive: true });
  const unfinished = await Deno.makeTempDir({
    dir: `${caches}/framebox-ci`,
    prefix: "unfinished-",
  });
  try {
    await run(python, "-m", "venv", unfinished);
    const pip = [`${unfinished}/bin/python3`, "-m", "pip", "install", "--quiet"] as const;
    await run(...pip, "--no-deps", SUPERVISOR);
    await run(...pip, ...PACKAGES);
    // It appears in one step; another process may have been quicker.
    await Deno.rename(unfinished, place).catch(async (error) => {
      if (!await exists(place)) throw error;
    });
  } finally {
    await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  }
  return `${place}/bin/python3`;
}

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  const decoder = new TextDecoder();
  if (code === 0) return decoder.decode(stdout);
  throw new Error(
    `${command} ${args.join(" ")}: ${decoder.decode(stdout)}${decoder.decode(stderr)}`,
  );
}

async function shortHash(parts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(parts.join("\n"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
}

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

if (import.meta.main) await oscarPython();
