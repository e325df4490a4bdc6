/**
 * npm's `oidc-provider`, a real issuer, which runs under Node. It is fetched at the first use and kept for later ones.
 *
 * @module
 */

const PACKAGE = "oidc-provider@9.13.3";

let installed: Promise<string> | undefined;

/** The directory whose `node_modules` has it. */
export function issuerPackages(): Promise<string> {
  return installed ??= install();
}

async function install(): Promise<string> {
  const caches = `${
    Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`
  }/framebox-ci`;
  const place = `${caches}/${PACKAGE}`;
  if (await exists(place)) {
    // Old ones are removed by their age.
    await Deno.utime(place, new Date(), new Date());
    return place;
  }
  await Deno.mkdir(caches, { recursive: true });
  const unfinished = await Deno.makeTempDir({ dir: caches, prefix: "unfinished-" });
  try {
    const { code, stderr } = await new Deno.Command("npm", {
      args: [
        "install",
        "--no-fund",
        "--no-audit",
        "--ignore-scripts",
        "--prefix",
        unfinished,
        PACKAGE,
      ],
    }).output();
    if (code !== 0) throw new Error(`npm install ${PACKAGE}: ${new TextDecoder().decode(stderr)}`);
    // It appears in one step; another process may have been quicker.
    await Deno.rename(unfinished, place).catch(async (error) => {
      if (!await exists(place)) throw error;
    });
  } finally {
    await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  }
  return place;
}

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

if (import.meta.main) await issuerPackages();
