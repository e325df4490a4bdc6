/** Turns the settings of clusters into the options of their room. */
import { FrameboxError } from "./base/errors/mod.ts";
import { asksForLogin, operatorLogin, type Settings, WORKERS } from "./base/settings/mod.ts";
import type { ClustersOptions } from "./clusters/connections/mod.ts";
import { readCa } from "./named_files.ts";
import { BUILT_IN_NAMES } from "./processors/mod.ts";
import { RUN_LIMITS } from "./oscar/manager/mod.ts";

const MB = 1024 ** 2;

/**
 * Makes them; reads the file of OSCAR_CA.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when that file can't be read; `INVALID_ARGUMENT` for a cluster with a
 * processor's name
 */
export async function clusterOptions(settings: Settings): Promise<ClustersOptions> {
  const { oscarEndpoint, minioEndpoint } = settings;
  for (const { name } of oscarEndpoint) {
    if (![WORKERS, ...BUILT_IN_NAMES].includes(name)) continue;
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `OSCAR_ENDPOINT calls a cluster ${name}, which is the name of a processor; it needs another one.`,
    );
  }
  const caPem = await readCa(settings.oscarCa, "OSCAR_CA");
  const storageOf = (name: string) => {
    const [only] = oscarEndpoint.length === 1 ? minioEndpoint : [];
    return (only ?? minioEndpoint.find((one) => one.name === name))?.address;
  };
  return {
    clusters: oscarEndpoint.map(({ name, address }) => ({
      name,
      address,
      storageEndpoint: storageOf(name),
    })),
    rules: settings.oscarServices,
    operator: operatorLogin(settings),
    login: settings.oscarLogin,
    keepLoginMs: settings.oscarKeepLoginS * 1000,
    trust: {
      isInsecure: settings.oscarInsecure,
      ...caPem === undefined ? {} : { caPem },
    },
    limits: {
      run: { ...RUN_LIMITS, startMs: settings.oscarColdStartS * 1000 },
      maxAtOnce: settings.oscarMaxCalls,
      maxWaiting: settings.oscarMaxWaiting,
      maxSynchronousBytes: settings.oscarSyncMaxMb * MB,
      asynchronousMs: settings.oscarAsyncMaxS * 1000,
      removesFiles: settings.oscarRemoveFiles,
    },
    hasLogins: asksForLogin(settings),
  };
}
